package dev.nervure.inspection;

/** Where functions that flatten out are flat, told from their values. */
final class Saturation {
    private static final double FLAT = 0.05; // of the steepest slope

    private Saturation() {}

    static boolean possible(String function) {
        return switch (function) {
            case "SIGMOID", "HARD_SIGMOID", "TANH" -> true;
            default -> false;
        };
    }

    static double share(String function, float[] values) {
        int flat = 0;
        for (float value : values) {
            flat += slope(function, value) < FLAT ? 1 : 0;
        }
        return (double) flat / values.length;
    }

    /** The slope where the function has a value, as a share of the steepest. */
    private static double slope(String function, double value) {
        return switch (function) {
            case "TANH" -> 1 - value * value;
            case "SIGMOID" -> 4 * value * (1 - value);
            default -> value > 0 && value < 1 ? 1 : 0;
        };
    }
}
