package dev.nervure.processor.lower;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.AndLayer;
import dev.nervure.dsl.layer.ArgMaxLayer;
import dev.nervure.dsl.layer.ArgMinLayer;
import dev.nervure.dsl.layer.CastLayer;
import dev.nervure.dsl.layer.CompareLayer;
import dev.nervure.dsl.layer.NotLayer;
import dev.nervure.dsl.layer.OneHotLayer;
import dev.nervure.dsl.layer.OrLayer;
import dev.nervure.dsl.layer.TopKLayer;
import dev.nervure.dsl.layer.WhereLayer;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.ArgExtreme;
import dev.nervure.processor.op.Fn;
import dev.nervure.processor.op.Functions;
import dev.nervure.processor.op.OneHot;
import dev.nervure.processor.op.TopK;

/** What computes booleans and integers, and what reads them. */
final class Logic {
    private Logic() {}

    static void register() {
        Lowerings.register(CompareLayer.class, (layer, scope) -> step(Functions.compare(layer.value()), scope));
        Arithmetic.binary(AndLayer.class, " ∧ ", Fn.AND::of);
        Arithmetic.binary(OrLayer.class, " ∨ ", Fn.OR::of);
        Lowerings.register(NotLayer.class, (layer, scope) -> step(Functions.not(), scope));
        Lowerings.register(WhereLayer.class, (layer, scope) -> step(Functions.where(), scope));
        Lowerings.register(
                CastLayer.class,
                (layer, scope) -> step(Functions.cast(scope.types().get(0).element(), layer.type()), scope));
        Lowerings.register(ArgMaxLayer.class, (layer, scope) -> extreme(true, layer.axis(), scope));
        Lowerings.register(ArgMinLayer.class, (layer, scope) -> extreme(false, layer.axis(), scope));
        Lowerings.register(TopKLayer.class, Logic::topK);
        Lowerings.register(OneHotLayer.class, (layer, scope) -> step(new OneHot(layer.classes()), scope));
    }

    private static void extreme(boolean greatest, int axis, Scope scope) {
        step(new ArgExtreme(greatest, Shapes.axis(axis, scope.input(0).shape())), scope);
    }

    private static void topK(TopKLayer layer, Scope scope) {
        Value places = scope.part(1);
        Shape shape = scope.result().shape();
        scope.step(
                new TopK(layer.k(), Shapes.axis(layer.axis(), shape), layer.largest()),
                scope.inputs(),
                scope.result(),
                places == null ? scope.intermediate("Places", shape, Value.Element.INT) : places);
    }

    private static void step(Op op, Scope scope) {
        scope.step(op, scope.inputs(), scope.result());
    }
}
