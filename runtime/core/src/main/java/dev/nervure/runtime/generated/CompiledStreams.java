package dev.nervure.runtime.generated;

/**
 * What all generated {@code …Streams} share: several sequences, of which each step takes a place. They have the numbers from 0
 * on; when one leaves, the last takes its number, so that the rest of a step stays one product.
 */
public abstract class CompiledStreams extends StreamFace {
    private int count;

    /**
     * Streams over values for some sequences.
     *
     * @param longest how many places each can take; 0 for any number
     */
    protected CompiledStreams(String network, StreamValues values, int longest) {
        super(network, values, longest);
    }

    /** How many sequences there are now. */
    public final int count() {
        return count;
    }

    /** How many there can be. */
    public final int capacity() {
        return values.placesBefore.length;
    }

    /**
     * How many places a sequence has taken.
     *
     * @throws IndexOutOfBoundsException if there is none of that number
     */
    public final int position(int sequence) {
        return values.placesBefore[require(sequence)];
    }

    /**
     * Begins a sequence and returns its number, the greatest.
     *
     * @throws IllegalStateException if there are as many as there can be
     */
    public final int join() {
        if (count == capacity()) {
            throw new IllegalStateException("there are " + count + " sequences already, and no more can join");
        }
        enter();
        values.clear(count);
        leave();
        return count++;
    }

    /** Begins a sequence that goes on from where a stream is. */
    protected final int join(CompiledStream stream) {
        int sequence = join();
        values.copy(stream.values, 0, sequence);
        return sequence;
    }

    /**
     * Ends a sequence. The last one takes its number.
     *
     * @throws IndexOutOfBoundsException if there is none of that number
     */
    public final void leave(int sequence) {
        require(sequence);
        enter();
        count--;
        if (sequence < count) {
            values.copy(values, count, sequence);
        }
        leave();
    }

    /** The number of a sequence that is there. */
    protected final int require(int sequence) {
        if (sequence < 0 || sequence >= count) {
            throw new IndexOutOfBoundsException("there are " + count + " sequences, and none of number " + sequence);
        }
        return sequence;
    }

    /** Begins a step of all sequences; {@link #end} ends it. */
    protected final void begin() {
        for (int s = 0; longest > 0 && s < count; s++) {
            if (values.placesBefore[s] >= longest) {
                throw new IllegalStateException("sequence " + s + " of " + network + " has taken " + longest
                        + " places, as many as it can; let it leave");
            }
        }
        enter();
        for (int s = 0; s < count; s++) {
            values.places(s, 1);
        }
    }

    /** Ends a step, even one that failed. */
    protected final void end() {
        leave();
    }

    /** Counts the place that each sequence took. */
    protected final void took() {
        for (int s = 0; s < count; s++) {
            values.took(s, 1);
        }
        values.givenAnew(false);
    }

    /** Whether the newest step gave sequence {@code sequence} a place of what strides leave; 1 or 0, or more at its first. */
    protected final int gave(int sequence, int plus, int over) {
        int t = values.placesBefore[require(sequence)];
        return StreamValues.after(t, plus, over) - StreamValues.after(Math.max(0, t - 1), plus, over);
    }

    /** Copies a place of each sequence into the values. */
    protected final void fill(float[] from, float[] to, int size, String name) {
        CompiledStream.fill(from, 0, to, count * size, name);
    }

    /** The same of integers. */
    protected final void fill(int[] from, int[] to, int size, String name) {
        CompiledStream.fill(from, 0, to, count * size, name);
    }

    /** Copies what one sequence is given once. */
    protected final void give(float[] from, int sequence, float[] to, int size, String name) {
        CompiledStream.requireValues(from.length, size, name);
        System.arraycopy(from, 0, to, require(sequence) * size, size);
        values.givenAnew(true);
    }

    /** The same of integers. */
    protected final void give(int[] from, int sequence, int[] to, int size, String name) {
        CompiledStream.requireValues(from.length, size, name);
        System.arraycopy(from, 0, to, require(sequence) * size, size);
        values.givenAnew(true);
    }
}
