package dev.nervure.training;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prepares a sample, and says which one where that fails. */
record Draft(long number, Supplier<? extends @Nullable Sample> maker) implements Supplier<Sample> {
    @Override
    public Sample get() {
        @Nullable Sample made;
        try {
            made = maker.get();
        } catch (RuntimeException e) {
            throw new IllegalStateException("sample " + number + " of the data set cannot be prepared: " + e, e);
        }
        if (made == null) {
            throw new IllegalStateException("sample " + number + " of the data set is null after a map");
        }
        return made;
    }
}
