package dev.nervure.processor.op;

import com.palantir.javapoet.ClassName;

/** The kernels of the runtime that steps call. */
final class KernelTypes {
    private static final String KERNEL = "dev.nervure.runtime.kernel";

    static final ClassName ELEMENTWISE = ClassName.get(KERNEL, "Elementwise");
    static final ClassName SCALAR = ClassName.get(KERNEL, "Scalar");
    static final ClassName SOFTMAX = ClassName.get(KERNEL, "Softmax");
    static final ClassName EPILOGUE = ClassName.get(KERNEL, "Epilogue");
    static final ClassName SUMS = ClassName.get(KERNEL, "Sums");
    static final ClassName PRODUCT = ClassName.get(KERNEL, "Product");
    static final ClassName ROWS = ClassName.get(KERNEL, "Rows");
    static final ClassName CONVOLUTION = ClassName.get(KERNEL, "Convolution");
    static final ClassName CONVOLUTION_SHAPE = ClassName.get(KERNEL, "ConvolutionShape");
    static final ClassName CONVOLUTION_SCRATCH = ClassName.get(KERNEL, "ConvolutionScratch");
    static final ClassName POOLING = ClassName.get(KERNEL, "Pooling");
    static final ClassName NORMALIZATION = ClassName.get(KERNEL, "Normalization");
    static final ClassName BATCH_STATISTICS = ClassName.get(KERNEL, "BatchStatistics");
    static final ClassName DROPOUT = ClassName.get(KERNEL, "Dropout");
    static final ClassName GATHER = ClassName.get(KERNEL, "Gather");
    static final ClassName POSITIONS = ClassName.get(KERNEL, "Positions");
    static final ClassName RECURRENCE = ClassName.get(KERNEL, "Recurrence");
    static final ClassName RECURRENCE_SCRATCH = ClassName.get(KERNEL, "RecurrenceScratch");
    static final ClassName RECURRENT_CELL = ClassName.get(KERNEL, "RecurrentCell");
    static final ClassName ATTENTION = ClassName.get(KERNEL, "Attention");
    static final ClassName CROSS_ENTROPY = ClassName.get(KERNEL, "CrossEntropy");

    /** The training pass that runs. */
    static final ClassName TRAINING_PASS = ClassName.get("dev.nervure.runtime", "TrainingPass");

    private KernelTypes() {}
}
