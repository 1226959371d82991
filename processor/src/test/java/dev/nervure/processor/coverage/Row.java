package dev.nervure.processor.coverage;

import java.util.Locale;

/** What one layer or op has been compared with, and the largest errors as shares of what is allowed. */
final class Row {
    private static final double NEVER = -1;

    private final String name;
    private double forward = NEVER;
    private double gradient = NEVER;
    private double pyTorch = NEVER;
    private int networks;
    private int cases;

    Row(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void forward(double error) {
        networks++;
        forward = Math.max(forward, error);
    }

    void gradient(double error) {
        gradient = Math.max(gradient, error);
    }

    void pyTorch(double error) {
        cases++;
        pyTorch = Math.max(pyTorch, error);
    }

    boolean hasGradient() {
        return gradient != NEVER;
    }

    boolean hasPyTorch() {
        return pyTorch != NEVER;
    }

    int networks() {
        return networks;
    }

    /** As a line of a table. */
    @Override
    public String toString() {
        return "| " + name + " | " + networks + " | " + cell(forward) + " | " + cell(gradient) + " | " + cases + " | "
                + cell(pyTorch) + " |";
    }

    private static String cell(double error) {
        return error == NEVER ? "–" : String.format(Locale.ROOT, "%.3f", error);
    }
}
