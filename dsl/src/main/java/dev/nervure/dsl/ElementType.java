package dev.nervure.dsl;

/** The types of a tensor's values. */
public enum ElementType {
    /** 32-bit floating point. */
    FLOAT,
    /** 32-bit integers: ids, classes, places. They have no gradient. */
    INT,
    /** True or false, kept as the integers 1 and 0. They have no gradient. */
    BOOL
}
