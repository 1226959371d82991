package dev.nervure.runtime.kernel;

/** One implementation of the kernels. */
interface Provider {
    /** As the log line and the property name it. */
    String name();

    Matrix matrix(int outputs, int inputs);
}
