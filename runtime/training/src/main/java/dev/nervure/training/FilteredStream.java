package dev.nervure.training;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Those samples of a stream that are wanted. */
final class FilteredStream extends SequentialDataset {
    private final Dataset base;
    private final Predicate<? super Sample> wanted;

    FilteredStream(Dataset base, Predicate<? super Sample> wanted) {
        this.base = base;
        this.wanted = wanted;
    }

    @Override
    long knownSize() {
        return -1;
    }

    @Override
    int depth() {
        return base.depth();
    }

    @Override
    SampleReader open(Pass pass) {
        SampleReader reader = base.open(pass);
        return new SampleReader() {
            private @Nullable Sample kept;

            @Override
            public boolean next() {
                while (reader.next()) {
                    Sample sample = reader.sample();
                    if (wanted.test(sample)) {
                        kept = sample;
                        return true;
                    }
                }
                kept = null;
                return false;
            }

            @Override
            public long number() {
                return reader.number();
            }

            @Override
            public Sample sample() {
                return Checks.notNull("the sample", kept);
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
