package dev.nervure.runtime.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The constants of {@link Scalar} as vectors. As constants they are loaded; made where they are needed they would be so many
 * calls to inline that HotSpot stops halfway, and then every vector between two calls is an object.
 */
final class VectorConstants {
    static final FloatVector ONE = of(1f);
    static final FloatVector ROUND = of(Scalar.ROUND);
    static final FloatVector PER_TWO_LN2 = of(Scalar.PER_TWO_LN2);
    static final FloatVector TWO_LN2_HIGH = of(Scalar.TWO_LN2_HIGH);
    static final FloatVector TWO_LN2_LOW = of(Scalar.TWO_LN2_LOW);
    static final FloatVector EXP_MAX = of(Scalar.EXP_MAX);
    static final FloatVector EXP_MIN = of(Scalar.EXP_MIN);
    static final FloatVector E2 = of(Scalar.E2);
    static final FloatVector E3 = of(Scalar.E3);
    static final FloatVector E4 = of(Scalar.E4);
    static final FloatVector E5 = of(Scalar.E5);
    static final FloatVector E6 = of(Scalar.E6);
    static final FloatVector E7 = of(Scalar.E7);
    static final FloatVector SIGMOID_MAX = of(Scalar.SIGMOID_MAX);
    static final FloatVector MISH_MAX = of(Scalar.MISH_MAX);
    static final FloatVector EXPM1_MIN = of(Scalar.EXPM1_MIN);
    static final FloatVector TANH_MAX = of(Scalar.TANH_MAX);
    static final FloatVector TP1 = of(Scalar.TP1);
    static final FloatVector TP2 = of(Scalar.TP2);
    static final FloatVector TP3 = of(Scalar.TP3);
    static final FloatVector TP4 = of(Scalar.TP4);
    static final FloatVector TQ1 = of(Scalar.TQ1);
    static final FloatVector TQ2 = of(Scalar.TQ2);
    static final FloatVector TQ3 = of(Scalar.TQ3);
    static final FloatVector TQ4 = of(Scalar.TQ4);
    static final FloatVector ERF_MAX = of(Scalar.ERF_MAX);
    static final FloatVector RP0 = of(Scalar.RP0);
    static final FloatVector RP1 = of(Scalar.RP1);
    static final FloatVector RP2 = of(Scalar.RP2);
    static final FloatVector RP3 = of(Scalar.RP3);
    static final FloatVector RP4 = of(Scalar.RP4);
    static final FloatVector RP5 = of(Scalar.RP5);
    static final FloatVector RQ1 = of(Scalar.RQ1);
    static final FloatVector RQ2 = of(Scalar.RQ2);
    static final FloatVector RQ3 = of(Scalar.RQ3);
    static final FloatVector RQ4 = of(Scalar.RQ4);
    static final FloatVector RQ5 = of(Scalar.RQ5);
    static final FloatVector LP0 = of(Scalar.LP0);
    static final FloatVector LP1 = of(Scalar.LP1);
    static final FloatVector LP2 = of(Scalar.LP2);
    static final FloatVector LP3 = of(Scalar.LP3);
    static final FloatVector LQ1 = of(Scalar.LQ1);
    static final FloatVector LQ2 = of(Scalar.LQ2);
    static final FloatVector GELU_MIN = of(Scalar.GELU_MIN);
    static final FloatVector SILU_MIN = of(Scalar.SILU_MIN);
    static final FloatVector SQRT_TWO_OVER_PI = of(Scalar.SQRT_TWO_OVER_PI);
    static final FloatVector GELU_CUBIC = of(Scalar.GELU_CUBIC);
    static final FloatVector L0 = of(Scalar.L0);
    static final FloatVector L1 = of(Scalar.L1);
    static final FloatVector L2 = of(Scalar.L2);
    static final FloatVector L3 = of(Scalar.L3);
    static final FloatVector L4 = of(Scalar.L4);
    static final FloatVector L5 = of(Scalar.L5);
    static final FloatVector L6 = of(Scalar.L6);
    static final FloatVector L7 = of(Scalar.L7);
    static final FloatVector LN2_HIGH = of(Scalar.LN2_HIGH);
    static final FloatVector LN2_LOW = of(Scalar.LN2_LOW);

    private VectorConstants() {}

    private static FloatVector of(float value) {
        return FloatVector.broadcast(Lanes.FLOATS, value);
    }
}
