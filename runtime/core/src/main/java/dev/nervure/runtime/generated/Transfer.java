package dev.nervure.runtime.generated;

import dev.nervure.runtime.Weights;
import dev.nervure.runtime.kernel.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values that go from one model's parameters to another's. */
final class Transfer {
    private Transfer() {}

    /** The parameter of the same name and shape; null if there is none. */
    static @Nullable CompiledParameter matching(CompiledParameter own, Weights other) {
        CompiledParameter found = ((CompiledWeights) other).find(own.name());
        return found != null && Arrays.equals(found.shape(), own.shape()) ? found : null;
    }

    /** @throws IllegalArgumentException unless both have the same names and shapes */
    static void requireSame(CompiledWeights own, Weights other) {
        for (CompiledParameter parameter : own.all()) {
            if (matching(parameter, other) == null) {
                CompiledParameter found = ((CompiledWeights) other).find(parameter.name());
                throw new IllegalArgumentException("the other weights have "
                        + (found == null ? "no '" + parameter.name() + "'" : found + ", and here it is " + parameter)
                        + "; setMatching takes what matches");
            }
        }
        for (CompiledParameter parameter : ((CompiledWeights) other).all()) {
            if (own.find(parameter.name()) == null) {
                throw new IllegalArgumentException("the other weights have '" + parameter.name()
                        + "', which these do not; setMatching takes what matches");
            }
        }
    }

    static void copy(CompiledParameter from, CompiledParameter to) {
        to.set(from.values());
        to.batchesTracked(from.batchesTracked());
    }

    /** {@code to += tau · (from − to)}. */
    static void blend(CompiledParameter from, CompiledParameter to, float tau, boolean sameLayouts) {
        if (!sameLayouts) {
            float[] values = to.values();
            blend(from.values(), values, tau);
            to.set(values);
            return;
        }
        Storage storage = to.storage();
        float[][] source = from.storage().chunks();
        float[][] target = storage.chunks();
        for (int c = 0; c < target.length; c++) {
            blend(source[c], target[c], tau);
        }
        storage.changed();
    }

    private static void blend(float[] from, float[] to, float tau) {
        for (int i = 0; i < to.length; i++) {
            to[i] += tau * (from[i] - to[i]);
        }
    }
}
