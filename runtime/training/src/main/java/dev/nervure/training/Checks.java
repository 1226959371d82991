package dev.nervure.training;

/** Checks of what callers pass; each returns what it was given. */
final class Checks {
    private Checks() {}

    static int positive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, got " + value);
        }
        return value;
    }

    static float positive(String what, float value) {
        if (!(value > 0 && value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be a positive number, got " + value);
        }
        return value;
    }

    static float notNegative(String what, float value) {
        if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be 0 or more, got " + value);
        }
        return value;
    }

    /** A share of the past that a running mean keeps. */
    static float decay(String what, float value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1), got " + value);
        }
        return value;
    }
}
