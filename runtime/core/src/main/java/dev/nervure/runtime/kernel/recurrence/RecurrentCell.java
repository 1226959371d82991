package dev.nervure.runtime.kernel.recurrence;

/** The recurrent cells, with PyTorch's gates in PyTorch's order. */
public enum RecurrentCell {
    /** {@code h' = tanh(W x + b + U h + c)}. */
    RNN_TANH(1),
    /** {@code h' = max(W x + b + U h + c, 0)}. */
    RNN_RELU(1),
    /** Input, forget, cell and output gate: {@code c' = f c + i g, h' = o tanh c'}. */
    LSTM(4),
    /** Reset, update and new gate: {@code h' = (1 - z) n + z h}, {@code r} within {@code n}. */
    GRU(3);

    final int gates;

    RecurrentCell(int gates) {
        this.gates = gates;
    }
}
