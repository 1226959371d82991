package dev.nervure.dsl;

/** The ways to compare two numbers; each is false if one of them is not a number, but for {@link #NOT_EQUAL}. */
public enum Comparison {
    /** {@code a < b}. */
    LESS,
    /** {@code a <= b}. */
    LESS_OR_EQUAL,
    /** {@code a > b}. */
    GREATER,
    /** {@code a >= b}. */
    GREATER_OR_EQUAL,
    /** {@code a == b}. */
    EQUAL,
    /** {@code a != b}. */
    NOT_EQUAL
}
