package dev.nervure.dsl;

import dev.nervure.dsl.layer.AndLayer;
import dev.nervure.dsl.layer.ArgMaxLayer;
import dev.nervure.dsl.layer.ArgMinLayer;
import dev.nervure.dsl.layer.CastLayer;
import dev.nervure.dsl.layer.CategoryEncodingLayer;
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

    /**
     * {@return booleans, the comparison of this tensor with another, element by element; samples broadcast}
     *
     * @param value the kind of comparison
     * @param other the second tensor
     * @throws NetworkException if the samples do not broadcast, the types of the values differ, or booleans are
     *     compared by order
     */
    default Tensor compare(Comparison value, Tensor other) {
        return Tensor.of(CompareLayer.class, Map.of("value", value), x(), other);
    }

    /**
     * {@return booleans, the comparison of the floats of this tensor with a number}
     *
     * @param value the kind of comparison
     * @param number the number, the same for every value
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor compare(Comparison value, float number) {
        return compare(value, Tensor.constant(number));
    }

    /**
     * {@return true where this tensor of booleans and all others are true; samples broadcast}
     *
     * @param others the other tensors, at least one
     * @throws NetworkException if a tensor does not hold booleans, or the samples do not broadcast
     */
    default Tensor and(Tensor... others) {
        return Tensor.of(AndLayer.class, x(), others);
    }

    /**
     * {@return true where this tensor of booleans or one of the others is true; samples broadcast}
     *
     * @param others the other tensors, at least one
     * @throws NetworkException if a tensor does not hold booleans, or the samples do not broadcast
     */
    default Tensor or(Tensor... others) {
        return Tensor.of(OrLayer.class, x(), others);
    }

    /**
     * {@return true where this tensor of booleans is false}
     *
     * @throws NetworkException if this tensor does not hold booleans
     */
    default Tensor not() {
        return Tensor.of(NotLayer.class, x());
    }

    /**
     * {@return {@code a} where this tensor of booleans is true, {@code b} elsewhere; samples broadcast}
     *
     * @param a the values where this tensor is true
     * @param b the values where this tensor is false
     * @throws NetworkException if this tensor does not hold booleans, the types of {@code a} and {@code b} differ, or
     *     the samples do not broadcast
     */
    default Tensor where(Tensor a, Tensor b) {
        return Tensor.of(WhereLayer.class, x(), a, b);
    }

    /**
     * {@return the same values as another type, {@code […] → […]}}
     *
     * @param type the type of the result
     */
    default Tensor cast(ElementType type) {
        return Tensor.of(CastLayer.class, Map.of("type", type), x());
    }

    /**
     * {@return the index of the greatest value along an axis, integers {@code […, k, …] → […, …]}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @throws NetworkException if the axis is not there, or this tensor does not hold floats
     */
    default Tensor argMax(int axis) {
        return argMax(axis, false);
    }

    /**
     * {@return the index of the greatest value along an axis, integers {@code […, k, …] → […, …]}, or {@code […, 1, …]}
     * if {@code keepDims}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param keepDims whether the axis stays, with size 1
     * @throws NetworkException if the axis is not there, or this tensor does not hold floats
     */
    default Tensor argMax(int axis, boolean keepDims) {
        return Tensor.of(ArgMaxLayer.class, Map.of("axis", axis, "keepDims", keepDims), x());
    }

    /**
     * {@return the index of the least value along an axis, integers {@code […, k, …] → […, …]}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @throws NetworkException if the axis is not there, or this tensor does not hold floats
     */
    default Tensor argMin(int axis) {
        return argMin(axis, false);
    }

    /**
     * {@return the index of the least value along an axis, integers {@code […, k, …] → […, …]}, or {@code […, 1, …]} if
     * {@code keepDims}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param keepDims whether the axis stays, with size 1
     * @throws NetworkException if the axis is not there, or this tensor does not hold floats
     */
    default Tensor argMin(int axis, boolean keepDims) {
        return Tensor.of(ArgMinLayer.class, Map.of("axis", axis, "keepDims", keepDims), x());
    }

    /**
     * {@return the {@code k} greatest values along the last axis, in descending order; part 1 holds their indices}
     *
     * @param k the number of values, 1 to the size of the axis
     * @throws NetworkException if the axis is not there or variable, {@code k} is not 1 to its size, or this tensor
     *     does not hold floats
     */
    default Tensor topK(int k) {
        return topK(k, -1, true);
    }

    /**
     * {@return the {@code k} greatest values along an axis, or the least if not {@code largest}; part 1 holds their
     * indices}
     *
     * @param k the number of values, 1 to the size of the axis
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param largest whether the greatest values are taken; else the least, in ascending order
     * @throws NetworkException if the axis is not there or variable, {@code k} is not 1 to its size, or this tensor
     *     does not hold floats
     */
    default Tensor topK(int k, int axis, boolean largest) {
        return Tensor.of(TopKLayer.class, Map.of("k", k, "axis", axis, "largest", largest), x());
    }

    /**
     * {@return a row of zeros for each integer, with a 1 at its index, {@code […] → […, classes]}}
     *
     * @param classes the number of classes, at least 1
     * @throws NetworkException if this tensor does not hold integers, or {@code classes} is under 1
     */
    default Tensor oneHot(int classes) {
        return Tensor.of(OneHotLayer.class, Map.of("classes", classes), x());
    }

    /**
     * {@return 1 for each category that occurs along the last axis and 0 for the others, integers {@code […, k] → […,
     * classes]}}
     *
     * @param classes the number of categories, at least 1
     * @throws NetworkException if this tensor does not hold integers, has no axis, or an attribute is out of range
     */
    default Tensor categoryEncoding(int classes) {
        return categoryEncoding(classes, false);
    }

    /**
     * {@return which categories occur along the last axis, or how often each does, integers {@code […, k] → […,
     * classes]}}
     *
     * @param classes the number of categories, at least 1
     * @param count whether to say how often each occurs
     * @throws NetworkException if this tensor does not hold integers, has no axis, or an attribute is out of range
     */
    default Tensor categoryEncoding(int classes, boolean count) {
        return Tensor.of(CategoryEncodingLayer.class, Map.of("classes", classes, "count", count), x());
    }
}
