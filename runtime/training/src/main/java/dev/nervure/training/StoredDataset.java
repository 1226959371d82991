package dev.nervure.training;

/** Samples in memory. */
final class StoredDataset extends IndexedDataset {
    private final Sample[] samples;

    StoredDataset(Sample[] samples) {
        super(samples.length);
        this.samples = samples;
    }

    @Override
    Sample stored(int index) {
        return samples[index];
    }

    @Override
    Sample make(int index, Pass pass, int turn) {
        return samples[index];
    }

    @Override
    int depth() {
        return 0;
    }
}
