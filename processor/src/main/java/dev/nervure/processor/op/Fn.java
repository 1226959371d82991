package dev.nervure.processor.op;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The scalar functions of elementwise steps: Java, and the slope for the chain rule. Where a slope can be told from the
 * function's value, it is, so that the value before the function need not be kept.
 */
public enum Fn {
    ADD("%s + %s", Fn.SUM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d, d);
        }
    },
    SUBTRACT("%s - %s", Fn.SUM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d, d.negate());
        }
    },
    MULTIPLY("%s * %s", Fn.PRODUCT, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(x.get(1)), d.times(x.get(0)));
        }
    },
    DIVIDE("%s / %s", Fn.PRODUCT, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.over(x.get(1)), d.times(y).over(x.get(1)).negate());
        }
    },
    NEGATE("-%s", Fn.UNARY, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.negate());
        }
    },
    /** The second where the first is above zero, else the third; only in slopes and piecewise functions. */
    SELECT("%s > 0f ? %s : %s", Fn.LOOSEST, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(Expr.of(0), x.get(0).select(d, Expr.of(0)), x.get(0).select(Expr.of(0), d));
        }
    },
    SQUARE("$square", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(Expr.of(2)).times(x.get(0)));
        }
    },
    EXP("$exp", Fn.ATOM, "exp") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(y));
        }
    },
    LOG("$log", Fn.ATOM, "log") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.over(x.get(0)));
        }
    },
    SQRT("(float) Math.sqrt(%s)", Fn.UNARY, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(Expr.of(0.5)).over(y));
        }
    },
    ABS("Math.abs(%s)", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(SIGN.of(x.get(0))));
        }
    },
    SIGN("Math.signum(%s)", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(Expr.of(0));
        }
    },
    /** {@code x} to a constant power. */
    POW("(float) Math.pow(%s, %s)", Fn.UNARY, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            float exponent = ((Expr.Literal) x.get(1)).value();
            return List.of(d.times(Expr.of(exponent)).times(POW.of(x.get(0), Expr.of(exponent - 1))), Expr.of(0));
        }
    },
    MIN("Math.min(%s, %s)", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            Expr above = x.get(0).minus(x.get(1));
            return List.of(above.select(Expr.of(0), d), above.select(d, Expr.of(0)));
        }
    },
    MAX("Math.max(%s, %s)", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            Expr above = x.get(0).minus(x.get(1));
            return List.of(above.select(d, Expr.of(0)), above.select(Expr.of(0), d));
        }
    },
    SIN("(float) Math.sin(%s)", Fn.UNARY, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(COS.of(x.get(0))));
        }
    },
    COS("(float) Math.cos(%s)", Fn.UNARY, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(SIN.of(x.get(0))).negate());
        }
    },
    /** A value whose gradient ends here. */
    STOP("%s", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(Expr.of(0));
        }
    },
    /** The second where the first, a boolean, is true, else the third. */
    WHERE("%s != 0 ? %s : %s", Fn.LOOSEST, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(Expr.of(0), WHERE.of(x.get(0), d, Expr.of(0)), WHERE.of(x.get(0), Expr.of(0), d));
        }
    },
    // Booleans and integers have no gradient.
    LESS("%s < %s ? 1 : 0", Fn.LOOSEST, null),
    LESS_OR_EQUAL("%s <= %s ? 1 : 0", Fn.LOOSEST, null),
    GREATER("%s > %s ? 1 : 0", Fn.LOOSEST, null),
    GREATER_OR_EQUAL("%s >= %s ? 1 : 0", Fn.LOOSEST, null),
    EQUAL("%s == %s ? 1 : 0", Fn.LOOSEST, null),
    NOT_EQUAL("%s != %s ? 1 : 0", Fn.LOOSEST, null),
    AND("%s & %s", Fn.LOOSEST, null),
    OR("%s | %s", Fn.LOOSEST, null),
    NOT("1 - %s", Fn.SUM, null),
    TRUNCATE("(int) %s", Fn.UNARY, null),
    RELU("Math.max(%s, 0f)", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(y.select(d, Expr.of(0)));
        }
    },
    /** The second argument is the slope below zero. */
    LEAKY_RELU("Math.max(%1$s, 0f) + %2$s * Math.min(%1$s, 0f)", Fn.SUM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(x.get(0).select(d, d.times(x.get(1))), x.get(0).select(Expr.of(0), d.times(x.get(0))));
        }
    },
    /** The second argument is α. */
    ELU("$elu", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(x.get(0).select(d, d.times(y.plus(x.get(1)))), Expr.of(0));
        }
    },
    SELU("$selu", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(y.select(d.times(Expr.of(SELU_SCALE)), d.times(y.plus(Expr.of(SELU_SCALE * SELU_ALPHA)))));
        }
    },
    SIGMOID("$sigmoid", Fn.ATOM, "sigmoid") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(y).times(Expr.of(1).minus(y)));
        }
    },
    HARD_SIGMOID("Math.min(Math.max(%s / 6f + 0.5f, 0f), 1f)", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(y.times(Expr.of(1).minus(y)).select(d.over(Expr.of(6)), Expr.of(0)));
        }
    },
    TANH("$tanh", Fn.ATOM, "tanh") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(Expr.of(1).minus(y.times(y))));
        }
    },
    SOFTPLUS("$softplus", Fn.ATOM, "softplus") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(SIGMOID.of(x.get(0))));
        }
    },
    GELU("$gelu", Fn.ATOM, "gelu") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(GELU_SLOPE.of(x.get(0))));
        }
    },
    GELU_TANH("$geluTanh", Fn.ATOM, "geluTanh") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(GELU_TANH_SLOPE.of(x.get(0))));
        }
    },
    SILU("$silu", Fn.ATOM, "silu") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(SILU_SLOPE.of(x.get(0))));
        }
    },
    MISH("$mish", Fn.ATOM, "mish") {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(d.times(MISH_SLOPE.of(x.get(0))));
        }
    },
    HARD_SWISH("%1$s * Math.min(Math.max(%1$s + 3f, 0f), 6f) / 6f", Fn.PRODUCT, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            Expr z = x.get(0);
            Expr middle = d.times(z.over(Expr.of(3)).plus(Expr.of(0.5)));
            Expr aboveLeft = z.plus(Expr.of(3)).select(middle, Expr.of(0));
            return List.of(z.minus(Expr.of(3)).select(d, aboveLeft));
        }
    },
    GELU_SLOPE("$geluSlope", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            Expr square = x.get(0).times(x.get(0));
            Expr density = EXP.of(square.times(Expr.of(-0.5))).times(Expr.of(1 / Math.sqrt(2 * Math.PI)));
            return List.of(d.times(density.times(Expr.of(2).minus(square))));
        }
    },
    GELU_TANH_SLOPE("$geluTanhSlope", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            double scale = Math.sqrt(2 / Math.PI);
            Expr square = x.get(0).times(x.get(0));
            Expr t = TANH.of(
                    x.get(0).times(square.times(Expr.of(scale * 0.044715)).plus(Expr.of(scale))));
            Expr slope = square.times(Expr.of(scale * 3 * 0.044715)).plus(Expr.of(scale));
            Expr ofT = slope.minus(x.get(0).times(t).times(slope).times(slope));
            Expr ofSlope = square.times(Expr.of(scale * 3 * 0.044715));
            return List.of(d.times(Expr.of(1).minus(t.times(t)).times(ofT.plus(ofSlope))));
        }
    },
    SILU_SLOPE("$siluSlope", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            Expr s = SIGMOID.of(x.get(0));
            Expr bend = Expr.of(2).plus(x.get(0).times(Expr.of(1).minus(s.times(Expr.of(2)))));
            return List.of(d.times(s.times(Expr.of(1).minus(s)).times(bend)));
        }
    },
    MISH_SLOPE("$mishSlope", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            Expr s = SIGMOID.of(x.get(0));
            Expr t = TANH.of(SOFTPLUS.of(x.get(0)));
            Expr w = Expr.of(1).minus(t.times(t)).times(s);
            Expr bend = Expr.of(1).minus(s).minus(t.times(s).times(Expr.of(2)));
            return List.of(d.times(w.times(Expr.of(2).plus(x.get(0).times(bend)))));
        }
    },
    /** {@code −(t log σ(z) + (1 − t) log(1 − σ(z)))} of logit z and target t, finite for every finite z. */
    SIGMOID_CROSS_ENTROPY("$sigmoidCrossEntropy", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            return List.of(
                    d.times(SIGMOID.of(x.get(0)).minus(x.get(1))),
                    d.times(x.get(0)).negate());
        }
    },
    /** {@code −(t log p + (1 − t) log(1 − p))}, with logarithms no less than −100 as in PyTorch. */
    BINARY_CROSS_ENTROPY("$binaryCrossEntropy", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            Expr p = x.get(0);
            Expr spread = MAX.of(p.times(Expr.of(1).minus(p)), Expr.of(1e-12));
            Expr least = Expr.of(-100);
            Expr ofTarget = MAX.of(LOG.of(Expr.of(1).minus(p)), least).minus(MAX.of(LOG.of(p), least));
            return List.of(d.times(p.minus(x.get(1))).over(spread), d.times(ofTarget));
        }
    },
    /** Of a difference, squared up to δ and linear beyond (the second argument). */
    HUBER("$huber", Fn.ATOM, null) {
        @Override
        List<Expr> pull(List<Expr> x, Expr y, Expr d) {
            Expr clipped = MIN.of(MAX.of(x.get(0), x.get(1).negate()), x.get(1));
            return List.of(d.times(clipped), Expr.of(0));
        }
    };

    static final double SELU_ALPHA = 1.6732632423543772;
    static final double SELU_SCALE = 1.0507009873554805;

    // How tightly Java binds what a template makes.
    static final int LOOSEST = 0;
    static final int SUM = 1;
    static final int PRODUCT = 2;
    static final int UNARY = 3;
    static final int ATOM = 4;

    private final String template;
    private final int binding;
    private final @Nullable String arrayKernel;

    Fn(String template, int binding, @Nullable String arrayKernel) {
        this.template = template;
        this.binding = binding;
        this.arrayKernel = arrayKernel;
    }

    /** {@code d} times the slope in each argument, given the arguments and the value. */
    List<Expr> pull(List<Expr> x, Expr y, Expr d) {
        throw new IllegalStateException(this + " is a slope itself");
    }

    public Expr of(Expr... args) {
        return new Expr.Call(this, List.of(args));
    }

    /** The method of the runtime's {@code Elementwise} that does whole arrays; null if a loop does as well. */
    @Nullable
    String arrayKernel() {
        return arrayKernel;
    }

    /** The method of the runtime's {@code Elementwise} that multiplies a gradient by this slope; null if there is none. */
    @Nullable
    String gradientKernel() {
        return switch (this) {
            case GELU_SLOPE -> "geluGradient";
            case GELU_TANH_SLOPE -> "geluTanhGradient";
            case SILU_SLOPE -> "siluGradient";
            case MISH_SLOPE -> "mishGradient";
            case SIGMOID -> "softplusGradient";
            default -> null;
        };
    }

    /** The function's name in formulas. */
    String symbol() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String java(List<String> args) {
        if (template.startsWith("$")) {
            return "Scalar." + template.substring(1) + "(" + String.join(", ", args) + ")";
        }
        return String.format(Locale.ROOT, template, args.toArray());
    }

    int binding() {
        return binding;
    }

    /** How tightly an argument must bind to stand without parentheses. */
    int around(int argument) {
        return switch (this) {
            case ADD -> SUM;
            case SUBTRACT -> argument == 0 ? SUM : PRODUCT;
            case MULTIPLY -> argument == 0 ? PRODUCT : UNARY;
            case DIVIDE -> argument == 0 ? PRODUCT : UNARY;
            case NEGATE, SQRT, TRUNCATE -> UNARY;
            case SELECT, WHERE -> argument == 0 ? SUM : LOOSEST + 1;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> SUM;
            case NOT -> PRODUCT;
            case HARD_SIGMOID -> UNARY;
            case LEAKY_RELU -> argument == 0 ? LOOSEST : UNARY;
            case HARD_SWISH -> UNARY;
            default -> LOOSEST;
        };
    }
}
