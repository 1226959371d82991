package dev.nervure.training;

/**
 * How weights follow their gradients. An optimiser is a specification and never changes: what it remembers of each
 * weight (a velocity, a running mean) belongs to the training run, which hands it over with the weights.
 */
public interface Optimizer {
    /** The learning rate before a schedule scales it. */
    float learningRate();

    /** How many values it remembers of each weight; they begin at zero. */
    int memory();

    /**
     * Step {@code number}, counted from 1, at the learning rate that the schedule gives. Whatever is the same for all
     * weights of a step, such as a bias correction, is computed here, once and in double precision.
     */
    Step step(long number, double learningRate);

    /** One step, for any part of the weights. */
    @FunctionalInterface
    interface Step {
        /**
         * Changes the weights {@code from} … {@code to − 1} and what is remembered of them. Parts may be cut anywhere and
         * updated by several threads at once.
         *
         * @param weights changed in place
         * @param gradients ∂loss/∂weights before scaling
         * @param scale what every gradient is multiplied by: clipping, and the mean over accumulated batches
         * @param memory {@link Optimizer#memory} arrays, changed in place
         */
        void update(float[] weights, float[] gradients, float scale, float[][] memory, int from, int to);

        /** As {@link #update}, and keeps the weights as they were in {@code before}: in one pass where a step can do that. */
        default void updateKeeping(
                float[] weights, float[] before, float[] gradients, float scale, float[][] memory, int from, int to) {
            System.arraycopy(weights, from, before, from, to - from);
            update(weights, gradients, scale, memory, from, to);
        }
    }
}
