package dev.nervure.dsl;

/** What a tensor's values are. */
public enum ElementType {
    /** 32-bit floating point. */
    FLOAT,
    /** 32-bit integers: ids, classes. They have no gradient. */
    INT
}
