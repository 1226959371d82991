package dev.nervure.processor.onnx.translate;

/**
 * Where the batch lies among the axes of a value, as the file counts them. All other axes are those of a sample of the tensor,
 * in the same order.
 *
 * @param batch the axis of the batch; −1 if the value has none
 * @param with what is counted together with the batch in that axis
 */
public record Axes(int batch, With with) {
    /** The axis of the batch, and an axis of the sample that the file counts together with it. */
    public enum With {
        /** The batch alone. */
        NOTHING,
        /** The axis counts the batch, and for each sample the first axis from there on: {@code n · h}. */
        AFTER,
        /** The axis counts the axis of the sample before it, and for each of its places the batch: {@code t · n}. */
        BEFORE
    }

    /** All axes are those of one sample. */
    public static final Axes SAMPLE = new Axes(-1, With.NOTHING);

    /** The first axis is the batch. */
    public static final Axes FIRST = new Axes(0, With.NOTHING);

    /** The batch alone in one axis. */
    public static Axes at(int axis) {
        return new Axes(axis, With.NOTHING);
    }

    public boolean batched() {
        return batch >= 0;
    }

    /** Whether no axis counts two things. */
    public boolean plain() {
        return with == With.NOTHING;
    }

    /** The axis of a sample that an axis of the file is; of one that counts two, the part of the sample. */
    public int sample(int axis) {
        return batched() && plain() && axis > batch ? axis - 1 : axis;
    }

    /** The axis of the file that an axis of a sample is in. */
    public int file(int sample) {
        return batched() && plain() && sample >= batch ? sample + 1 : sample;
    }
}
