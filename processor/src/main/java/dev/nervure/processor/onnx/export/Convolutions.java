package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.layer.Conv1dLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvTranspose1dLayer;
import dev.nervure.dsl.layer.ConvTranspose2dLayer;
import dev.nervure.dsl.layer.ConvolutionLayer;
import dev.nervure.dsl.layer.TransposedConvolutionLayer;
import dev.nervure.dsl.layer.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Convolutions and transposed convolutions. */
final class Convolutions {
    private Convolutions() {}

    static void register() {
        convolution(Conv1dLayer.class);
        convolution(Conv2dLayer.class);
        transposed(ConvTranspose1dLayer.class);
        transposed(ConvTranspose2dLayer.class);
    }

    private static <L extends ConvolutionLayer> void convolution(Class<L> type) {
        Exports.register(
                type,
                (layer, scope) ->
                        convolve("Conv", layer.windows(scope.shape(0)), layer.groups(), layer.activation(), scope));
    }

    private static <L extends TransposedConvolutionLayer> void transposed(Class<L> type) {
        Exports.register(
                type,
                (layer, scope) -> convolve(
                        "ConvTranspose", layer.windows(scope.shape(0)), layer.groups(), layer.activation(), scope));
    }

    /** What a transposed convolution cuts off behind an axis may be less than nothing: then it adds places. */
    private static Edge convolve(String op, List<Window> windows, int groups, Activation activation, Scope scope) {
        List<@Nullable Edge> reads = new ArrayList<>(List.of(scope.input(0), scope.parameter("weight")));
        reads.add(scope.optionalParameter("bias"));
        List<Attribute> attributes = new ArrayList<>(List.of(
                sizes("kernel_shape", windows, Window::size),
                sizes("strides", windows, Window::stride),
                sizes("dilations", windows, Window::dilation),
                pads(windows),
                Attribute.of("group", groups)));
        if (windows.stream().anyMatch(window -> window.after() < 0)) {
            attributes.add(sizes("output_padding", windows, window -> Math.max(0, -window.after())));
        }
        return Functions.apply(activation, scope.op(op, reads, attributes.toArray(Attribute[]::new)), scope);
    }

    static Attribute sizes(String name, List<Window> windows, ToIntFunction<Window> size) {
        return Attribute.ints(name, windows.stream().mapToInt(size).boxed().toList());
    }

    /** All beginnings, then all ends. */
    static Attribute pads(List<Window> windows) {
        List<Integer> pads = new ArrayList<>();
        windows.forEach(window -> pads.add(window.before()));
        windows.forEach(window -> pads.add(Math.max(0, window.after())));
        return Attribute.ints("pads", pads);
    }
}
