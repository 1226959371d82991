package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TrainingPass;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes allocate nothing, counted by the thread that runs them. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int N = 5;

    /** As a layer, at the end of a dense layer, and before a loss that is fused with it or not. */
    @ParameterizedTest
    @EnumSource
    void everyActivation(Activation activation) {
        Tensor x = Tensor.input("x", 20);
        Tensor y = x.dense(17, activation).activation(activation).dense(3, activation);
        assertAllocatesNothing(
                Network.of(y)
                        .loss(y.meanSquaredError(Tensor.target("t", 3)))
                        .loss(x.activation(activation).meanAbsoluteError(Tensor.target("u", 20))),
                Options.DEFAULT);
    }

    /** In every layout of the weights, from 1 to many in a row. */
    @ParameterizedTest
    @CsvSource({"1000000, 1000000", "0, 1000000", "0, 0"})
    void everyLayout(int unrollLimit, int loopLimit) {
        Tensor x = Tensor.input("x", 3, 6);
        Tensor hidden = x.dense(20, Activation.RELU);
        Tensor gate = x.dense(20, Activation.SIGMOID);
        Tensor y = Tensor.concat(-1, List.of(hidden.times(gate), hidden.plus(gate), hidden.minus(gate)))
                .dense(4);
        assertAllocatesNothing(Network.of(y).loss(Loss.SOFTMAX_CROSS_ENTROPY), new Options(unrollLimit, loopLimit));
    }

    /** Convolutions, pooling, normalisation, dropout and what moves values; a gradient that is a sum of several. */
    @Test
    void images() {
        Tensor x = Tensor.input("x", 2, 8, 8);
        Tensor c = x.conv2d(4, 3, o -> o.paddingMode(PaddingMode.SAME).activation(Activation.RELU))
                .batchNorm();
        Tensor d =
                c.conv2d(4, 3, o -> o.paddingMode(PaddingMode.SAME).groups(4)).groupNorm(2);
        Tensor y = c.plus(d).dropout(0.5f).maxPool2d(2).convTranspose2d(3, 2, o -> o.stride(2));
        Tensor z =
                y.upsample(2).avgPool2d(2).instanceNorm().prelu().slice(0, 0, 2).pad(1, 1);
        assertAllocatesNothing(
                Network.of(z.flatten().layerNorm().rmsNorm().dense(3)).loss(Loss.SOFTMAX_CROSS_ENTROPY),
                Options.DEFAULT);
    }

    private static void assertAllocatesNothing(Network network, Options options) {
        Model model = Compiled.of(network, options).model(1);
        for (Activations a : new Activations[] {
            model.newActivations(N), model.newTrainingActivations(N), model.newInferenceActivations(N)
        }) {
            assertAllocatesNothing(() -> model.forward(a, N));
            assertAllocatesNothing(() -> model.forward(a, 1));
        }
        Activations a = model.newTrainingActivations(N);
        TrainingPass pass = TrainingPass.of(1, 0);
        for (Gradients g : new Gradients[] {model.newGradients(N), model.newTrainingGradients(N)}) {
            assertAllocatesNothing(() -> {
                model.forward(a, N, pass);
                model.backward(a, g, N);
                model.backwardFrom(a, g, N);
            });
        }
    }

    private static void assertAllocatesNothing(Runnable passes) {
        for (int i = 0; i < 20; i++) {
            passes.run(); // classes are loaded, kernels have their working memory
        }
        long allocated = Long.MAX_VALUE;
        for (int window = 0; window < 5 && allocated > 0; window++) { // the JVM may load or link something late, once
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                passes.run();
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
    }
}
