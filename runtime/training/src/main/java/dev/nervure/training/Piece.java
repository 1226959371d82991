package dev.nervure.training;

/** Weights of one parameter that one thread changes, with what the optimiser remembers of them. */
interface Piece {
    /** How many weights a step reads, for the shares of threads. */
    int size();

    /** Whether penalties change its gradient. */
    boolean penalised();

    void clear(GradientPart total);

    /** {@code total += more}. */
    void add(GradientPart total, GradientPart more);

    /** Adds the gradient of {@code l1 · Σ|w| + l2 / 2 · Σw²}. */
    void penalise(GradientPart total);

    /** Brings every gradient into {@code −most … most}; NaN stays NaN. */
    void limit(GradientPart total, float most);

    double squares(GradientPart total);

    /** Infinite or NaN if a weight is. */
    double squaresOfWeights();

    void step(Optimizer.Step step, GradientPart total, float scale);
}
