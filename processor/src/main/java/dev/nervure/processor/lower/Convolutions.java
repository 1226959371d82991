package dev.nervure.processor.lower;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.layer.Conv1dLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvTranspose1dLayer;
import dev.nervure.dsl.layer.ConvTranspose2dLayer;
import dev.nervure.dsl.layer.ConvolutionLayer;
import dev.nervure.dsl.layer.TransposedConvolutionLayer;
import dev.nervure.dsl.layer.Window;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import java.util.ArrayList;
import java.util.List;

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
        Lowerings.register(type, (layer, scope) -> {
            List<Window> windows = layer.windows(scope.input(0).shape());
            lower(new Convolve(Convolve.Part.GRID, windows, layer.groups()), layer.activation(), scope);
        });
    }

    private static <L extends TransposedConvolutionLayer> void transposed(Class<L> type) {
        Lowerings.register(type, (layer, scope) -> {
            List<Window> windows = layer.windows(scope.input(0).shape());
            lower(new Convolve(Convolve.Part.IMAGE, windows, layer.groups()), layer.activation(), scope);
        });
    }

    private static void lower(Convolve convolve, Activation activation, Scope scope) {
        List<Value> reads = new ArrayList<>(List.of(scope.input(0), scope.parameter("weight")));
        Value bias = scope.optionalParameter("bias");
        if (bias != null) {
            reads.add(bias);
        }
        DenseFamily.activated(activation, scope, z -> scope.step(convolve, reads, z));
    }
}
