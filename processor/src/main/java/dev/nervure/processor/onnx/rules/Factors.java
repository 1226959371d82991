package dev.nervure.processor.onnx.rules;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product of tensors and a number, in whichever order it is written.
 *
 * @param number the number
 * @param tensors the tensors
 */
record Factors(double number, List<Tensor> tensors) {
    /** Longer products are not what rules look for. */
    private static final int MOST = 4;

    /** The factors of a product, those of products within it too. */
    static Factors of(Tensor product) {
        List<Tensor> tensors = new ArrayList<>();
        double number = collect(product, tensors);
        return new Factors(number, List.copyOf(tensors));
    }

    private static double collect(Tensor x, List<Tensor> tensors) {
        if (x.layer() instanceof ScaleLayer scale && scale.offset() == 0) {
            return scale.factor() * collect(x.inputs().get(0), tensors);
        }
        if (x.layer() instanceof MultiplyLayer && x.inputs().size() == 2 && tensors.size() < MOST) {
            return collect(x.inputs().get(0), tensors) * collect(x.inputs().get(1), tensors);
        }
        tensors.add(x);
        return 1;
    }

    /** Of two factors the one that is not this; null if there are not two, or this is none of them. */
    @Nullable
    Tensor other(Tensor one) {
        if (tensors.size() != 2 || !tensors.contains(one)) {
            return null;
        }
        return tensors.get(0) == one ? tensors.get(1) : tensors.get(0);
    }

    /** Whether two numbers are equal but for rounding to a float. */
    static boolean close(double a, double b) {
        return Math.abs(a - b) <= 1e-6 * Math.abs(b);
    }

    /** The tensor that a scale reads, {@code factor · x + offset}; null for anything else. */
    static @Nullable Tensor scaled(Tensor x, double factor, double offset) {
        boolean fits = x.layer() instanceof ScaleLayer scale
                && close(scale.factor(), factor)
                && Math.abs(scale.offset() - offset) <= 1e-6;
        return fits ? x.inputs().get(0) : null;
    }
}
