package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.DivideLayer;
import dev.nervure.dsl.layer.MeanLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code x / √(mean(x²) + ε) · weight} over the last axis, by division or by the reciprocal: RMS norm. */
final class WrittenRmsNorm implements Rule {
    @Override
    public @Nullable Flow find(Flow last, Call call) {
        Tensor product = last.tensor();
        if (!(product.layer() instanceof MultiplyLayer) || product.inputs().size() != 2) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            Literal weight = Vectors.of(product.inputs().get(i), Vectors.last(product), call);
            Tensor normal = product.inputs().get(1 - i);
            Tensor root = weight == null ? null : root(normal);
            Tensor x = root == null ? null : read(normal, root);
            if (x != null && weight != null && root != null) {
                return last.with(call.layer(
                        RmsNormLayer.class,
                        Map.of("eps", WrittenLayerNorm.eps(root)),
                        Vectors.path(weight, "weight", call.name()),
                        Map.of("weight", weight),
                        x));
            }
        }
        return null;
    }

    /** The root by which a value is divided; null if there is none. */
    private static @Nullable Tensor root(Tensor normal) {
        Tensor divided = normal;
        if (normal.layer() instanceof MultiplyLayer && normal.inputs().size() == 2) {
            divided = normal.inputs().stream()
                    .filter(WrittenRmsNorm::isReciprocal)
                    .findFirst()
                    .orElse(normal);
        }
        return divided.layer() instanceof DivideLayer
                        && WrittenLayerNorm.shifted(divided.inputs().get(1)) != null
                ? divided.inputs().get(1)
                : null;
    }

    private static boolean isReciprocal(Tensor x) {
        return x.layer() instanceof DivideLayer
                && x.inputs().get(0).layer() instanceof ConstantLayer one
                && one.value().equals(List.of(1f));
    }

    /** What is normalised, if the root is that of its own mean square; else null. */
    private static @Nullable Tensor read(Tensor normal, Tensor root) {
        Tensor x = normal.inputs().stream()
                .filter(input -> input != root && !isReciprocal(input))
                .findFirst()
                .orElse(null);
        Tensor mean = WrittenLayerNorm.shifted(root);
        boolean fits = x != null
                && mean != null
                && mean.layer() instanceof MeanLayer
                && WrittenLayerNorm.isSquare(mean.inputs().get(0), x)
                && WrittenLayerNorm.isMean(mean, mean.inputs().get(0));
        return fits ? x : null;
    }
}
