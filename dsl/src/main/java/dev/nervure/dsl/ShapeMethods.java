package dev.nervure.dsl;

import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.ExpandLayer;
import dev.nervure.dsl.layer.FlattenLayer;
import dev.nervure.dsl.layer.GatherElementsLayer;
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

    /**
     * {@return all axes of a sample as one, {@code [a, b, …] → [a b …]}}
     *
     * @throws NetworkException if another axis than the first is variable
     */
    default Tensor flatten() {
        return Tensor.of(FlattenLayer.class, x());
    }

    /**
     * {@return the same values in the same order with other axes, {@code […] → [value…]}}
     *
     * @param value the sizes of a sample; one may be −1 and follows from the others
     * @throws NetworkException if the sizes do not multiply to the values of this tensor, or a variable
     *     first axis does not stay first
     */
    default Tensor reshape(int... value) {
        return Tensor.of(ReshapeLayer.class, Map.of("value", value), x());
    }

    /**
     * {@return this tensor with its axes in another order; reversed if none is given}
     *
     * @param axes every axis of a sample once, from 0, or from −1 backwards; none for the reverse order
     * @throws NetworkException if the axes are not all axes once
     */
    default Tensor transpose(int... axes) {
        return Tensor.of(TransposeLayer.class, Map.of("axes", axes), x());
    }

    /**
     * {@return the values from index {@code start} along an axis, {@code […, k, …] → […, k − start, …]}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param start the first index; a negative one counts from the end
     * @throws NetworkException if the axis is not there, or the slice is empty or outside of it
     */
    default Tensor slice(int axis, int start) {
        return slice(axis, start, Integer.MAX_VALUE);
    }

    /**
     * {@return the values from index {@code start} to {@code end − 1} along an axis, {@code […, k, …] → […, end −
     * start, …]}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param start the first index; a negative one counts from the end
     * @param end the index after the last one; a negative one counts from the end, a larger one than the size means the
     *     end
     * @throws NetworkException if the axis is not there, or the slice is empty or outside of it
     */
    default Tensor slice(int axis, int start, int end) {
        return Tensor.of(SliceLayer.class, Map.of("axis", axis, "start", start, "end", end), x());
    }

    /**
     * {@return the first of several parts along an axis; {@link Tensor#parts} gives all of them}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param sizes the sizes of the parts; they add up to the size of the axis
     * @throws NetworkException if the axis is not there or variable, or the sizes do not add up to it
     */
    default Tensor split(int axis, int... sizes) {
        return Tensor.of(SplitLayer.class, Map.of("axis", axis, "sizes", sizes), x());
    }

    /**
     * {@return the values at given indices of an axis, {@code […, m, …], [i…] → […, i…, …]}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param places the integers, each from 0 to the size of the axis − 1
     * @throws NetworkException if the axis is not there, or the other tensor does not hold integers
     */
    default Tensor gather(int axis, Tensor places) {
        return Tensor.of(GatherLayer.class, Map.of("axis", axis), x(), places);
    }

    /**
     * {@return one value for each index, from the same place but for one axis}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param places the integers, each from 0 to the size of the axis − 1, of as many axes as this tensor
     * @throws NetworkException if the axis is not there, the other tensor does not hold integers, or its shape does not fit
     */
    default Tensor gatherElements(int axis, Tensor places) {
        return Tensor.of(GatherElementsLayer.class, Map.of("axis", axis), x(), places);
    }

    /**
     * {@return the same values again along axes of size 1, and along further axes before the first}
     *
     * @param value the shape of a sample; −1 keeps the size of an axis
     * @throws NetworkException if this tensor does not broadcast to it
     */
    default Tensor expand(int... value) {
        return Tensor.of(ExpandLayer.class, Map.of("value", value), x());
    }

    /**
     * {@return this tensor with a margin of zeros}
     *
     * @param padding the values added before and after the last axis, then before and after the axis before it, and so
     *     on
     * @throws NetworkException if the number of margins is odd or over twice the number of axes, a margin is negative,
     *     or the margin's value is none that this tensor can hold
     */
    default Tensor pad(int... padding) {
        return Tensor.of(PadLayer.class, Map.of("padding", padding), x());
    }

    /**
     * {@return this tensor with a margin of zeros, with further attributes} Example: {@code x.pad(List.of(1, 1), o ->
     * o.value(-1))}.
     *
     * @param padding the values added before and after the last axis, then before and after the axis before it, and so
     *     on
     * @param options sets further attributes; {@link PadOptions} lists them
     * @throws NetworkException if the number of margins is odd or over twice the number of axes, a margin is negative,
     *     or the margin's value is none that this tensor can hold
     */
    default Tensor pad(List<Integer> padding, UnaryOperator<PadOptions> options) {
        return Tensor.of(PadLayer.class, options.apply(new PadOptions(Map.of("padding", padding))), x());
    }

    /**
     * {@return this tensor and others one after another along the last axis, {@code […, a], […, b] → […, a + b]}}
     *
     * @param others the other tensors, at least one
     * @throws NetworkException if the tensors differ in another axis or in type, or the axis is not there, or
     *     variable in several of them
     */
    default Tensor concat(Tensor... others) {
        return Tensor.of(ConcatLayer.class, x(), others);
    }

    /**
     * {@return this tensor and others one after another along an axis, {@code […, a, …], […, b, …] → […, a + b, …]}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param others the other tensors, at least one
     * @throws NetworkException if the tensors differ in another axis or in type, or the axis is not there, or
     *     variable in several of them
     */
    default Tensor concat(int axis, Tensor... others) {
        return Tensor.of(ConcatLayer.class, Map.of("axis", axis), x(), others);
    }
}
