package dev.nervure.runtime.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer over sequences, {@code x [n, steps, inputs]} to {@code y [n, steps, units]}, every step's hidden state,
 * from a state of zeros; and its gradients, through time. Weights are PyTorch's: {@code W [gates · units, inputs]},
 * {@code U [gates · units, units]} and two vectors of biases, or none. {@code reverse} runs from the last step to the
 * first. The input's part of all steps is one product; each step adds the state's part and applies the gates.
 *
 * <p>Immutable and shared by threads. A {@link RecurrenceMemory} keeps what a forward pass leaves for its backward pass.
 */
public final class Recurrence {
    private final RecurrentCell cell;
    private final int inputs;
    private final int units;
    private final int sums;
    private final boolean reverse;

    public Recurrence(RecurrentCell cell, int inputs, int units, boolean reverse) {
        this.cell = cell;
        this.inputs = inputs;
        this.units = units;
        this.sums = cell.gates * units;
        this.reverse = reverse;
    }

    /** Memory for up to so many samples of so many steps. */
    public RecurrenceMemory newMemory(int samples, int steps) {
        return new RecurrenceMemory(cell, units, samples, steps);
    }

    /** What backward passes over up to so many samples of so many steps work in. */
    public RecurrenceScratch newScratch(int samples, int steps) {
        return new RecurrenceScratch(units, sums, samples, steps);
    }

    /** All steps of {@code n} samples. */
    public void forward(
            Matrix w,
            Matrix u,
            float @Nullable [] wBias,
            float @Nullable [] uBias,
            float[] x,
            int xOffset,
            int n,
            int steps,
            float[] y,
            int yOffset,
            RecurrenceMemory memory) {
        Provider provider = Kernels.provider();
        float[] gates = memory.gates;
        float[] hidden = memory.hidden;
        float[] recurrent = memory.recurrent;
        int state = n * units;
        w.multiply(x, xOffset, n * steps, wBias, Epilogue.NONE, gates, 0);
        Arrays.fill(hidden, 0, state, 0f);
        if (cell == RecurrentCell.LSTM) {
            Arrays.fill(memory.kept, 0, state, 0f);
        }
        for (int t = 0; t < steps; t++) {
            int at = reverse ? steps - 1 - t : t;
            u.multiply(hidden, t * state, n, uBias, Epilogue.NONE, recurrent, 0);
            for (int s = 0; s < n; s++) {
                int row = s * steps + at;
                int h0 = t * state + s * units;
                int h1 = h0 + state;
                provider.step(
                        cell, gates, row * sums, recurrent, s * sums, memory.kept, row * units, hidden, h0, h1, units);
                System.arraycopy(hidden, h1, y, yOffset + row * units, units);
            }
        }
    }

    /**
     * From {@code dy}, the gradient of {@code y}, those of all weights, set or, with {@code add}, added; and of {@code x},
     * likewise with {@code addInput}, if {@code dx} is not null. {@code memory} is that of the forward pass.
     */
    public void backward(
            Matrix w,
            Matrix u,
            float[] x,
            int xOffset,
            int n,
            int steps,
            float[] dy,
            int dyOffset,
            Matrix dw,
            Matrix du,
            float @Nullable [] dwBias,
            float @Nullable [] duBias,
            boolean add,
            float @Nullable [] dx,
            int dxOffset,
            boolean addInput,
            RecurrenceMemory memory,
            RecurrenceScratch scratch) {
        Provider provider = Kernels.provider();
        float[] dGates = scratch.dGates;
        float[] dRecurrent = scratch.dRecurrent;
        float[] carry = scratch.carry;
        float[] product = scratch.product;
        float[] gates = memory.gates;
        float[] hidden = memory.hidden;
        float[] kept = memory.kept;
        int state = n * units;
        Matrix transposed = scratch.transposed(u);
        Arrays.fill(carry, 0, state, 0f);
        Arrays.fill(product, 0, state, 0f);
        for (int t = steps - 1; t >= 0; t--) {
            int at = reverse ? steps - 1 - t : t;
            for (int s = 0; s < n; s++) {
                int row = s * steps + at;
                int h0 = t * state + s * units;
                int h1 = h0 + state;
                int g = row * sums;
                int y = dyOffset + row * units;
                int c = s * units;
                int q = (t * n + s) * sums;
                switch (cell) {
                    case RNN_TANH, RNN_RELU ->
                        Gates.rnnBack(
                                cell == RecurrentCell.RNN_RELU,
                                hidden,
                                h1,
                                dy,
                                y,
                                carry,
                                product,
                                c,
                                dGates,
                                g,
                                dRecurrent,
                                q,
                                units,
                                0);
                    case GRU ->
                        provider.gruBack(
                                gates,
                                g,
                                kept,
                                row * units,
                                hidden,
                                h0,
                                dy,
                                y,
                                carry,
                                product,
                                c,
                                dGates,
                                g,
                                dRecurrent,
                                q,
                                units);
                    case LSTM ->
                        provider.lstmBack(
                                gates, g, kept, h0, h1, dy, y, carry, product, c, dGates, g, dRecurrent, q, units);
                }
            }
            transposed.multiply(dRecurrent, t * n * sums, n, null, Epilogue.NONE, product, 0);
        }
        int rows = n * steps;
        dw.weightGradient(dGates, 0, rows, x, xOffset, add);
        du.weightGradient(dRecurrent, 0, rows, hidden, 0, add);
        if (dwBias != null) {
            Sums.columns(dGates, 0, rows, sums, dwBias, add);
        }
        if (duBias != null) {
            Sums.columns(dRecurrent, 0, rows, sums, duBias, add);
        }
        if (dx != null) {
            w.inputGradient(dGates, 0, rows, dx, dxOffset, addInput);
        }
    }
}
