package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.ClampLayer;
import dev.nervure.dsl.layer.SigmoidLayer;
import dev.nervure.dsl.layer.SoftplusLayer;
import dev.nervure.dsl.layer.TanhLayer;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import org.jspecify.annotations.Nullable;

/** A value times a function of itself: SiLU {@code x σ(x)}, Mish {@code x tanh(softplus(x))}, hard swish. */
final class WrittenGates implements Rule {
    @Override
    public @Nullable Flow find(Flow last, Call call) {
        Factors product = Factors.of(last.tensor());
        for (Tensor x : product.tensors()) {
            Tensor gate = product.other(x);
            Tensor found = gate == null ? null : found(x, gate, product.number());
            if (found != null) {
                return last.with(found);
            }
        }
        return null;
    }

    private static @Nullable Tensor found(Tensor x, Tensor gate, double number) {
        if (gate.layer() instanceof SigmoidLayer && gate.inputs().get(0) == x && number == 1) {
            return x.silu();
        }
        if (gate.layer() instanceof TanhLayer && number == 1) {
            Tensor inner = gate.inputs().get(0);
            return inner.layer() instanceof SoftplusLayer && inner.inputs().get(0) == x ? x.mish() : null;
        }
        if (gate.layer() instanceof ClampLayer clamp && clamp.min() == 0) {
            Tensor inner = gate.inputs().get(0);
            boolean six = clamp.max() == 6 && Factors.close(number, 1.0 / 6) && Factors.scaled(inner, 1, 3) == x;
            boolean one = clamp.max() == 1 && number == 1 && Factors.scaled(inner, 1.0 / 6, 0.5) == x;
            return six || one ? x.hardSwish() : null;
        }
        return null;
    }
}
