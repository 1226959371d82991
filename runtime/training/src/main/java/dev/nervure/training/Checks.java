package dev.nervure.training;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    static int notNegative(String what, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must be 0 or more, got " + value);
        }
        return value;
    }

    static float notNegative(String what, float value) {
        if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be 0 or more, got " + value);
        }
        return value;
    }

    /** What must be there, told by its name; callers in Java and Kotlin may pass null all the same. */
    static <T> T notNull(String what, @Nullable T value) {
        return Objects.requireNonNull(value, () -> what + " is null");
    }

    /** A share of the past that a running mean keeps. */
    static float decay(String what, float value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1), got " + value);
        }
        return value;
    }

    /** The parameters whose names match, of which there must be one. */
    static List<Parameter> named(String what, String names, Weights weights) {
        List<Parameter> found = weights.named(names);
        if (found.isEmpty()) {
            List<String> all = new ArrayList<>();
            weights.forEach(parameter -> all.add(parameter.name()));
            throw new IllegalArgumentException(
                    what + " is for '" + names + "', but no parameter is called so; there are " + all);
        }
        return found;
    }
}
