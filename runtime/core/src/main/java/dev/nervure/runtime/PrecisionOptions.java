package dev.nervure.runtime;

import java.util.List;

/**
 * Which parameters {@link Model#withPrecision(PrecisionOptions)} holds in another precision, and how it rounds them. By
 * default all that can be, with one scale for each output, chosen for the least mean square error.
 */
public final class PrecisionOptions {
    /** How the scales of {@link Precision#INT8} are chosen. */
    public enum Scales {
        /** For the least {@code Σ (w − q · s)²}: the default. */
        MEAN_SQUARE,
        /** So that the largest weight is 127 scales: nothing is cut off. */
        RANGE,
        /** So that the largest 0.5 % of the weights, one at least, are cut off. */
        PERCENTILE
    }

    private final Precision precision;
    private final List<String> names;
    private final int group;
    private final Scales scales;

    private PrecisionOptions(Precision precision, List<String> names, int group, Scales scales) {
        this.precision = precision;
        this.names = names;
        this.group = group;
        this.scales = scales;
    }

    /**
     * All parameters that can be held in a precision.
     *
     * @param precision how they are held
     * @return the options
     */
    public static PrecisionOptions of(Precision precision) {
        return new PrecisionOptions(precision, List.of("*"), 0, Scales.MEAN_SQUARE);
    }

    /**
     * Only some parameters; the others stay as they are.
     *
     * @param names parameters' names, where {@code *} stands for anything: {@code encoder.*}; none for all
     * @return these options for the parameters that match one of the names
     */
    public PrecisionOptions named(String... names) {
        return new PrecisionOptions(precision, names.length == 0 ? List.of("*") : List.of(names), group, scales);
    }

    /**
     * With {@link Precision#INT8}, a scale for each group of neighbouring inputs of an output: less error, somewhat slower.
     * Parameters whose number of inputs is no multiple of the group's size have one scale an output.
     *
     * @param inputs the size of a group, such as 32 or 64; at least 8
     * @return these options with groups
     * @throws IllegalArgumentException if the size is less than 8
     */
    public PrecisionOptions groups(int inputs) {
        if (inputs < 8) {
            throw new IllegalArgumentException(
                    "groups of " + inputs + " inputs: expected at least 8, such as 32 or 64");
        }
        return new PrecisionOptions(precision, names, inputs, scales);
    }

    /**
     * With one scale for all inputs of an output: the default.
     *
     * @return these options without groups
     */
    public PrecisionOptions withoutGroups() {
        return new PrecisionOptions(precision, names, 0, scales);
    }

    /**
     * How the scales of {@link Precision#INT8} are chosen.
     *
     * @param scales the rule
     * @return these options with that rule
     */
    public PrecisionOptions scales(Scales scales) {
        return new PrecisionOptions(precision, names, group, scales);
    }

    /**
     * How parameters are held.
     *
     * @return the precision
     */
    public Precision precision() {
        return precision;
    }

    /**
     * The parameters that are meant.
     *
     * @return names, where {@code *} stands for anything
     */
    public List<String> names() {
        return names;
    }

    /**
     * How many inputs of an output have a scale in common.
     *
     * @return the size of a group; 0 for all
     */
    public int group() {
        return group;
    }

    /**
     * How scales are chosen.
     *
     * @return the rule
     */
    public Scales scales() {
        return scales;
    }
}
