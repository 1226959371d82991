package dev.nervure.training;

import java.util.function.Supplier;

/** A stream to each sample of which something is done. */
final class MappedStream extends SequentialDataset {
    private final Dataset base;
    private final SampleMap map;
    private final int depth;

    MappedStream(Dataset base, SampleMap map, boolean random) {
        this.base = base;
        this.map = map;
        this.depth = base.depth() + (random ? 1 : 0);
    }

    @Override
    long knownSize() {
        return base.knownSize();
    }

    @Override
    int depth() {
        return depth;
    }

    @Override
    SampleReader open(Pass pass) {
        SampleReader reader = base.open(pass);
        return new SampleReader() {
            @Override
            public boolean next() {
                return reader.next();
            }

            @Override
            public long number() {
                return reader.number();
            }

            @Override
            public Sample sample() {
                return draft().get();
            }

            @Override
            public Supplier<Sample> draft() {
                long number = reader.number();
                Supplier<Sample> before = reader.draft();
                return new Draft(number, () -> map.apply(before.get(), pass.random(number, 0, depth)));
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
