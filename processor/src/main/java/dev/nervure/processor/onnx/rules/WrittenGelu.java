package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.PowLayer;
import dev.nervure.dsl.layer.TanhLayer;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code x/2 (1 + erf(x / √2))}, and {@code x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))}: GELU in both forms. */
final class WrittenGelu implements Rule {
    private static final double CUBE = 0.044715;

    @Override
    public @Nullable Flow find(Flow last, Call call) {
        Factors product = Factors.of(last.tensor());
        if (product.tensors().size() != 2 || !Factors.close(product.number(), 0.5)) {
            return null;
        }
        for (Tensor x : product.tensors()) {
            Tensor other = product.other(x);
            Tensor inner = other == null ? null : Factors.scaled(other, 1, 1);
            if (inner == null) {
                continue;
            }
            Tensor erf = call.marked(inner, Call.Mark.ERF);
            if (erf != null && Factors.scaled(erf, Math.sqrt(0.5), 0) == x) {
                return last.with(x.gelu());
            }
            if (inner.layer() instanceof TanhLayer && isCubic(inner.inputs().get(0), x)) {
                return last.with(x.gelu(true));
            }
        }
        return null;
    }

    private static boolean isCubic(Tensor z, Tensor x) {
        Tensor sum = Factors.scaled(z, Math.sqrt(2 / Math.PI), 0);
        if (sum == null || !(sum.layer() instanceof AddLayer) || sum.inputs().size() != 2) {
            return false;
        }
        List<Tensor> parts = sum.inputs();
        return (parts.get(0) == x && isCube(parts.get(1), x)) || (parts.get(1) == x && isCube(parts.get(0), x));
    }

    private static boolean isCube(Tensor z, Tensor x) {
        Factors cube = Factors.of(z);
        if (!Factors.close(cube.number(), CUBE)) {
            return false;
        }
        if (cube.tensors().size() == 1) {
            Tensor power = cube.tensors().get(0);
            return power.layer() instanceof PowLayer pow
                    && pow.exponent() == 3
                    && power.inputs().get(0) == x;
        }
        return cube.tensors().size() == 3 && cube.tensors().stream().allMatch(factor -> factor == x);
    }
}
