package dev.nervure.dsl;

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
import java.util.Map;

/** What computes booleans and integers, and what reads them. */
sealed interface LogicMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /** Booleans: how this tensor compares with another, element by element; samples broadcast. */
    default Tensor compare(Comparison value, Tensor other) {
        return Tensor.of(CompareLayer.class, Map.of("value", value), x(), other);
    }

    /** Booleans: how the floats of this tensor compare with a number. */
    default Tensor compare(Comparison value, float number) {
        return compare(value, Tensor.constant(number));
    }

    /** True where this tensor of booleans and all others are; samples broadcast. */
    default Tensor and(Tensor... others) {
        return Tensor.of(AndLayer.class, x(), others);
    }

    /** True where this tensor of booleans or one of the others is; samples broadcast. */
    default Tensor or(Tensor... others) {
        return Tensor.of(OrLayer.class, x(), others);
    }

    /** True where this tensor of booleans is not. */
    default Tensor not() {
        return Tensor.of(NotLayer.class, x());
    }

    /** {@code a} where this tensor of booleans is true, {@code b} elsewhere; samples broadcast. */
    default Tensor where(Tensor a, Tensor b) {
        return Tensor.of(WhereLayer.class, x(), a, b);
    }

    /** The same values as another type. */
    default Tensor cast(ElementType type) {
        return Tensor.of(CastLayer.class, Map.of("type", type), x());
    }

    /** Where the greatest value along an axis stands: integers {@code […, k, …] → […, …]}. */
    default Tensor argMax(int axis) {
        return argMax(axis, false);
    }

    /** The same; the axis stays with size 1 if {@code keepDims}. */
    default Tensor argMax(int axis, boolean keepDims) {
        return Tensor.of(ArgMaxLayer.class, Map.of("axis", axis, "keepDims", keepDims), x());
    }

    /** Where the least value along an axis stands: integers {@code […, k, …] → […, …]}. */
    default Tensor argMin(int axis) {
        return argMin(axis, false);
    }

    /** The same; the axis stays with size 1 if {@code keepDims}. */
    default Tensor argMin(int axis, boolean keepDims) {
        return Tensor.of(ArgMinLayer.class, Map.of("axis", axis, "keepDims", keepDims), x());
    }

    /** The {@code k} greatest values along the last axis, in descending order; part 1 says where they stand. */
    default Tensor topK(int k) {
        return topK(k, -1, true);
    }

    /** The {@code k} greatest values along an axis, or the least if not {@code largest}; part 1 says where they stand. */
    default Tensor topK(int k, int axis, boolean largest) {
        return Tensor.of(TopKLayer.class, Map.of("k", k, "axis", axis, "largest", largest), x());
    }

    /** A row of zeros with a 1 where each integer says, {@code […] → […, classes]}. */
    default Tensor oneHot(int classes) {
        return Tensor.of(OneHotLayer.class, Map.of("classes", classes), x());
    }
}
