package dev.nervure.runtime.kernel.convolution;

/**
 * Whether the channels of what a convolution reads and writes are the first axis of a sample, {@code [channels, height, width]},
 * or the last, {@code [height, width, channels]}.
 */
public enum ChannelOrder {
    /** First in both. */
    FIRST(false, false),
    /** First in the input, last in the result. */
    TO_LAST(false, true),
    /** Last in both. */
    LAST(true, true),
    /** Last in the input, first in the result. */
    TO_FIRST(true, false);

    private final boolean readsLast;
    private final boolean writesLast;

    ChannelOrder(boolean readsLast, boolean writesLast) {
        this.readsLast = readsLast;
        this.writesLast = writesLast;
    }

    /** Whether channels are the last axis of the input. */
    public boolean readsLast() {
        return readsLast;
    }

    /** Whether channels are the last axis of the result. */
    public boolean writesLast() {
        return writesLast;
    }
}
