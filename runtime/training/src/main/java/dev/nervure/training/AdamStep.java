package dev.nervure.training;

/** The step that {@link Adam} and {@link AdamW} share; they differ in where weight decay acts. */
final class AdamStep implements Optimizer.Step {
    private final float fresh1;
    private final float beta2;
    private final float fresh2;
    private final float eps;
    private final float coupled;
    private final float beta1;
    private float keep;
    private float rate;
    private float correction;

    /** @param coupled what of the weight is added to the gradient */
    AdamStep(float beta1, float beta2, float eps, double coupled) {
        this.beta1 = beta1;
        this.fresh1 = (float) (1.0 - beta1);
        this.beta2 = beta2;
        this.fresh2 = (float) (1.0 - beta2);
        this.eps = eps;
        this.coupled = (float) coupled;
    }

    /**
     * Becomes step {@code number}.
     *
     * @param keep what of the weight stays before the step
     */
    AdamStep at(long number, double rate, double keep) {
        this.keep = (float) keep;
        this.rate = (float) (rate / (1 - power(beta1, number)));
        this.correction = (float) (1 / StrictMath.sqrt(1 - power(beta2, number)));
        return this;
    }

    /** {@code base^exponent} by squaring: StrictMath's makes arrays, and its last digits do not matter here. */
    private static double power(double base, long exponent) {
        double power = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }

    @Override
    public void update(float[] w, float[] g, float scale, float[][] memory, int from, int to) {
        updateKeeping(w, w, g, scale, memory, from, to);
    }

    @Override
    public void updateKeeping(float[] w, float[] before, float[] g, float scale, float[][] memory, int from, int to) {
        step(
                w,
                before,
                g,
                scale,
                memory[0],
                memory[1],
                from,
                to,
                fresh1,
                beta2,
                fresh2,
                eps,
                coupled,
                keep,
                rate,
                correction);
    }

    private static void step(
            float[] w,
            float[] before,
            float[] g,
            float scale,
            float[] means,
            float[] squares,
            int from,
            int to,
            float fresh1,
            float beta2,
            float fresh2,
            float eps,
            float coupled,
            float keep,
            float rate,
            float correction) {
        for (int i = from; i < to; i++) {
            float old = w[i];
            float d = scale * g[i] + coupled * old;
            float m = means[i] + fresh1 * (d - means[i]);
            float s = beta2 * squares[i] + fresh2 * d * d;
            means[i] = m;
            squares[i] = s;
            before[i] = old;
            w[i] = keep * old - rate * m / (correction * (float) Math.sqrt(s) + eps);
        }
    }
}
