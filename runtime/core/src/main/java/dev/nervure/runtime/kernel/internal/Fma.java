package dev.nervure.runtime.kernel.internal;

/**
 * Multiply and add, fused where the processor does it in one instruction. Without that instruction {@code Math.fma} goes
 * through {@code BigDecimal} and is thousands of times slower, so the choice is made once, by the clock.
 */
public final class Fma {
    public static final boolean FUSED = isFast();

    private Fma() {}

    /** {@code a * b + c}. */
    public static float add(float a, float b, float c) {
        return FUSED ? Math.fma(a, b, c) : a * b + c;
    }

    private static boolean isFast() {
        int calls = 64;
        long best = Long.MAX_VALUE;
        float sum = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                sum = Math.fma(sum, 0.7f, 0.3f);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        // One instruction takes tens of nanoseconds in the interpreter, BigDecimal tens of microseconds.
        return sum > 0 && best < calls * 2_000L;
    }
}
