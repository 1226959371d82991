package dev.nervure.runtime.kernel.recurrence;

import java.util.LinkedHashMap;
import java.util.Map;

/** A call of every part of every cell, for the tests of all kernels together. */
public final class GateCalls {
    private GateCalls() {}

    /** One step of {@code n} units and one back, of {@code 4 n} values of each array. */
    public static Map<String, Runnable> all(float[] x, float[] y, float[] z, int n) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        for (RecurrentCell cell : RecurrentCell.values()) {
            float[] gates = new float[4 * n];
            float[] kept = new float[n];
            float[] carry = new float[n];
            float[] sums = new float[4 * n];
            calls.put("step of " + cell, () -> Gates.step(cell, x, gates, 0, z, 0, z, 0, kept, y, 0, n));
            calls.put(
                    "step back of " + cell,
                    () -> Gates.back(cell, gates, 0, z, 0, kept, x, z, 0, z, 0, carry, 0, y, sums, n));
        }
        return calls;
    }
}
