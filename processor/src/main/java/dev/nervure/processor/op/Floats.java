package dev.nervure.processor.op;

import java.math.BigDecimal;
import java.math.MathContext;

/** Floats as Java literals. */
public final class Floats {
    private Floats() {}

    /**
     * The shortest decimal that reads back as the same float. Not {@code Float.toString}, which prints some values
     * differently before and after JDK 19.
     */
    public static String literal(float value) {
        if (Float.isNaN(value)) {
            return "Float.NaN";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0f" : "0f";
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 9; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.floatValue() == value) {
                return text(rounded);
            }
        }
        return text(exact.round(new MathContext(9)));
    }

    private static String text(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        int magnitude = plain.precision() - plain.scale();
        boolean scientific = magnitude < -2 || magnitude > 7;
        return (scientific ? scientific(plain, magnitude - 1) : plain.toPlainString()) + "f";
    }

    private static String scientific(BigDecimal value, int exponent) {
        return value.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
