package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One model, forty threads: each gets what one thread alone gets, bit for bit. */
@Tag("vector")
class ThreadsTest {
    private static final int THREADS = 40; // more than the places where a model keeps activations between predictions
    private static final int SAMPLES = 64;
    private static final int IN = 12;

    @ParameterizedTest
    @CsvSource({"1000000, 1000000", "0, 1000000", "0, 0"})
    void answersOfOneThread(int unrollLimit, int loopLimit) throws Exception {
        Network network = Network.of(Tensor.input("x", IN)
                        .dense(24, Activation.GELU)
                        .dense(5, Activation.SOFTMAX)
                        .named("y"))
                .loss(Loss.CROSS_ENTROPY);
        Compiled compiled = Compiled.of(network, new Options(unrollLimit, loopLimit));
        Model model = compiled.model(3);
        Method predict = compiled.type("Model").getMethod("predict", float[].class);
        float[][] samples = new float[SAMPLES][IN];
        Random random = new Random(5);
        for (float[] sample : samples) {
            for (int i = 0; i < IN; i++) {
                sample[i] = (float) random.nextGaussian();
            }
        }
        List<List<Float>> alone = answers(model, predict, samples);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<List<Float>>>> work = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                work.add(() -> {
                    together.await();
                    return answers(model, predict, samples);
                });
            }
            for (Future<List<List<Float>>> answers : threads.invokeAll(work)) {
                assertThat(answers.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Predictions, a batch, its loss and its gradients. */
    private static List<List<Float>> answers(Model model, Method predict, float[][] samples)
            throws ReflectiveOperationException {
        List<List<Float>> answers = new ArrayList<>();
        Activations a = model.newTrainingActivations(SAMPLES);
        Gradients g = model.newTrainingGradients(SAMPLES);
        for (int round = 0; round < 4; round++) {
            for (int s = 0; s < SAMPLES; s++) {
                answers.add(list((float[]) predict.invoke(model, (Object) samples[s])));
                System.arraycopy(samples[s], 0, a.floats("x"), s * IN, IN);
                a.ints("targets")[s] = s % 5;
            }
            model.forward(a, SAMPLES);
            answers.add(list(a.floats("y")));
            answers.add(List.of(model.backward(a, g, SAMPLES)));
            model.weights().forEach(parameter -> answers.add(list(g.parameter(parameter.name()))));
        }
        return answers;
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
