package dev.nervure.runtime.kernel.function;

import java.util.LinkedHashMap;
import java.util.Map;

/** A call of every function of arrays, for the tests of all kernels together. */
public final class FunctionCalls {
    private FunctionCalls() {}

    /** From {@code n} values of {@code x} to {@code y}, by the function's name. */
    public static Map<String, Runnable> all(float[] x, float[] y, int n) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        for (Function f : Function.values()) {
            calls.put(f.name(), () -> Elementwise.apply(f, x, 0, y, 0, n, 1f));
            if (f.name().endsWith("_SLOPE")) {
                calls.put("gradient by " + f, () -> Elementwise.gradient(f, x, y, y, 0, n));
            }
        }
        return calls;
    }
}
