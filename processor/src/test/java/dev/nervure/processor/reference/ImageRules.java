package dev.nervure.processor.reference;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.UpsampleMode;
import dev.nervure.dsl.layer.AdaptiveAvgPool2dLayer;
import dev.nervure.dsl.layer.AvgPool1dLayer;
import dev.nervure.dsl.layer.AvgPool2dLayer;
import dev.nervure.dsl.layer.Conv1dLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvTranspose1dLayer;
import dev.nervure.dsl.layer.ConvTranspose2dLayer;
import dev.nervure.dsl.layer.ConvolutionLayer;
import dev.nervure.dsl.layer.GlobalAvgPoolLayer;
import dev.nervure.dsl.layer.MaxPool1dLayer;
import dev.nervure.dsl.layer.MaxPool2dLayer;
import dev.nervure.dsl.layer.PoolLayer;
import dev.nervure.dsl.layer.TransposedConvolutionLayer;
import dev.nervure.dsl.layer.UpsampleLayer;
import dev.nervure.dsl.layer.Window;
import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Convolutions, pooling and up-sampling: for each result, all that it is made of, with zeros around the image. */
final class ImageRules {
    private ImageRules() {}

    static void register() {
        Rules.register(
                Conv1dLayer.class,
                (layer, call) -> DenseRules.activation(
                        layer.activation(), convolve(layer, layer.groups(), layer.bias(), call), call));
        Rules.register(
                Conv2dLayer.class,
                (layer, call) -> DenseRules.activation(
                        layer.activation(), convolve(layer, layer.groups(), layer.bias(), call), call));
        Rules.register(
                ConvTranspose1dLayer.class,
                (layer, call) -> DenseRules.activation(
                        layer.activation(), transposed(layer, layer.groups(), layer.bias(), call), call));
        Rules.register(
                ConvTranspose2dLayer.class,
                (layer, call) -> DenseRules.activation(
                        layer.activation(), transposed(layer, layer.groups(), layer.bias(), call), call));
        Rules.register(MaxPool1dLayer.class, (layer, call) -> pool(layer, true, call));
        Rules.register(MaxPool2dLayer.class, (layer, call) -> pool(layer, true, call));
        Rules.register(AvgPool1dLayer.class, (layer, call) -> pool(layer, false, call));
        Rules.register(AvgPool2dLayer.class, (layer, call) -> pool(layer, false, call));
        Rules.register(GlobalAvgPoolLayer.class, (layer, call) -> global(call));
        Rules.register(AdaptiveAvgPool2dLayer.class, (layer, call) -> adaptive(call));
        Rules.register(UpsampleLayer.class, ImageRules::upsample);
    }

    /** Every tap of a kernel: the index along each axis. */
    private static List<int[]> taps(List<Window> windows) {
        List<int[]> taps = new ArrayList<>();
        Array.of(windows.stream().mapToInt(Window::size).toArray(), tap -> {
            taps.add(tap.clone());
            return 0;
        });
        return taps;
    }

    /** The value of an image at sample, channel and place; null outside. */
    private static Double at(Array image, int sample, int channel, int[] place) {
        int[] index = new int[2 + place.length];
        index[0] = sample;
        index[1] = channel;
        for (int axis = 0; axis < place.length; axis++) {
            if (place[axis] < 0 || place[axis] >= image.size(2 + axis)) {
                return null;
            }
            index[2 + axis] = place[axis];
        }
        return image.get(index);
    }

    /** Where a tap of the kernel lies in the image. */
    private static int[] place(List<Window> windows, int[] grid, int[] tap) {
        int[] place = new int[tap.length];
        for (int axis = 0; axis < tap.length; axis++) {
            Window w = windows.get(axis);
            place[axis] = w.stride() * grid[axis] + w.dilation() * tap[axis] - w.before();
        }
        return place;
    }

    private static double weight(Array weight, int first, int second, int[] tap) {
        int[] index = new int[2 + tap.length];
        index[0] = first;
        index[1] = second;
        System.arraycopy(tap, 0, index, 2, tap.length);
        return weight.get(index);
    }

    private static int[] behindChannels(int[] index) {
        return Arrays.copyOfRange(index, 2, index.length);
    }

    private static Array convolve(ConvolutionLayer layer, int groups, boolean bias, Call call) {
        Array x = call.input(0);
        Array w = call.parameter("weight");
        Array b = bias ? call.parameter("bias") : Array.zeros(w.size(0));
        int outputs = w.size(0) / groups;
        List<Window> windows = layer.windows(shape(x));
        List<int[]> taps = taps(windows);
        return Array.of(call.shape(), index -> {
            double sum = b.get(index[1]);
            for (int c = 0; c < w.size(1); c++) {
                int channel = index[1] / outputs * w.size(1) + c;
                for (int[] tap : taps) {
                    Double value = at(x, index[0], channel, place(windows, behindChannels(index), tap));
                    sum += value == null ? 0 : value * weight(w, index[1], c, tap);
                }
            }
            return sum;
        });
    }

