package dev.nervure.examples.benchmarks.report;

/** Who takes part in a row. */
public enum Contender {
    /** Nervure with the Vector API. */
    VECTOR,
    /** Nervure without flags. */
    PORTABLE,
    /** As its documentation writes it. */
    ONNX_RUNTIME,
    /** With tensors that are made once. */
    ONNX_RUNTIME_REUSING,
    /** From Java, by DJL. */
    PYTORCH,
    /** From Python, with the fused Adam. */
    PYTORCH_PYTHON,
    /** As many fused multiply-adds as one core can do, and two threads. */
    LIMIT,
    LIMIT_OF_TWO,

    /** Nervure on one thread, and on two. */
    ONE_THREAD,
    TWO_THREADS,
    /** ONNX Runtime reusing its tensors, on two threads. */
    ONNX_RUNTIME_TWO,

    /** A JVM that starts and ends. */
    EMPTY,
    /** Nervure's start as it is, with shared class data, and with an AOT cache. */
    PLAIN,
    CDS,
    AOT,

    /** javac with the processor, and of what it generated. */
    PROCESSOR,
    GENERATED,

    /** The jars {@code nervure-runtime} and {@code nervure-training}. */
    RUNTIME,
    TRAINING
}
