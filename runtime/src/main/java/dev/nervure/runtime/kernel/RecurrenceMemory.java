package dev.nervure.runtime.kernel;

/** What a forward pass of a {@link Recurrence} works in and leaves for its backward pass; owned by one thread. */
public final class RecurrenceMemory {
    /** {@code [n, steps, sums]}: the input's part of the sums, then the gates. */
    final float[] gates;
    /** The hidden states {@code [steps + 1, n, units]}, in the order of computation; the first is the one before it. */
    final float[] hidden;
    /** For LSTM the cells, laid out as the hidden states; for GRU the state's part of the new gate {@code [n, steps, units]}. */
    final float[] kept;
    /** The state's part of the sums of one step {@code [n, sums]}. */
    final float[] recurrent;

    RecurrenceMemory(RecurrentCell cell, int units, int samples, int steps) {
        int sums = cell.gates * units;
        this.gates = new float[samples * steps * sums];
        this.hidden = new float[(steps + 1) * samples * units];
        this.kept = new float
                [switch (cell) {
                    case RNN_TANH, RNN_RELU -> 0;
                    case GRU -> samples * steps * units;
                    case LSTM -> (steps + 1) * samples * units;
                }];
        this.recurrent = new float[samples * sums];
    }
}
