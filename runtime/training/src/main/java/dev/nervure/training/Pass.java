package dev.nervure.training;

import dev.nervure.runtime.generated.SplitMix;

/**
 * One reading of a data set. Whatever is drawn at random follows from it and from the number of the sample, so it does not
 * depend on threads.
 *
 * @param epoch from 1 in training; 0 outside training, where samples keep their order
 */
record Pass(long seed, int epoch) {
    static final Pass IN_ORDER = new Pass(0, 0);

    boolean shuffles() {
        return epoch > 0;
    }

    /** For the second of two data sets: what is drawn for it is not what is drawn for the first. */
    Pass ofSecond() {
        return new Pass(~seed, epoch);
    }

    /** Random numbers of this pass for one purpose. */
    SplitMix random(String purpose) {
        return SplitMix.of(seed, purpose + epoch);
    }

    /**
     * Random numbers for one sample.
     *
     * @param turn how often the sample was drawn before in this pass
     * @param depth tells apart what is done to a sample one after another
     */
    SampleRandom random(long number, int turn, int depth) {
        SplitMix mixed = new SplitMix(random("sample").nextLong() ^ number);
        mixed = new SplitMix(mixed.nextLong() ^ ((long) turn << 32 | depth));
        return new SampleRandom(mixed);
    }
}
