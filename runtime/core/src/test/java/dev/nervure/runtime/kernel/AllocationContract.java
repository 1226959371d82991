package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nervure.runtime.kernel.convolution.ConvolutionCalls;
import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.function.FunctionCalls;
import dev.nervure.runtime.kernel.matrix.ByteWeights;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.matrix.ShortWeights;
import dev.nervure.runtime.kernel.norm.BatchStatistics;
import dev.nervure.runtime.kernel.norm.Normalization;
import dev.nervure.runtime.kernel.recurrence.GateCalls;
import dev.nervure.runtime.kernel.reduction.Sums;
import dev.nervure.runtime.kernel.softmax.Softmax;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * No kernel allocates, although all are hot in one JVM; with vectors, convolutions have one of their own. Vectors are objects
 * until HotSpot has compiled and inlined what happens between them, so there are rounds until one allocates nothing.
 */
abstract class AllocationContract {
    static final int CALLS = 500;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Nanoseconds of this thread's own time, so that a busy machine, which compiles later, is waited for. */
    private static final long PATIENCE = 10_000_000_000L;

    private static final int N = 100;

    @Test
    void allocatesNothing() {
        assertThat(allocated(kernels())).as("bytes of %d calls", CALLS).isEmpty();
    }

    @Test
    void convolutionsAllocateNothing() {
        assertThat(allocated(ConvolutionCalls.all()))
                .as("bytes of %d calls", CALLS)
                .isEmpty();
    }

    /** The bytes of each kernel that still allocates in the last round. */
    static Map<String, Long> allocated(Map<String, Runnable> kernels) {
        Map<String, Long> allocated = new LinkedHashMap<>();
        long start = THREADS.getCurrentThreadCpuTime();
        do {
            allocated.clear();
            kernels.forEach((name, kernel) -> {
                long bytes = allocated(kernel);
                if (bytes > 0) {
                    allocated.put(name, bytes);
                }
            });
        } while (!allocated.isEmpty() && THREADS.getCurrentThreadCpuTime() - start < PATIENCE);
        return allocated;
    }

    private static long allocated(Runnable kernel) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            kernel.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    static Map<String, Runnable> kernels() {
        Map<String, Runnable> kernels = new LinkedHashMap<>();
        float[] x = new float[4 * N];
        for (int i = 0; i < x.length; i++) {
            x[i] = 0.1f + i % 7 * 0.1f;
        }
        float[] y = x.clone();
        float[] z = x.clone();
        kernels.putAll(FunctionCalls.all(x, y, N));
        Matrix matrix = Matrix.of(40, 30);
        for (Epilogue f : Epilogue.functions()) {
            kernels.put("product with " + f, () -> matrix.multiply(x, 0, 3, null, f, y, 0));
        }
        Epilogue all = new Epilogue();
        kernels.put(
                "product with all of an epilogue",
                () -> matrix.multiply(
                        x, 0, 3, null, all.normalize(z, z, 1f, z, z).add(z).then(Epilogue.SILU), y, 0));
        Matrix wide = Matrix.of(300, N);
        float[] zeros = new float[N];
        float[] results = new float[300];
        kernels.put("product of a row of zeros", () -> wide.multiply(zeros, 0, 1, null, Epilogue.NONE, results, 0));
        Matrix bytes = Matrix.of(300, N);
        bytes.hold(new ByteWeights(new byte[300 * N], new float[300]));
        Matrix groups = Matrix.of(300, N);
        groups.hold(new ByteWeights(new byte[300 * N], new float[300 * 5]));
        Matrix halves = Matrix.of(300, N);
        halves.hold(new ShortWeights(new short[300 * N], false));
        Matrix brains = Matrix.of(300, N);
        brains.hold(new ShortWeights(new short[300 * N], true));
        float[] four = new float[4 * 300];
        for (int rows = 1; rows <= 4; rows += 3) {
            int count = rows;
            kernels.put(rows + " rows by bytes", () -> bytes.multiply(x, 0, count, null, Epilogue.NONE, four, 0));
            kernels.put(rows + " rows by groups", () -> groups.multiply(x, 0, count, null, Epilogue.NONE, four, 0));
            kernels.put(rows + " rows by binary16", () -> halves.multiply(x, 0, count, null, Epilogue.NONE, four, 0));
            kernels.put(rows + " rows by bfloat16", () -> brains.multiply(x, 0, count, null, Epilogue.NONE, four, 0));
        }
        kernels.put("gradient of the input", () -> matrix.inputGradient(x, 0, 3, y, 0, false));
        kernels.put("gradient of the weights", () -> matrix.weightGradient(x, 0, 3, z, 0, false));
        kernels.put("gradient of relu", () -> Elementwise.reluGradient(x, z, y, 0, N));
        kernels.put("softmax", () -> Softmax.rows(x, 0, 1, N, y, 0));
        kernels.put("softmax in place", () -> Softmax.inPlace(y, 0, N, 0.5f));
        kernels.put("exponentials in place", () -> Softmax.againInPlace(y, 0, N, 0.5f, 1f));
        kernels.put("logSumExp", () -> Softmax.logSumExp(x, 0, N));
        kernels.put("gradient of softmax", () -> Softmax.gradient(x, 0, z, 0, 1, N, y, 0, false));
        kernels.put("gradient of logSoftmax", () -> Softmax.logGradient(x, 0, z, 0, 1, N, y, 0, false));
        kernels.put("sums", () -> Sums.columns(x, 0, 10, 40, y, false));
        kernels.putAll(GateCalls.all(x, y, z, N));
        float[] mean = new float[4];
        float[] scale = {1f, 1f, 1f, 1f};
        kernels.put("layer norm", () -> Normalization.layer(x, 0, 4, N, 1e-5f, z, x, y, mean, scale));
        kernels.put("RMS norm", () -> Normalization.rms(x, 0, 4, N, 1e-5f, z, y, scale));
        kernels.put(
                "gradient of layer norm", () -> Normalization.layerGradient(z, x, mean, scale, 0, 4, N, z, y, false));
        kernels.put(
                "gradient of layer norm, added",
                () -> Normalization.layerGradient(z, x, mean, scale, 0, 4, N, z, y, true));
        kernels.put(
                "gradient of layer norm's weights", () -> Normalization.weightGradient(z, x, mean, scale, 0, 4, N, y));
        double[] moments = new double[9];
        kernels.put("sums of a batch", () -> BatchStatistics.sums(x, 1, 4, N, moments));
        kernels.put(
                "sums of a batch's gradients", () -> BatchStatistics.gradientSums(z, x, 1, 4, N, mean, scale, moments));
        return kernels;
    }
}
