package dev.nervure.training;

/**
 * The penalty on large weights, added to the loss: {@code l1 · Σ|w| + l2 / 2 · Σw²} over the parameters whose name matches.
 *
 * @param names a parameter's name, where {@code *} stands for anything
 */
record Penalty(String names, float l1, float l2) {
    Penalty {
        Checks.notNull("the name of the penalty's parameters", names);
        Checks.notNegative("the factor of a penalty", Math.max(l1, l2));
        Checks.notNegative("the factor of a penalty", Math.min(l1, l2));
    }
}
