package dev.nervure.dsl;

import dev.nervure.dsl.layer.AbsLayer;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ClampLayer;
import dev.nervure.dsl.layer.CosLayer;
import dev.nervure.dsl.layer.CumSumLayer;
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

    /** {@code x + other}, element by element; samples broadcast. */
    default Tensor plus(Tensor other) {
        return add(other);
    }

    /** {@code x − other}, element by element; samples broadcast. */
    default Tensor minus(Tensor other) {
        return subtract(other);
    }

    /** {@code x · other}, element by element; samples broadcast. */
    default Tensor times(Tensor other) {
        return multiply(other);
    }

    /** {@code x / other}, element by element; samples broadcast. */
    default Tensor div(Tensor other) {
        return divide(other);
    }

    /** {@code x + number}. */
    default Tensor plus(float number) {
        return scale(1, number);
    }

    /** {@code x − number}. */
    default Tensor minus(float number) {
        return scale(1, -number);
    }

    /** {@code x · number}. */
    default Tensor times(float number) {
        return scale(number, 0);
    }

    /** {@code x / number}. */
    default Tensor div(float number) {
        return scale(1 / number, 0);
    }

    /** {@code −x}. */
    default Tensor unaryMinus() {
        return scale(-1, 0);
    }

    /** The sum of 2 or more tensors; samples broadcast as PyTorch's tensors do. */
    default Tensor add(Tensor... others) {
        return Tensor.of(AddLayer.class, x(), others);
    }

    /** {@code x − other}; samples broadcast. */
    default Tensor subtract(Tensor other) {
        return Tensor.of(SubtractLayer.class, x(), other);
    }

    /** The product of 2 or more tensors, element by element; samples broadcast. */
    default Tensor multiply(Tensor... others) {
        return Tensor.of(MultiplyLayer.class, x(), others);
    }

    /** {@code x / other}, element by element; samples broadcast. */
    default Tensor divide(Tensor other) {
        return Tensor.of(DivideLayer.class, x(), other);
    }

    /** {@code factor x + offset}. */
    default Tensor scale(float factor, float offset) {
        return Tensor.of(ScaleLayer.class, Map.of("factor", factor, "offset", offset), x());
    }

    /** The matrix product {@code x · other}, {@code […, r, k], […, k, c] → […, r, c]}. */
    default Tensor matmul(Tensor other) {
        return Tensor.of(MatmulLayer.class, x(), other);
    }

    /** {@code eˣ}. */
    default Tensor exp() {
        return Tensor.of(ExpLayer.class, x());
    }

    /** The natural logarithm. */
    default Tensor log() {
        return Tensor.of(LogLayer.class, x());
    }

    /** {@code √x}. */
    default Tensor sqrt() {
        return Tensor.of(SqrtLayer.class, x());
    }

    /** {@code x} to the power of a number. */
    default Tensor pow(float exponent) {
        return Tensor.of(PowLayer.class, Map.of("exponent", exponent), x());
    }

    /** {@code |x|}. */
    default Tensor abs() {
        return Tensor.of(AbsLayer.class, x());
    }

    /** {@code sin(x)}. */
    default Tensor sin() {
        return Tensor.of(SinLayer.class, x());
    }

    /** {@code cos(x)}. */
    default Tensor cos() {
        return Tensor.of(CosLayer.class, x());
    }

    /** {@code min(max(x, min), max)}. */
    default Tensor clamp(float min, float max) {
        return Tensor.of(ClampLayer.class, Map.of("min", min, "max", max), x());
    }

    /** {@code x}, through which no gradient flows. */
    default Tensor stopGradient() {
        return Tensor.of(StopGradientLayer.class, x());
    }

    /** The least of 2 or more tensors, element by element; samples broadcast. */
    default Tensor minimum(Tensor... others) {
        return Tensor.of(MinimumLayer.class, x(), others);
    }

    /** The greatest of 2 or more tensors, element by element; samples broadcast. */
    default Tensor maximum(Tensor... others) {
        return Tensor.of(MaximumLayer.class, x(), others);
    }

    /** {@code x₀ + … + xₖ} along an axis. */
    default Tensor cumSum(int axis) {
        return Tensor.of(CumSumLayer.class, Map.of("axis", axis), x());
    }

    /** The mean over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given. */
    default Tensor mean(int... axis) {
        return Tensor.of(MeanLayer.class, Map.of("axis", axis), x());
    }

    /** The same with further attributes: {@code x.mean(o -> o.axis(-1).keepDims(true))}. */
    default Tensor mean(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(MeanLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }

    /** The sum over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given. */
    default Tensor sum(int... axis) {
        return Tensor.of(SumLayer.class, Map.of("axis", axis), x());
    }

    /** The same with further attributes: {@code x.sum(o -> o.axis(-1).keepDims(true))}. */
    default Tensor sum(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(SumLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }

    /** The greatest value over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given. */
    default Tensor max(int... axis) {
        return Tensor.of(MaxLayer.class, Map.of("axis", axis), x());
    }

    /** The same with further attributes: {@code x.max(o -> o.axis(-1).keepDims(true))}. */
    default Tensor max(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(MaxLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }

    /** The least value over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given. */
    default Tensor min(int... axis) {
        return Tensor.of(MinLayer.class, Map.of("axis", axis), x());
    }

    /** The same with further attributes: {@code x.min(o -> o.axis(-1).keepDims(true))}. */
    default Tensor min(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(MinLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }

    /** {@code log Σ eˣ} over axes of a sample, {@code […, k, …] → […, …]}; over all of them if none is given. */
    default Tensor logSumExp(int... axis) {
        return Tensor.of(LogSumExpLayer.class, Map.of("axis", axis), x());
    }

    /** The same with further attributes: {@code x.logSumExp(o -> o.axis(-1).keepDims(true))}. */
    default Tensor logSumExp(UnaryOperator<ReductionOptions> options) {
        return Tensor.of(LogSumExpLayer.class, options.apply(new ReductionOptions(Map.of())), x());
    }
}