    /** Each input is added, times the kernel, to where the kernel lies in the result. */
    private static Array transposed(TransposedConvolutionLayer layer, int groups, boolean bias, Call call) {
        Array x = call.input(0);
        Array w = call.parameter("weight");
        Array y = bias
                ? Array.of(call.shape(), index -> call.parameter("bias").get(index[1]))
                : Array.zeros(call.shape());
        int inputs = w.size(0) / groups;
        List<Window> windows = layer.windows(shape(x));
        List<int[]> taps = taps(windows);
        Array.of(x.shape(), index -> {
            for (int c = 0; c < w.size(1); c++) {
                int channel = index[1] / inputs * w.size(1) + c;
                for (int[] tap : taps) {
                    int[] place = place(windows, behindChannels(index), tap);
                    if (at(y, index[0], channel, place) != null) {
                        int to = index[0] * y.size(1) + channel;
                        for (int axis = 0; axis < place.length; axis++) {
                            to = to * y.size(2 + axis) + place[axis];
                        }
                        y.values()[to] += x.get(index) * weight(w, index[1], c, tap);
                    }
                }
            }
            return 0;
        });
        return y;
    }

    private static Array pool(PoolLayer layer, boolean max, Call call) {
        Array x = call.input(0);
        List<Window> windows = layer.windows(shape(x));
        List<int[]> taps = taps(windows);
        return Array.of(call.shape(), index -> {
            int[] grid = behindChannels(index);
            List<Double> values = new ArrayList<>();
            for (int[] tap : taps) {
                Double value = at(x, index[0], index[1], place(windows, grid, tap));
                if (value != null) {
                    values.add(value);
                }
            }
            int count = layer.countIncludePad() ? padded(layer, grid, x) : values.size();
            return max
                    ? ShapeRules.max(values, call)
                    : values.stream().mapToDouble(v -> v).sum() / count;
        });
    }

    /** The size of a window as far as it lies within the image and its padding. */
    private static int padded(PoolLayer layer, int[] grid, Array x) {
        int count = 1;
        for (int axis = 0; axis < grid.length; axis++) {
            int size = ofAxis(layer.kernelSize(), axis);
            int stride = layer.stride().isEmpty() ? size : ofAxis(layer.stride(), axis);
            int padding = ofAxis(layer.padding(), axis);
            int first = grid[axis] * stride - padding;
            count *= Math.min(first + size, x.size(2 + axis) + padding) - first;
        }
        return count;
    }

    private static int ofAxis(List<Integer> sizes, int axis) {
        return sizes.get(sizes.size() == 1 ? 0 : axis);
    }

    private static Shape shape(Array image) {
        return Shape.batch(
                Arrays.stream(image.shape()).skip(1).mapToObj(Dim::of).toList());
    }

    private static Array global(Call call) {
        Array x = call.input(0);
        int size = x.values().length / x.size(0) / x.size(1);
        return Array.of(call.shape(), index -> {
            int from = (index[0] * x.size(1) + index[1]) * size;
            return Arrays.stream(x.values(), from, from + size).average().orElseThrow();
        });
    }

    /** From the length's share before a place, rounded down, to its share after it, rounded up. */
    private static Array adaptive(Call call) {
        Array x = call.input(0);
        int[] shape = call.shape();
        return Array.of(shape, index -> {
            double sum = 0;
            int count = 0;
            for (int i = index[2] * x.size(2) / shape[2]; i * shape[2] < (index[2] + 1) * x.size(2); i++) {
                for (int j = index[3] * x.size(3) / shape[3]; j * shape[3] < (index[3] + 1) * x.size(3); j++) {
                    sum += x.get(index[0], index[1], i, j);
                    count++;
                }
            }
            return sum / count;
        });
    }

    private static Array upsample(UpsampleLayer layer, Call call) {
        Array x = call.input(0);
        int[] shape = call.shape();
        if (layer.mode() == UpsampleMode.NEAREST) {
            return Array.of(shape, index -> {
                int[] from = index.clone();
                for (int axis = 2; axis < shape.length; axis++) {
                    from[axis] = index[axis] * x.size(axis) / shape[axis];
                }
                return x.get(from);
            });
        }
        return Array.of(shape, index -> {
            double down = between(index[2], x.size(2), shape[2]);
            double right = between(index[3], x.size(3), shape[3]);
            double sum = 0;
            for (int i = 0; i < x.size(2); i++) {
                for (int j = 0; j < x.size(3); j++) {
                    double share = Math.max(0, 1 - Math.abs(down - i)) * Math.max(0, 1 - Math.abs(right - j));
                    sum += share * x.get(index[0], index[1], i, j);
                }
            }
            return sum;
        });
    }

    /** Where a point of the larger axis lies on the smaller one, within its first and last value. */
    private static double between(int point, int from, int to) {
        return Math.min(Math.max((point + 0.5) * from / to - 0.5, 0), from - 1);
    }
}
