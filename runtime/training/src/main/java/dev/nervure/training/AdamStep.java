package dev.nervure.training;

/** The step that {@link Adam} and {@link AdamW} share; they differ in where weight decay acts. */
final class AdamStep implements Optimizer.Step {
    private final float fresh1;
    private final float beta2;
    private final float fresh2;
    private final float eps;
    private final float coupled;
    private final float keep;
    private final float rate;
    private final float correction;

    /**
     * @param coupled what of the weight is added to the gradient
     * @param keep what of the weight stays before the step
     */
    AdamStep(long number, double rate, float beta1, float beta2, float eps, double coupled, double keep) {
        this.fresh1 = (float) (1.0 - beta1);
        this.beta2 = beta2;
        this.fresh2 = (float) (1.0 - beta2);
        this.eps = eps;
        this.coupled = (float) coupled;
        this.keep = (float) keep;
        this.rate = (float) (rate / (1 - StrictMath.pow(beta1, (double) number)));
        this.correction = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) number)));
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
