package dev.nervure.processor.lower;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.UpsampleMode;
import dev.nervure.dsl.layer.AdaptiveAvgPool2dLayer;
import dev.nervure.dsl.layer.AvgPool1dLayer;
import dev.nervure.dsl.layer.AvgPool2dLayer;
import dev.nervure.dsl.layer.GlobalAvgPoolLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.MaxPool1dLayer;
import dev.nervure.dsl.layer.MaxPool2dLayer;
import dev.nervure.dsl.layer.PoolLayer;
import dev.nervure.dsl.layer.UpsampleLayer;
import dev.nervure.dsl.layer.Window;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.op.BilinearUpsample;
import dev.nervure.processor.op.NearestUpsample;
import dev.nervure.processor.op.Pool;
import dev.nervure.processor.op.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Images made smaller and larger. */
final class Pooling {
    private Pooling() {}

    static void register() {
        pool(MaxPool1dLayer.class, true);
        pool(MaxPool2dLayer.class, true);
        pool(AvgPool1dLayer.class, false);
        pool(AvgPool2dLayer.class, false);
        image(
                GlobalAvgPoolLayer.class,
                (layer, shape) -> new Reduction(
                        Reduction.Kind.MEAN,
                        IntStream.range(1, shape.rank()).boxed().toList()));
        Lowerings.register(AdaptiveAvgPool2dLayer.class, (layer, scope) -> adaptive(scope));
        image(UpsampleLayer.class, Pooling::upsample);
    }

    private static <L extends PoolLayer> void pool(Class<L> type, boolean max) {
        image(type, (layer, shape) -> new Pool(max, layer.windows(shape), layer.countIncludePad()));
    }

    private static <L extends Layer> void image(Class<L> type, BiFunction<L, Shape, Op> op) {
        Lowerings.register(
                type,
                (layer, scope) ->
                        scope.step(op.apply(layer, scope.input(0).shape()), List.of(scope.input(0)), scope.result()));
    }

    /** Windows are alike where the grid divides the image, and differ otherwise. */
    private static void adaptive(Scope scope) {
        List<Window> windows = new ArrayList<>();
        for (int axis = 1; axis <= 2; axis++) {
            Dim length = scope.input(0).shape().axis(axis);
            int places = scope.result().shape().axis(axis).max();
            if (length.constant() && length.max() % places == 0) {
                int size = length.max() / places;
                windows.add(new Window(size, size, 1, 0, 0));
            }
        }
        Pool pool = new Pool(false, windows.size() == 2 ? windows : List.of(), true);
        scope.step(pool, List.of(scope.input(0)), scope.result());
    }

    private static Op upsample(UpsampleLayer layer, Shape shape) {
        List<Integer> factors = layer.scaleFactor();
        int axes = shape.rank() - 1;
        List<Integer> all = IntStream.range(0, axes)
                .mapToObj(axis -> factors.get(factors.size() == 1 ? 0 : axis))
                .toList();
        return layer.mode() == UpsampleMode.BILINEAR
                ? new BilinearUpsample(all.get(0), all.get(1))
                : new NearestUpsample(all);
    }
}
