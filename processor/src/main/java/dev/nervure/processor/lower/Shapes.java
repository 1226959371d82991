package dev.nervure.processor.lower;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.ExpandLayer;
import dev.nervure.dsl.layer.FlattenLayer;
import dev.nervure.dsl.layer.GatherElementsLayer;
import dev.nervure.dsl.layer.GatherLayer;
import dev.nervure.dsl.layer.PadLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.dsl.layer.SliceLayer;
import dev.nervure.dsl.layer.SplitLayer;
import dev.nervure.dsl.layer.TransposeLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Blocks;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Functions;
import dev.nervure.processor.op.Pad;
import dev.nervure.processor.op.Take;
import dev.nervure.processor.op.TakeElements;
import dev.nervure.processor.op.Transpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What moves values without changing them. */
final class Shapes {
    private Shapes() {}

    static void register() {
        Lowerings.register(ConcatLayer.class, Shapes::concat);
        Lowerings.register(FlattenLayer.class, (layer, scope) -> move(new Copy(), scope));
        Lowerings.register(ReshapeLayer.class, (layer, scope) -> move(new Copy(), scope));
        Lowerings.register(
                TransposeLayer.class,
                (layer, scope) -> move(new Transpose(layer.order(scope.input(0).shape())), scope));
        Lowerings.register(SplitLayer.class, Shapes::split);
        Lowerings.register(PartLayer.class, Shapes::part);
        Lowerings.register(
                GatherLayer.class,
                (layer, scope) -> scope.step(
                        new Take(axis(layer.axis(), scope.input(0).shape())), scope.inputs(), scope.result()));
        Lowerings.register(
                GatherElementsLayer.class,
                (layer, scope) -> scope.step(
                        new TakeElements(axis(layer.axis(), scope.input(0).shape())), scope.inputs(), scope.result()));
        Lowerings.register(ExpandLayer.class, (layer, scope) -> move(Functions.expand(), scope));
        Lowerings.register(SliceLayer.class, (layer, scope) -> move(slice(layer, scope), scope));
        Lowerings.register(
                PadLayer.class, (layer, scope) -> move(pad(layer, scope.input(0).shape()), scope));
    }

    private static void move(Op op, Scope scope) {
        scope.step(op, List.of(scope.input(0)), scope.result());
    }

    private static void split(SplitLayer layer, Scope scope) {
        int axis = axis(layer.axis(), scope.input(0).shape());
        int from = 0;
        for (int i = 0; i < layer.sizes().size(); i++) {
            int size = layer.sizes().get(i);
            Value part = i == 0 ? scope.result() : scope.part(i);
            if (part != null) {
                scope.step(Blocks.of(axis, from, 0, size), List.of(scope.input(0)), part);
            }
            from += size;
        }
    }

    /** The layer of the whole writes its parts; of one that is taken several times each taker has a copy. */
    private static void part(PartLayer layer, Scope scope) {
        Value same = scope.copiedPart(layer.value());
        if (same != null) {
            scope.step(new Copy(), List.of(same), scope.result());
        }
    }

    private static void concat(ConcatLayer layer, Scope scope) {
        int axis = axis(layer.axis(), scope.result().shape());
        Dim to = Dim.of(0);
        for (Value part : scope.ofEachSample(scope.inputs())) {
            Dim size = part.shape().axis(axis);
            scope.step(new Blocks(axis, Dim.of(0), to, size), List.of(part), scope.result());
            to = size.constant() ? to.plus(size.max()) : size.plus(to.max());
        }
    }

    private static Blocks slice(SliceLayer layer, Scope scope) {
        int axis = axis(layer.axis(), scope.input(0).shape());
        Dim size = scope.input(0).shape().axis(axis);
        return new Blocks(
                axis, layer.from(size), Dim.of(0), scope.result().shape().axis(axis));
    }

    private static Pad pad(PadLayer layer, Shape shape) {
        List<Integer> before = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        for (int i = 0; i < layer.padding().size() / 2; i++) {
            before.set(shape.rank() - 1 - i, layer.padding().get(2 * i));
        }
        return new Pad(before, layer.value());
    }

    static int axis(int axis, Shape shape) {
        return axis < 0 ? axis + shape.rank() : axis;
    }
}
