package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.UpsampleMode;
import dev.nervure.dsl.layer.AdaptiveAvgPool2dLayer;
import dev.nervure.dsl.layer.AvgPool1dLayer;
import dev.nervure.dsl.layer.AvgPool2dLayer;
import dev.nervure.dsl.layer.GlobalAvgPoolLayer;
import dev.nervure.dsl.layer.MaxPool1dLayer;
import dev.nervure.dsl.layer.MaxPool2dLayer;
import dev.nervure.dsl.layer.PoolLayer;
import dev.nervure.dsl.layer.UpsampleLayer;
import dev.nervure.dsl.layer.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images made smaller and larger. */
final class Pooling {
    private Pooling() {}

    static void register() {
        pool(MaxPool1dLayer.class, true);
        pool(MaxPool2dLayer.class, true);
        pool(AvgPool1dLayer.class, false);
        pool(AvgPool2dLayer.class, false);
        Exports.register(
                GlobalAvgPoolLayer.class,
                (layer, scope) ->
                        scope.op("Flatten", scope.op("GlobalAveragePool", scope.input(0)), Attribute.of("axis", 1)));
        Exports.register(AdaptiveAvgPool2dLayer.class, (layer, scope) -> adaptive(scope));
        Exports.register(UpsampleLayer.class, Pooling::upsample);
    }

    private static <L extends PoolLayer> void pool(Class<L> type, boolean max) {
        Exports.register(type, (layer, scope) -> {
            List<Window> windows = layer.windows(scope.shape(0));
            return max ? maximum(windows, scope) : mean(windows, layer.countIncludePad(), scope);
        });
    }

    private static Edge maximum(List<Window> windows, Scope scope) {
        return scope.op(
                "MaxPool",
                scope.input(0),
                Convolutions.sizes("kernel_shape", windows, Window::size),
                Convolutions.sizes("strides", windows, Window::stride),
                Convolutions.sizes("dilations", windows, Window::dilation),
                Convolutions.pads(windows));
    }

    /** Padding that counts is the operator's, as long as no window reaches over it; then it is a node of its own. */
    private static Edge mean(List<Window> windows, boolean countPadding, Scope scope) {
        boolean over = windows.stream().anyMatch(window -> window.after() > window.before());
        boolean apart = countPadding && over && windows.stream().anyMatch(window -> window.before() > 0);
        Edge x = scope.input(0);
        List<Window> rest = windows;
        if (apart) {
            List<Integer> margins = new ArrayList<>(List.of(0, 0));
            windows.forEach(window -> margins.add(window.before()));
            margins.addAll(List.copyOf(margins));
            x = scope.op("Pad", x, scope.ints(margins));
            rest = windows.stream()
                    .map(w -> new Window(w.size(), w.stride(), w.dilation(), 0, w.after() - w.before()))
                    .toList();
        }
        return scope.op(
                "AveragePool",
                x,
                Convolutions.sizes("kernel_shape", rest, Window::size),
                Convolutions.sizes("strides", rest, Window::stride),
                Convolutions.pads(rest),
                Attribute.of("count_include_pad", countPadding && !over ? 1 : 0));
    }

    /** Windows are alike where the grid divides the image; otherwise the means along each axis are products. */
    private static Edge adaptive(Scope scope) {
        Shape image = scope.shape(0);
        Shape grid = scope.result().shape();
        int height = image.axis(1).max();
        int width = image.axis(2).max();
        int rows = grid.axis(1).max();
        int columns = grid.axis(2).max();
        if (height % rows == 0 && width % columns == 0) {
            return mean(
                    List.of(
                            new Window(height / rows, height / rows, 1, 0, 0),
                            new Window(width / columns, width / columns, 1, 0, 0)),
                    true,
                    scope);
        }
        Edge ofRows = scope.floats("rows", List.of(rows, height), means(height, rows));
        Edge ofColumns = scope.floats("columns", List.of(columns, width), means(width, columns));
        Edge means = scope.op("MatMul", ofRows, scope.input(0));
        return scope.op("MatMul", means, scope.op("Transpose", ofColumns, Attribute.ints("perm", List.of(1, 0))));
    }

    /** {@code [places, length]}: each row takes the mean of the values of one place. */
    private static float[] means(int length, int places) {
        float[] means = new float[places * length];
        for (int place = 0; place < places; place++) {
            int from = place * length / places;
            int to = ((place + 1) * length + places - 1) / places;
            Arrays.fill(means, place * length + from, place * length + to, 1f / (to - from));
        }
        return means;
    }

    private static Edge upsample(UpsampleLayer layer, Scope scope) {
        int axes = scope.shape(0).rank() - 1;
        float[] scales = new float[Scope.rank(scope.shape(0))];
        Arrays.fill(scales, 1);
        for (int i = 0; i < axes; i++) {
            int factor = layer.scaleFactor().get(layer.scaleFactor().size() == 1 ? 0 : i);
            scales[scales.length - axes + i] = factor;
        }
        List<Attribute> attributes = layer.mode() == UpsampleMode.BILINEAR
                ? List.of(Attribute.of("mode", "linear"), Attribute.of("coordinate_transformation_mode", "half_pixel"))
                : List.of(
                        Attribute.of("mode", "nearest"),
                        Attribute.of("coordinate_transformation_mode", "asymmetric"),
                        Attribute.of("nearest_mode", "floor"));
        return scope.op(
                "Resize",
                Arrays.asList(scope.input(0), null, scope.floats("scales", List.of(scales.length), scales)),
                attributes.toArray(Attribute[]::new));
    }
}
