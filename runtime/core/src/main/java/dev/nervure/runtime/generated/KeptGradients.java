package dev.nervure.runtime.generated;

import dev.nervure.runtime.kernel.Storage;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of the parameters that wait while a backward pass overwrites them, and are added to what it wrote. Generated
 * code sets gradients and knows nothing of this: one copy and one sum cost little compared with a pass.
 */
final class KeptGradients {
    /** The gradient of one parameter, and its copy. */
    private static final class Kept {
        final CompiledParameter parameter;
        private final float[][] live;
        private final float[][] copy;
        private final @Nullable Matrix liveTable; // where only some rows are not zero
        private final @Nullable Matrix tableCopy;

        Kept(CompiledParameter parameter, Storage gradient) {
            Storage zeros = gradient.zeros();
            this.parameter = parameter;
            this.live = gradient.chunks();
            this.copy = zeros.chunks();
            boolean table = gradient instanceof Matrix matrix && matrix.touched() != null;
            this.liveTable = table ? (Matrix) gradient : null;
            this.tableCopy = table ? (Matrix) zeros : null;
        }

        void keep() {
            if (liveTable != null && tableCopy != null) {
                tableCopy.clear();
                tableCopy.addTouched(liveTable);
                return;
            }
            for (int c = 0; c < live.length; c++) {
                System.arraycopy(live[c], 0, copy[c], 0, live[c].length);
            }
        }

        void add() {
            if (liveTable != null && tableCopy != null) {
                liveTable.addTouched(tableCopy);
                return;
            }
            for (int c = 0; c < live.length; c++) {
                add(live[c], copy[c]);
            }
        }

        private static void add(float[] sum, float[] more) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
        }
    }

    private final List<Kept> all = new ArrayList<>();

    KeptGradients(CompiledWeights weights, Map<String, Storage> gradients) {
        gradients.forEach((name, gradient) -> all.add(new Kept(weights.own(name), gradient)));
    }

    void keep() {
        for (int p = 0; p < all.size(); p++) {
            all.get(p).keep();
        }
    }

    void add() {
        for (int p = 0; p < all.size(); p++) {
            if (!all.get(p).parameter.frozen()) { // the pass did not write those that are
                all.get(p).add();
            }
        }
    }
}
