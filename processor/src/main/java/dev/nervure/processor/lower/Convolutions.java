package dev.nervure.processor.lower;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.layer.Conv1dLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvTranspose1dLayer;
import dev.nervure.dsl.layer.ConvTranspose2dLayer;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import java.util.ArrayList;
import java.util.List;

/** Convolutions and transposed convolutions. */
final class Convolutions {
    private Convolutions() {}

    static void register() {
        Lowerings.register(
                Conv1dLayer.class,
                (layer, scope) -> lower(
                        new Convolve(Convolve.Part.GRID, layer.windows(), layer.groups()), layer.activation(), scope));
        Lowerings.register(
                Conv2dLayer.class,
                (layer, scope) -> lower(
                        new Convolve(Convolve.Part.GRID, layer.windows(), layer.groups()), layer.activation(), scope));
        Lowerings.register(
                ConvTranspose1dLayer.class,
                (layer, scope) -> lower(
                        new Convolve(Convolve.Part.IMAGE, layer.windows(), layer.groups()), layer.activation(), scope));
        Lowerings.register(
                ConvTranspose2dLayer.class,
                (layer, scope) -> lower(
                        new Convolve(Convolve.Part.IMAGE, layer.windows(), layer.groups()), layer.activation(), scope));
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
