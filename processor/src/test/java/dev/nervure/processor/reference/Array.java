package dev.nervure.processor.reference;

import dev.nervure.dsl.Shape;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Numbers in rows, row-major; the first axis is the batch where there is one. Integers are numbers too.
 *
 * @param shape the sizes of all axes
 * @param values the numbers themselves, not a copy
 */
public record Array(int[] shape, double[] values) {
    /** Zeros in the shape of a tensor of {@code n} samples. */
    public static Array zeros(Shape shape, int n) {
        IntStream sample = shape.sample().stream().mapToInt(dim -> dim.max());
        return zeros(shape.batched() ? IntStream.concat(IntStream.of(n), sample).toArray() : sample.toArray());
    }

    public static Array zeros(int... shape) {
        return new Array(shape.clone(), new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)]);
    }

    public static Array of(float[] values, int[] shape) {
        Array array = zeros(shape);
        Arrays.setAll(array.values, i -> values[i]);
        return array;
    }

    public static Array of(int[] values, int[] shape) {
        Array array = zeros(shape);
        Arrays.setAll(array.values, i -> values[i]);
        return array;
    }

    /** Each element from its index along every axis. */
    public static Array of(int[] shape, ToDoubleFunction<int[]> element) {
        Array array = zeros(shape);
        int[] index = new int[shape.length];
        for (int i = 0; i < array.values.length; i++) {
            array.values[i] = element.applyAsDouble(index);
            for (int axis = shape.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return array;
    }

    public double get(int... index) {
        int at = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            at = at * shape[axis] + index[axis];
        }
        return values[at];
    }

    public Array map(DoubleUnaryOperator f) {
        return new Array(shape, Arrays.stream(values).map(f).toArray());
    }

    /** The sum with one of the same shape. */
    Array plus(Array other) {
        double[] sums = values.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.values[i];
        }
        return new Array(shape, sums);
    }

    public float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The size of an axis; a negative one counts from the end. */
    public int size(int axis) {
        return shape[axis < 0 ? shape.length + axis : axis];
    }

    /** Sample {@code s}, as a batch of one. */
    public Array sample(int s) {
        int[] one = shape.clone();
        one[0] = 1;
        int size = values.length / shape[0];
        return new Array(one, Arrays.copyOfRange(values, s * size, (s + 1) * size));
    }

    /** The same for each of {@code n} samples, which become the first axis. */
    public Array repeated(int n) {
        int[] all = IntStream.concat(IntStream.of(n), Arrays.stream(shape)).toArray();
        return of(all, at -> get(Arrays.copyOfRange(at, 1, at.length)));
    }

    /** The one sample that there is, without the axis of samples. */
    public Array withoutBatch() {
        return new Array(Arrays.copyOfRange(shape, 1, shape.length), values);
    }

    /** Row {@code r} of the last axis. */
    public double[] row(int r) {
        int width = size(-1);
        return Arrays.copyOfRange(values, r * width, (r + 1) * width);
    }

    /** The number of rows of the last axis. */
    public int rows() {
        return values.length / size(-1);
    }

    /** The same with every row of the last axis replaced. */
    public Array mapRows(UnaryOperator<double[]> f) {
        Array result = zeros(shape);
        for (int r = 0; r < rows(); r++) {
            System.arraycopy(f.apply(row(r)), 0, result.values, r * size(-1), size(-1));
        }
        return result;
    }
}
