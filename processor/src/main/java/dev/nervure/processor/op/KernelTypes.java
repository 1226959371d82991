package dev.nervure.processor.op;

import com.palantir.javapoet.ClassName;

/** The kernels of the runtime that steps call. */
final class KernelTypes {
    private static final String KERNEL = "dev.nervure.runtime.kernel";

    static final ClassName ELEMENTWISE = ClassName.get(KERNEL + ".function", "Elementwise");
    static final ClassName SCALAR = ClassName.get(KERNEL + ".function", "Scalar");
    static final ClassName SOFTMAX = ClassName.get(KERNEL + ".softmax", "Softmax");
    static final ClassName EPILOGUE = ClassName.get(KERNEL + ".function", "Epilogue");
    static final ClassName SUMS = ClassName.get(KERNEL + ".reduction", "Sums");
    static final ClassName TOP_K = ClassName.get(KERNEL + ".reduction", "TopK");
    static final ClassName PRODUCT = ClassName.get(KERNEL + ".matrix", "Product");
    static final ClassName ROWS = ClassName.get(KERNEL, "Rows");
    static final ClassName CONVOLUTION = ClassName.get(KERNEL + ".convolution", "Convolution");
    static final ClassName CONVOLUTION_SHAPE = ClassName.get(KERNEL + ".convolution", "ConvolutionShape");
    static final ClassName CONVOLUTION_SCRATCH = ClassName.get(KERNEL + ".convolution", "ConvolutionScratch");
    static final ClassName CHANNEL_ORDER = ClassName.get(KERNEL + ".convolution", "ChannelOrder");
    static final ClassName POOLING = ClassName.get(KERNEL + ".convolution", "Pooling");
    static final ClassName NORMALIZATION = ClassName.get(KERNEL + ".norm", "Normalization");
    static final ClassName BATCH_STATISTICS = ClassName.get(KERNEL + ".norm", "BatchStatistics");
    static final ClassName NOISE = ClassName.get(KERNEL + ".dropout", "Noise");
    static final ClassName DROPOUT = ClassName.get(KERNEL + ".dropout", "Dropout");
    static final ClassName GATHER = ClassName.get(KERNEL + ".matrix", "Gather");
    static final ClassName POSITIONS = ClassName.get(KERNEL + ".attention", "Positions");
    static final ClassName RECURRENCE = ClassName.get(KERNEL + ".recurrence", "Recurrence");
    static final ClassName RECURRENCE_SCRATCH = ClassName.get(KERNEL + ".recurrence", "RecurrenceScratch");
    static final ClassName RECURRENT_CELL = ClassName.get(KERNEL + ".recurrence", "RecurrentCell");
    static final ClassName ATTENTION = ClassName.get(KERNEL + ".attention", "Attention");
    static final ClassName CROSS_ENTROPY = ClassName.get(KERNEL + ".softmax", "CrossEntropy");

    static final ClassName CTC = ClassName.get(KERNEL + ".softmax", "Ctc");

    static final ClassName CONSTANTS = ClassName.get(KERNEL, "Constants");

    /** The training pass that runs. */
    static final ClassName TRAINING_PASS = ClassName.get("dev.nervure.runtime", "TrainingPass");

    private KernelTypes() {}
}
