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
    static final ClassName CROSS_ENTROPY = ClassName.get(KERNEL, "CrossEntropy");

    private KernelTypes() {}
}
