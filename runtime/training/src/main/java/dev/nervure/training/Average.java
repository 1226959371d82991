package dev.nervure.training;

/** How figures of several classes become one, by the names of scikit-learn. */
public enum Average {
    /** The mean over the classes: each counts alike, however rare it is. */
    MACRO,
    /** The figure of all counts added up. Of one class a sample it is the accuracy. */
    MICRO,
    /** The mean over the classes, weighted by how often each is true. */
    WEIGHTED
}
