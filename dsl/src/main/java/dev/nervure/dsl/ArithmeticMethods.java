package dev.nervure.dsl;

import dev.nervure.dsl.layer.AbsLayer;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ClampLayer;
import dev.nervure.dsl.layer.CosLayer;
import dev.nervure.dsl.layer.CumSumLayer;
import dev.nervure.dsl.layer.DerivativeLayer;
import dev.nervure.dsl.layer.DivideLayer;
import dev.nervure.dsl.layer.ExpLayer;
import dev.nervure.dsl.layer.LogLayer;
import dev.nervure.dsl.layer.LogSumExpLayer;
import dev.nervure.dsl.layer.MatmulLayer;
import dev.nervure.dsl.layer.MaxLayer;
import dev.nervure.dsl.layer.MaximumLayer;
import dev.nervure.dsl.layer.MeanLayer;
import dev.nervure.dsl.layer.MinLayer;
import dev.nervure.dsl.layer.MinimumLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.PowLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SinLayer;
import dev.nervure.dsl.layer.SqrtLayer;
import dev.nervure.dsl.layer.StopGradientLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import dev.nervure.dsl.layer.SumLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Arithmetic with tensors and numbers, and what makes one value of many. */
sealed interface ArithmeticMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /**
     * {@return {@code x + other}, element by element; samples broadcast}
     *
     * @param other the second tensor
     * @throws NetworkException if the samples do not broadcast, or the types of the values differ or are booleans
     */
    default Tensor plus(Tensor other) {
        return add(other);
    }

    /**
     * {@return {@code x − other}, element by element; samples broadcast}
     *
     * @param other the second tensor
     * @throws NetworkException if the samples do not broadcast, or a tensor does not hold floats
     */
    default Tensor minus(Tensor other) {
        return subtract(other);
    }

    /**
     * {@return {@code x · other}, element by element; samples broadcast}
     *
     * @param other the second tensor
     * @throws NetworkException if the samples do not broadcast, or the types of the values differ or are booleans
     */
    default Tensor times(Tensor other) {
        return multiply(other);
    }

    /**
     * {@return {@code x / other}, element by element; samples broadcast; of integers without the remainder}
     *
     * @param other the second tensor
     * @throws NetworkException if the samples do not broadcast, or the types of the values differ or are booleans
     */
    default Tensor div(Tensor other) {
        return divide(other);
    }

    /**
     * {@return {@code x + number}}
     *
     * @param number the number, the same for every value
     * @throws NetworkException if this tensor holds booleans, or integers and a number is not whole
     */
    default Tensor plus(float number) {
        return scale(1, number);
    }

    /**
     * {@return {@code x − number}}
     *
     * @param number the number, the same for every value
     * @throws NetworkException if this tensor holds booleans, or integers and a number is not whole
     */
    default Tensor minus(float number) {
        return scale(1, -number);
    }

    /**
     * {@return {@code x · number}}
     *
     * @param number the number, the same for every value
     * @throws NetworkException if this tensor holds booleans, or integers and a number is not whole
     */
    default Tensor times(float number) {
        return scale(number, 0);
    }

    /**
     * {@return {@code x / number}}
     *
     * @param number the number, the same for every value
     * @throws NetworkException if this tensor holds booleans, or integers and a number is not whole
     */
    default Tensor div(float number) {
        return scale(1 / number, 0);
    }

    /**
     * {@return {@code −x}}
     *
     * @throws NetworkException if this tensor holds booleans
     */
    default Tensor unaryMinus() {
        return scale(-1, 0);
    }

    /**
     * {@return the sum of 2 or more tensors; samples broadcast as PyTorch's tensors do}
     *
     * @param others the other tensors, at least one
     * @throws NetworkException if the samples do not broadcast, or the types of the values differ or are booleans
     */
    default Tensor add(Tensor... others) {
        return Tensor.of(AddLayer.class, x(), others);
    }

    /**
     * {@return {@code x − other}; samples broadcast}
     *
     * @param other the second tensor
     * @throws NetworkException if the samples do not broadcast, or a tensor does not hold floats
     */
    default Tensor subtract(Tensor other) {
        return Tensor.of(SubtractLayer.class, x(), other);
    }

    /**
     * {@return the product of 2 or more tensors, element by element; samples broadcast}
     *
     * @param others the other tensors, at least one
     * @throws NetworkException if the samples do not broadcast, or the types of the values differ or are booleans
     */
    default Tensor multiply(Tensor... others) {
        return Tensor.of(MultiplyLayer.class, x(), others);
    }

    /**
     * {@return {@code x / other}, element by element; samples broadcast; of integers without the remainder}
     *
     * @param other the second tensor
     * @throws NetworkException if the samples do not broadcast, or the types of the values differ or are booleans
     */
    default Tensor divide(Tensor other) {
        return Tensor.of(DivideLayer.class, x(), other);
    }

    /**
     * {@return {@code factor x + offset}}
     *
     * @param factor the factor of each value
     * @param offset the number added to every product
     * @throws NetworkException if this tensor holds booleans, or integers and a number is not whole
     */
    default Tensor scale(float factor, float offset) {
        return Tensor.of(ScaleLayer.class, Map.of("factor", factor, "offset", offset), x());
    }

    /**
     * {@return the matrix product {@code x · other}, {@code […, r, k], […, k, c] → […, r, c]}}
     *
     * @param other the second tensor
     * @throws NetworkException if a tensor does not hold floats or has fewer than two axes, or {@code k} differs
     */
    default Tensor matmul(Tensor other) {
        return Tensor.of(MatmulLayer.class, x(), other);
    }

    /**
     * {@return {@code eˣ}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor exp() {
        return Tensor.of(ExpLayer.class, x());
    }

    /**
     * {@return the natural logarithm}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor log() {
        return Tensor.of(LogLayer.class, x());
    }

    /**
     * {@return {@code √x}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor sqrt() {
        return Tensor.of(SqrtLayer.class, x());
    }

    /**
     * {@return {@code x} to the power of a number}
     *
     * @param exponent the exponent
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor pow(float exponent) {
        return Tensor.of(PowLayer.class, Map.of("exponent", exponent), x());
    }

    /**
     * {@return {@code |x|}}
     *
     * @throws NetworkException if this tensor holds booleans
     */
    default Tensor abs() {
        return Tensor.of(AbsLayer.class, x());
    }

    /**
     * {@return {@code sin(x)}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor sin() {
        return Tensor.of(SinLayer.class, x());
    }

    /**
     * {@return {@code cos(x)}}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor cos() {
        return Tensor.of(CosLayer.class, x());
    }

    /**
     * {@return {@code min(max(x, min), max)}}
     *
     * @param min the lower bound
     * @param max the upper bound, at least {@code min}
     * @throws NetworkException if {@code min} is over {@code max}, or this tensor holds booleans, or integers and a
     *     bound is not whole
     */
    default Tensor clamp(float min, float max) {
        return Tensor.of(ClampLayer.class, Map.of("min", min, "max", max), x());
    }

    /**
     * {@return {@code ∂(Σ u)/∂x}, where {@code u} is this tensor: the gradient of the sum of a sample's values, of the shape of
     * {@code x}} Where {@code u} is one value a sample, it is its derivative; that of the result is the second one.
     *
     * @param x the tensor that {@code u} depends on
     * @throws NetworkException if one of the two does not hold floats or is the same for every sample, or {@code u} does not
     *     depend on {@code x}
     */
    default Tensor derivative(Tensor x) {
        return Tensor.of(DerivativeLayer.class, x(), x);
    }

    /**
     * {@return {@code x}, a constant for the backward pass: no gradient flows through it}
     *
     * @throws NetworkException if this tensor does not hold floats
     */
    default Tensor stopGradient() {
        return Tensor.of(StopGradientLayer.class, x());
    }

    /**
     * {@return the least of 2 or more tensors, element by element; samples broadcast}
     *
     * @param others the other tensors, at least one
     * @throws NetworkException if the samples do not broadcast, or the types of the values differ or are booleans
     */
    default Tensor minimum(Tensor... others) {
        return Tensor.of(MinimumLayer.class, x(), others);
    }

    /**
     * {@return the greatest of 2 or more tensors, element by element; samples broadcast}
     *
     * @param others the other tensors, at least one
     * @throws NetworkException if the samples do not broadcast, or the types of the values differ or are booleans
     */
    default Tensor maximum(Tensor... others) {
        return Tensor.of(MaximumLayer.class, x(), others);
    }

    /**
     * {@return {@code x₀ + … + xₖ} along an axis}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @throws NetworkException if the axis is not there, or this tensor holds booleans
     */
    default Tensor cumSum(int axis) {
        return Tensor.of(CumSumLayer.class, Map.of("axis", axis), x());
    }

    /**
     * {@return the mean over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given}
     *
     * @param axis the axes of a sample, from 0, or from −1 backwards; none for all of them
     * @throws NetworkException if an axis is not there or given twice, or this tensor does not hold floats
     */
    default Tensor mean(int... axis) {
        return Tensor.of(MeanLayer.class, Map.of("axis", axis), x());
    }

    /**
     * {@return the mean over axes of a sample, {@code […, k, …] → […, …]}, with further attributes; over all of them if
     * none is given} Example: {@code x.mean(o -> o.axis(-1).keepDims(true))}.
     *
     * @param options sets further attributes; {@link ReductionOptions} lists them
     * @throws NetworkException if an axis is not there or given twice, or this tensor does not hold floats
     */
    default Tensor mean(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(MeanLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }

    /**
     * {@return the sum over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given}
     *
     * @param axis the axes of a sample, from 0, or from −1 backwards; none for all of them
     * @throws NetworkException if an axis is not there or given twice, or this tensor holds booleans
     */
    default Tensor sum(int... axis) {
        return Tensor.of(SumLayer.class, Map.of("axis", axis), x());
    }

    /**
     * {@return the sum over axes of a sample, {@code […, k, …] → […, …]}, with further attributes; over all of them if
     * none is given} Example: {@code x.sum(o -> o.axis(-1).keepDims(true))}.
     *
     * @param options sets further attributes; {@link ReductionOptions} lists them
     * @throws NetworkException if an axis is not there or given twice, or this tensor holds booleans
     */
    default Tensor sum(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(SumLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }

    /**
     * {@return the greatest value over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given}
     *
     * @param axis the axes of a sample, from 0, or from −1 backwards; none for all of them
     * @throws NetworkException if an axis is not there or given twice, or this tensor holds booleans
     */
    default Tensor max(int... axis) {
        return Tensor.of(MaxLayer.class, Map.of("axis", axis), x());
    }

    /**
     * {@return the greatest value over axes of a sample, {@code […, k, …] → […, …]}, with further attributes; over all
     * of them if none is given} Example: {@code x.max(o -> o.axis(-1).keepDims(true))}.
     *
     * @param options sets further attributes; {@link ReductionOptions} lists them
     * @throws NetworkException if an axis is not there or given twice, or this tensor holds booleans
     */
    default Tensor max(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(MaxLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }

    /**
     * {@return the least value over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given}
     *
     * @param axis the axes of a sample, from 0, or from −1 backwards; none for all of them
     * @throws NetworkException if an axis is not there or given twice, or this tensor holds booleans
     */
    default Tensor min(int... axis) {
        return Tensor.of(MinLayer.class, Map.of("axis", axis), x());
    }

    /**
     * {@return the least value over axes of a sample, {@code […, k, …] → […, …]}, with further attributes; over all of
     * them if none is given} Example: {@code x.min(o -> o.axis(-1).keepDims(true))}.
     *
     * @param options sets further attributes; {@link ReductionOptions} lists them
     * @throws NetworkException if an axis is not there or given twice, or this tensor holds booleans
     */
    default Tensor min(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(MinLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }

    /**
     * {@return {@code log Σ eˣ} over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given}
     *
     * @param axis the axes of a sample, from 0, or from −1 backwards; none for all of them
     * @throws NetworkException if an axis is not there or given twice, or this tensor does not hold floats
     */
    default Tensor logSumExp(int... axis) {
        return Tensor.of(LogSumExpLayer.class, Map.of("axis", axis), x());
    }

    /**
     * {@return {@code log Σ eˣ} over axes of a sample, {@code […, k, …] → […, …]}, with further attributes; over all of
     * them if none is given} Example: {@code x.logSumExp(o -> o.axis(-1).keepDims(true))}.
     *
     * @param options sets further attributes; {@link ReductionOptions} lists them
     * @throws NetworkException if an axis is not there or given twice, or this tensor does not hold floats
     */
    default Tensor logSumExp(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(LogSumExpLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }
}
