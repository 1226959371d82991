package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.LayerNormLayer;
import dev.nervure.dsl.layer.MeanLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.PowLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SqrtLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code (x − mean) / √(mean((x − mean)²) + ε) · weight + bias} over the last axis: layer norm. All but the bias is an RMS norm
 * of what is left of the mean, which {@link WrittenRmsNorm} has found before.
 */
final class WrittenLayerNorm implements Rule {
    @Override
    public @Nullable Flow find(Flow last, Call call) {
        Tensor sum = last.tensor();
        if (!(sum.layer() instanceof AddLayer) || sum.inputs().size() != 2) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            Literal bias = Vectors.of(sum.inputs().get(i), Vectors.last(sum), call);
            Tensor scaled = sum.inputs().get(1 - i);
            if (bias == null
                    || !(scaled.layer() instanceof RmsNormLayer norm)
                    || !norm.affine()
                    || !call.weights().has(norm.name() + ".weight")) {
                continue;
            }
            Tensor centered = scaled.inputs().get(0);
            if (centered.layer() instanceof SubtractLayer
                    && isMean(centered.inputs().get(1), centered.inputs().get(0))) {
                Map<String, Literal> parameters =
                        Map.of("weight", call.weights().get(norm.name() + ".weight"), "bias", bias);
                return last.with(call.layer(
                        LayerNormLayer.class,
                        Map.of("eps", norm.eps()),
                        norm.name(),
                        parameters,
                        centered.inputs().get(0)));
            }
        }
        return null;
    }

    /** {@code v} of {@code √(v + ε)}; null for anything else. */
    static @Nullable Tensor shifted(Tensor root) {
        if (!(root.layer() instanceof SqrtLayer)) {
            return null;
        }
        Tensor sum = root.inputs().get(0);
        boolean epsilon = sum.layer() instanceof ScaleLayer scale && scale.factor() == 1 && scale.offset() > 0;
        return epsilon ? sum.inputs().get(0) : null;
    }

    static float eps(Tensor root) {
        return ((ScaleLayer) root.inputs().get(0).layer()).offset();
    }

    /** Whether a tensor is the mean of another over its last axis, which stays. */
    static boolean isMean(Tensor mean, Tensor of) {
        return mean.layer() instanceof MeanLayer layer
                && mean.inputs().get(0) == of
                && layer.keepDims()
                && layer.axis().size() == 1
                && Math.floorMod(layer.axis().get(0), of.shape().rank())
                        == of.shape().rank() - 1;
    }

    static boolean isSquare(Tensor square, Tensor of) {
        boolean power = square.layer() instanceof PowLayer pow
                && pow.exponent() == 2
                && square.inputs().get(0) == of;
        return power
                || (square.layer() instanceof MultiplyLayer
                        && square.inputs().stream().allMatch(input -> input == of)
                        && square.inputs().size() == 2);
    }
}
