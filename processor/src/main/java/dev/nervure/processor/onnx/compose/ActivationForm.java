package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.ClampLayer;
import dev.nervure.dsl.layer.Conv1dLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvTranspose1dLayer;
import dev.nervure.dsl.layer.ConvTranspose2dLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.ScaleLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer or a convolution, and a function of its values that nobody reads otherwise: one layer with an activation. Hard
 * sigmoid is found here too, {@code min(max(z / 6 + 1/2, 0), 1)}.
 */
final class ActivationForm implements Form {
    /** Layers with an activation. */
    private static final Set<Class<? extends Layer>> BEFORE = Set.of(
            DenseLayer.class,
            Conv1dLayer.class,
            Conv2dLayer.class,
            ConvTranspose1dLayer.class,
            ConvTranspose2dLayer.class);

    /** Functions of one value. Softmax, which is one of a row, stays: losses look for it. */
    private static final List<Activation> AFTER = Arrays.stream(Activation.values())
            .filter(activation -> activation != Activation.IDENTITY
                    && activation != Activation.SOFTMAX
                    && activation != Activation.LOG_SOFTMAX)
            .toList();

    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        if (last.inputs().size() != 1) {
            return null;
        }
        Tensor x = last.inputs().get(0);
        if (isHardSigmoid(last, x)) {
            return x.inputs().get(0).hardSigmoid();
        }
        Layer nameless = Layers.with(last.layer(), "name", "");
        Activation activation = AFTER.stream()
                .filter(a -> a.layer().equals(nameless))
                .findFirst()
                .orElse(null);
        boolean plain = BEFORE.contains(x.layer().getClass()) && readers.isReadOnce(x);
        if (activation == null
                || !plain
                || !Layers.with(x.layer(), "activation", Activation.IDENTITY).equals(x.layer())) {
            return null;
        }
        // sigmoid of the output stays: a loss may take both as one
        if (activation == Activation.SIGMOID && readers.isOutput(last)) {
            return null;
        }
        Tensor found = Tensor.of(
                Layers.with(x.layer(), "activation", activation), x.inputs().toArray(new Tensor[0]));
        return x.name() == null ? found : found.named(x.name());
    }

    private static boolean isHardSigmoid(Tensor last, Tensor x) {
        return last.layer() instanceof ClampLayer clamp
                && clamp.min() == 0
                && clamp.max() == 1
                && x.layer() instanceof ScaleLayer scale
                && Math.abs(scale.factor() - 1 / 6.0) < 1e-7
                && scale.offset() == 0.5f;
    }
}
