package dev.nervure.processor.lower;

import dev.nervure.dsl.layer.NormalLayer;
import dev.nervure.dsl.layer.UniformLayer;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Expr;
import dev.nervure.processor.op.Noise;
import java.util.ArrayList;
import java.util.List;

/** Draws: noise of its own, shifted and stretched. So gradients reach what it is shifted and stretched by. */
final class Sampling {
    private Sampling() {}

    static void register() {
        Lowerings.register(NormalLayer.class, Sampling::normal);
        Lowerings.register(UniformLayer.class, Sampling::uniform);
    }

    private static void normal(NormalLayer layer, Scope scope) {
        boolean fixed = scope.inputs().size() == 1;
        Expr deviation = fixed ? Expr.of(layer.deviation()) : Expr.arg(1);
        Expr noise = Expr.arg(scope.inputs().size());
        String title = fixed ? "%s + " + layer.deviation() + " %s" : "%s + %s ⊙ %s";
        draw(Noise.Distribution.NORMAL, Expr.arg(0).plus(deviation.times(noise)), title, scope);
    }

    private static void uniform(UniformLayer layer, Scope scope) {
        boolean fixed = scope.inputs().size() == 1;
        Expr low = Expr.arg(0);
        Expr noise = Expr.arg(scope.inputs().size());
        Expr drawn = fixed
                ? low.plus(Expr.of(layer.bound()).times(Expr.of(2).times(noise).minus(Expr.of(1))))
                : low.plus(Expr.arg(1).minus(low).times(noise));
        String title = fixed ? "%s + " + layer.bound() + " (2 %s − 1)" : "%1$s + (%2$s − %1$s) ⊙ %3$s";
        draw(Noise.Distribution.UNIFORM, drawn, title, scope);
    }

    private static void draw(Noise.Distribution distribution, Expr drawn, String title, Scope scope) {
        Value noise = scope.intermediate("Noise", scope.result().shape());
        scope.step(new Noise(distribution, scope.place()), List.of(), noise);
        List<Value> reads = new ArrayList<>(scope.inputs());
        reads.add(noise);
        scope.step(new Elementwise(drawn, title), reads, scope.result());
    }
}
