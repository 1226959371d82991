package dev.nervure.training;

/**
 * When to stop, and whether an epoch is better than the best one: its score, on the validation samples if there are any,
 * is better by more than {@code minImprovement}.
 *
 * @param metric the score to look at; empty for the loss
 */
record EarlyStopping(int patience, float minImprovement, String metric) {
    EarlyStopping {
        Checks.positive("patience", patience);
        Checks.notNegative("the smallest improvement", minImprovement);
    }

    /** Whether a larger score is better. */
    boolean rising(Scores scores) {
        return !metric.isEmpty() && scores.largerIsBetter(metric);
    }

    /** For a page: {@code after 10 epochs without a better loss}. */
    String describe() {
        String better = metric.isEmpty() ? "loss" : metric;
        return "after " + patience + (patience == 1 ? " epoch" : " epochs") + " without a better " + better
                + (minImprovement > 0 ? ", by more than " + minImprovement : "");
    }

    /** The score that decides, such as the validation's loss. */
    static double of(TrainingHistory.Epoch epoch, String metric) {
        Evaluation scores = epoch.validation() == null ? epoch.training() : epoch.validation();
        return metric.isEmpty() ? scores.loss() : scores.metric(metric);
    }
}
