package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.generated.LineModel;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final float[] X = {1, 2, 3, 4, 5};

    private final TwoLayerModel model = TwoLayerModel.create(1);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void answersAsTheModelDoes() {
        try (Batcher batcher = Batcher.of(model).cold().start()) {
            assertThat(batcher.predict(X)).containsExactly(one(model, X), within(1e-6f));
            assertThat(batcher.counts()).isEqualTo(new Batcher.Counts(1, 0, 0, 0, 1, 0));
        }
    }

    @Test
    void putsWaitingRequestsTogetherInTheirOrder() {
        holdThePass();
        try (Batcher batcher =
                Batcher.of(model).cold().maxBatch(4).maxDelay(Duration.ZERO).start()) {
            CompletableFuture<float[]> first = batcher.submit(X);
            waitFor(entered);
            List<Integer> order = new ArrayList<>(); // written by the one worker
            List<CompletableFuture<?>> others = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                int number = i;
                others.add(batcher.submit(requestOf(X, () -> order.add(number)), null));
            }
            assertThat(batcher.counts().waiting()).isEqualTo(7);
            released.countDown();
            others.forEach(CompletableFuture::join);
            assertThat(first.join()).hasSize(TwoLayerModel.CLASSES);
            assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6);
            assertThat(batcher.counts().batches()).isEqualTo(3); // 1, 4 and 3 requests
        }
    }

    @Test
    void waitsForOthersAsLongAsItIsTold() {
        try (Batcher batcher = Batcher.of(model)
                .cold()
                .maxBatch(2)
                .maxDelay(Duration.ofMinutes(1))
                .start()) {
            CompletableFuture<float[]> first = batcher.submit(X);
            CompletableFuture<float[]> second = batcher.submit(X);
            CompletableFuture.allOf(first, second).join(); // full: no waiting for the minute
            assertThat(batcher.counts().batches()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatDoesNotFitInTheQueue() {
        holdThePass();
        try (Batcher batcher = Batcher.of(model).cold().maxBatch(1).queue(2).start()) {
            batcher.submit(X);
            waitFor(entered);
            CompletableFuture<float[]> second = batcher.submit(X);
            batcher.submit(X);
            assertThatThrownBy(() -> batcher.submit(X))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("2 requests wait for TwoLayer, no more can: ask again later");
            assertThat(batcher.counts().refused()).isEqualTo(1);
            released.countDown();
            assertThat(second.join()).hasSize(TwoLayerModel.CLASSES);
        }
    }

    @Test
    void dropsARequestWhoseDeadlinePassed() throws Exception {
        holdThePass();
        try (Batcher batcher = Batcher.of(model).cold().maxBatch(1).start()) {
            batcher.submit(X);
            waitFor(entered);
            CompletableFuture<?> late = batcher.submit(requestOf(X, () -> {}), Duration.ofNanos(1));
            CompletableFuture<?> patient = batcher.submit(requestOf(X, () -> {}), Duration.ofMinutes(1));
            released.countDown();
            patient.get();
            assertThatThrownBy(late::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasRootCauseMessage("the deadline passed before the request's batch began");
            assertThat(batcher.counts().expired()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatFailsHarmsNoOther() {
        holdThePass();
        try (Batcher batcher = Batcher.of(model).cold().start()) {
            batcher.submit(X);
            waitFor(entered);
            CompletableFuture<?> bad = batcher.submit(
                    requestOf(X, () -> {
                        throw new IllegalArgumentException("no such word");
                    }),
                    null);
            CompletableFuture<float[]> good = batcher.submit(X);
            released.countDown();
            assertThat(good.join()).containsExactly(one(model, X), within(1e-6f));
            assertThatThrownBy(bad::join).hasRootCauseMessage("no such word");
            assertThat(batcher.counts().failed()).isEqualTo(1);
        }
    }

    @Test
    void refusesWrongInputsBeforeTheyWait() {
        try (Batcher batcher = Batcher.of(model).cold().finiteInputs().start()) {
            assertThatThrownBy(() -> batcher.predict(new float[4])).hasMessage("x has 5 values a sample, got 4");
            assertThatThrownBy(() -> batcher.predict(null)).hasMessage("x is null");
            assertThatThrownBy(() -> batcher.predict(new float[] {0, Float.NaN, 0, 0, 0}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("value 1 of x is NaN");
            assertThat(batcher.counts()).isEqualTo(new Batcher.Counts(0, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> Batcher.of(model).maxBatch(0)).hasMessage("maxBatch must be at least 1, got 0");
        assertThatThrownBy(() -> Batcher.of(model).queue(-1)).hasMessage("queue must be at least 1, got -1");
        assertThatThrownBy(() -> Batcher.of(model).threads(0)).hasMessage("threads must be at least 1, got 0");
        assertThatThrownBy(() -> Batcher.of(model).maxDelay(Duration.ofMillis(-1)))
                .hasMessage("maxDelay must be 0 or more, got PT-0.001S");
    }

    @Test
    void aDamagedFileLeavesTheFormerWeights() {
        try (Batcher batcher = Batcher.of(model).cold().start()) {
            assertThatThrownBy(() -> batcher.reload(new ByteArrayInputStream(new byte[100])))
                    .isInstanceOf(WeightsFileException.class);
            assertThat(batcher.model()).isSameAs(model);
            batcher.reload(new ByteArrayInputStream(saved(TwoLayerModel.create(2))));
            assertThat(batcher.predict(X)).containsExactly(one(TwoLayerModel.create(2), X), within(1e-6f));
            assertThat(one(model, X)).isNotEqualTo(one(batcher.model(), X)); // the model given is as it was
        }
    }

    @Test
    void takesNoModelOfAnotherNetwork() {
        try (Batcher batcher = Batcher.of(model).cold().start()) {
            assertThatThrownBy(() -> batcher.replace(LineModel.create(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a batcher of dev.nervure.runtime.generated.TwoLayerModel cannot take a model of"
                            + " dev.nervure.runtime.generated.LineModel");
        }
    }

    @Test
    void answersAllThatWaitWhenItIsClosed() {
        holdThePass();
        List<CompletableFuture<float[]>> waiting = new ArrayList<>();
        Batcher batcher = Batcher.of(model).cold().maxBatch(2).start();
        waiting.add(batcher.submit(X));
        waitFor(entered);
        for (int i = 0; i < 5; i++) {
            waiting.add(batcher.submit(X));
        }
        CompletableFuture.runAsync(released::countDown, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
        batcher.close();
        assertThat(waiting).allMatch(CompletableFuture::isDone);
        assertThatThrownBy(() -> batcher.submit(X))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the batcher of TwoLayer is closed");
    }

    /** Each answer is of the old weights or of the new ones, whatever the threads do. */
    @Test
    void reloadsUnderLoadWithoutALostOrMixedAnswer() throws Exception {
        byte[][] files = {saved(TwoLayerModel.create(1)), saved(TwoLayerModel.create(2))};
        float[][] right = {one(TwoLayerModel.create(1), X), one(TwoLayerModel.create(2), X)};
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger[] seen = {new AtomicInteger(), new AtomicInteger()};
        Batcher batcher = Batcher.of(model).cold().threads(2).maxBatch(8).start();
        List<Thread> clients = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread client = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    float[] y = batcher.predict(X);
                    if (close(y, right[0])) {
                        seen[0].incrementAndGet();
                    } else if (close(y, right[1])) {
                        seen[1].incrementAndGet();
                    } else {
                        wrong.incrementAndGet();
                    }
                }
            });
            clients.add(client);
            client.start();
        }
        for (int i = 0; clients.stream().anyMatch(Thread::isAlive); i++) {
            batcher.reload(new ByteArrayInputStream(files[i % 2]));
        }
        for (Thread client : clients) {
            client.join();
        }
        batcher.close();
        assertThat(wrong).hasValue(0);
        assertThat(seen[0].get() + seen[1].get()).isEqualTo(2000);
        assertThat(seen[0]).hasPositiveValue();
        assertThat(seen[1]).hasPositiveValue();
        assertThat(batcher.counts().answered()).isEqualTo(2000);
    }

    /** Makes the first pass wait for {@link #released}. */
    private void holdThePass() {
        model.hook = a -> {
            entered.countDown();
            waitFor(released);
        };
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Batcher.Request<float[]> requestOf(float[] x, Runnable onWrite) {
        return new Batcher.Request<>() {
            @Override
            public void write(Activations a, int sample) {
                onWrite.run();
                System.arraycopy(x, 0, a.floats("x"), sample * x.length, x.length);
            }

            @Override
            public float[] read(Activations a, int sample) {
                int size = TwoLayerModel.CLASSES;
                return Arrays.copyOfRange(a.floats("logits"), sample * size, (sample + 1) * size);
            }
        };
    }

    private static float[] one(Model model, float[] x) {
        Activations a = model.newInferenceActivations(1);
        System.arraycopy(x, 0, a.floats("x"), 0, x.length);
        model.forward(a, 1);
        return Arrays.copyOf(a.floats("logits"), TwoLayerModel.CLASSES);
    }

    private static boolean close(float[] y, float[] expected) {
        for (int i = 0; i < y.length; i++) {
            if (Math.abs(y[i] - expected[i]) > 1e-6f) {
                return false;
            }
        }
        return true;
    }

    private static byte[] saved(Model model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        return out.toByteArray();
    }
}
