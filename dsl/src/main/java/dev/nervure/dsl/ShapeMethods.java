package dev.nervure.dsl;

import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.FlattenLayer;
import dev.nervure.dsl.layer.GatherLayer;
import dev.nervure.dsl.layer.PadLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.dsl.layer.SliceLayer;
import dev.nervure.dsl.layer.SplitLayer;
import dev.nervure.dsl.layer.TransposeLayer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What moves values without changing them. */
sealed interface ShapeMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /** All axes of a sample as one, {@code [a, b, …] → [a b …]}. */
    default Tensor flatten() {
        return Tensor.of(FlattenLayer.class, x());
    }

    /** The same values with other axes; one size may be −1 and follows from the others. */
    default Tensor reshape(int... value) {
        return Tensor.of(ReshapeLayer.class, Map.of("value", value), x());
    }

    /** The axes in another order, each given once; reversed if none is given. */
    default Tensor transpose(int... axes) {
        return Tensor.of(TransposeLayer.class, Map.of("axes", axes), x());
    }

    /** What lies from {@code start} along an axis. */
    default Tensor slice(int axis, int start) {
        return slice(axis, start, Integer.MAX_VALUE);
    }

    /** What lies from {@code start} to before {@code end} along an axis. */
    default Tensor slice(int axis, int start, int end) {
        return Tensor.of(SliceLayer.class, Map.of("axis", axis, "start", start, "end", end), x());
    }

    /** Parts of these sizes along an axis; this is the first, {@link Tensor#parts} are all. */
    default Tensor split(int axis, int... sizes) {
        return Tensor.of(SplitLayer.class, Map.of("axis", axis, "sizes", sizes), x());
    }

    /** The values that integers say along an axis, {@code […, m, …], [i…] → […, i…, …]}. */
    default Tensor gather(int axis, Tensor places) {
        return Tensor.of(GatherLayer.class, Map.of("axis", axis), x(), places);
    }

    /** A margin of zeros: before and after the last axis, then the axis before it, and so on. */
    default Tensor pad(int... padding) {
        return Tensor.of(PadLayer.class, Map.of("padding", padding), x());
    }

    /** The same with further attributes: {@code x.pad(List.of(1, 1), o -> o.value(-1))}. */
    default Tensor pad(List<Integer> padding, UnaryOperator<PadOptions> options) {
        return Tensor.of(PadLayer.class, options.apply(new PadOptions(Map.of("padding", padding))), x());
    }

    /** This tensor and others one after another along the last axis. */
    default Tensor concat(Tensor... others) {
        return Tensor.of(ConcatLayer.class, x(), others);
    }

    /** This tensor and others one after another along an axis. */
    default Tensor concat(int axis, Tensor... others) {
        return Tensor.of(ConcatLayer.class, Map.of("axis", axis), x(), others);
    }
}
