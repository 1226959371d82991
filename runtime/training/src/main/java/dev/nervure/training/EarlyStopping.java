package dev.nervure.training;

/**
 * When to stop, and whether an epoch is better than the best one: its loss, on the validation samples if there are any,
 * is lower by more than {@code minImprovement}.
 */
record EarlyStopping(int patience, float minImprovement) {
    EarlyStopping {
        Checks.positive("patience", patience);
        Checks.notNegative("the smallest improvement", minImprovement);
    }
}
