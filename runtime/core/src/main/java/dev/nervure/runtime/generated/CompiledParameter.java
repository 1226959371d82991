package dev.nervure.runtime.generated;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Precision;
import dev.nervure.runtime.PrecisionOptions;
import dev.nervure.runtime.kernel.Storage;
import dev.nervure.runtime.kernel.matrix.ByteRounding;
import dev.nervure.runtime.kernel.matrix.ByteWeights;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.matrix.ShortFloats;
import dev.nervure.runtime.kernel.matrix.ShortWeights;
import dev.nervure.runtime.kernel.matrix.SmallWeights;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A parameter in the layout that its network computes with. */
final class CompiledParameter implements Parameter {
    /** Fewer weights are not worth another form: scales and padding take what the bits save. */
    static final int LEAST = 1_024;

    /** What rounds to the largest bfloat16 at most. */
    private static final float LARGEST_BRAIN = 0x1.FEp127f;

    private static final PrecisionOptions FLOATS = PrecisionOptions.of(Precision.FLOAT32);

    private final String name;
    private final int[] shape;
    private final int size;
    private final boolean learned;
    private final Storage storage;
    private final Initial initial;
    private boolean frozen;
    private long batchesTracked;
    private PrecisionOptions held = FLOATS; // how values that are set are rounded
    private String obstacle = "";

    CompiledParameter(String name, int[] shape, boolean learned, Storage storage, Initial initial) {
        this.name = name;
        this.shape = shape.clone();
        this.size = size(shape);
        this.learned = learned;
        this.storage = storage;
        this.initial = initial;
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public float[] values() {
        float[] values = new float[size];
        storage.read(values);
        return values;
    }

    @Override
    public void set(float[] values) {
        if (values.length != size) {
            throw new IllegalArgumentException(
                    name + " " + Arrays.toString(shape) + " has " + size + " values, got " + values.length);
        }
        if (held.precision() == Precision.FLOAT32) {
            storage.write(values);
        } else {
            round(values, held);
        }
    }

    @Override
    public boolean trainable() {
        return learned && !frozen && held.precision() == Precision.FLOAT32;
    }

    @Override
    public void freeze(boolean frozen) {
        this.frozen = frozen;
    }

    @Override
    public Precision precision() {
        return held.precision();
    }

    @Override
    public long bytes() {
        return storage instanceof Matrix matrix ? matrix.bytes() : (long) size * Float.BYTES;
    }

    @Override
    public String form() {
        if (!(storage instanceof Matrix matrix)) {
            return "32-bit floats, which generated code reads itself";
        }
        return switch (held.precision()) {
            case FLOAT32 -> "32-bit floats" + (size < LEAST ? ", as there are fewer than 1,024" : obstacle);
            case FLOAT16 -> "16-bit floats, binary16";
            case BFLOAT16 -> "16-bit floats, bfloat16";
            case INT8 ->
                "8-bit integers, a scale for each " + (held.group() == 0 ? "" : held.group() + " inputs of each ")
                        + "of " + matrix.outputs() + " outputs";
        };
    }

    /** Holds the values as the options say, or leaves them as they are and says in {@link #form} why. */
    void hold(PrecisionOptions options) {
        if (storage instanceof Matrix && size >= LEAST) {
            if (options.precision() == Precision.FLOAT32) {
                held = FLOATS;
                storage.write(values());
            } else {
                round(values(), options);
            }
        }
    }

    /** Sets values in fewer bits; those that do not fit stay 32-bit floats. */
    private void round(float[] values, PrecisionOptions options) {
        float most =
                switch (options.precision()) {
                    case FLOAT16 -> ShortFloats.LARGEST_HALF;
                    case BFLOAT16 -> LARGEST_BRAIN;
                    default -> Float.MAX_VALUE;
                };
        for (float value : values) {
            if (!(Math.abs(value) <= most)) {
                held = FLOATS;
                storage.write(values);
                obstacle = ", as " + options.precision() + " does not hold " + value;
                return;
            }
        }
        Matrix matrix = (Matrix) storage;
        boolean byGroups =
                options.precision() == Precision.INT8 && options.group() > 0 && matrix.inputs() % options.group() == 0;
        PrecisionOptions chosen = byGroups ? options : options.withoutGroups();
        matrix.hold(rounded(values, matrix, chosen));
        held = chosen;
    }

    private static SmallWeights rounded(float[] values, Matrix matrix, PrecisionOptions options) {
        if (options.precision() == Precision.INT8) {
            int group = options.group() == 0 ? matrix.inputs() : options.group();
            return ByteRounding.valueOf(options.scales().name()).round(values, group);
        }
        boolean brain = options.precision() == Precision.BFLOAT16;
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = brain ? ShortFloats.toBrain(values[i]) : ShortFloats.toHalf(values[i]);
        }
        return new ShortWeights(bits, brain);
    }

    /** Takes weights as a file has them; as floats where they cannot be held so. */
    void take(SmallWeights weights) {
        if (storage instanceof Matrix matrix && size >= LEAST && isFinite(weights)) {
            matrix.hold(weights);
            held = options(weights, matrix);
            return;
        }
        float[] values = new float[size];
        weights.read(values);
        held = FLOATS;
        storage.write(values);
    }

    private boolean isFinite(SmallWeights weights) {
        float[] values = new float[size];
        weights.read(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static PrecisionOptions options(SmallWeights weights, Matrix matrix) {
        if (weights instanceof ByteWeights bytes) {
            PrecisionOptions all = PrecisionOptions.of(Precision.INT8);
            return bytes.group() == matrix.inputs() ? all : all.groups(bytes.group());
        }
        return PrecisionOptions.of(((ShortWeights) weights).brain() ? Precision.BFLOAT16 : Precision.FLOAT16);
    }

    /** The weights as they are held, null if they are 32-bit floats. */
    @Nullable
    SmallWeights small() {
        return storage instanceof Matrix matrix ? matrix.held() : null;
    }

    /** Becomes as a parameter of the same shape and storage is. */
    void copyValues(CompiledParameter source) {
        SmallWeights small = source.small();
        if (small != null && storage instanceof Matrix matrix) {
            matrix.hold(small);
        } else {
            storage.write(source.values());
        }
        held = source.held;
        obstacle = source.obstacle;
    }

    boolean learned() {
        return learned;
    }

    boolean frozen() {
        return frozen;
    }

    /** PyTorch's count of batches, which it stores with a running variance. Nothing computes with it. */
    long batchesTracked() {
        return batchesTracked;
    }

    void batchesTracked(long batches) {
        this.batchesTracked = batches;
    }

    /** The size of the first axis, which is that of the scales. */
    int outputs() {
        return shape.length == 0 ? 1 : shape[0];
    }

    Storage storage() {
        return storage;
    }

    void initialize(long seed) {
        float[] values = new float[size];
        initial.fill(values, outputs(), seed, name);
        storage.write(values);
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape);
    }
}
