package dev.nervure.runtime;

import dev.nervure.runtime.generated.Samples;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the requests of many threads together: up to a size, or for a time, and then one forward pass answers them all.
 * A batch costs less a sample than samples one by one, since its products read each weight once. Requests are answered in
 * the order in which they came.
 *
 * <pre>{@code
 * try (Batcher batcher = Batcher.of(model).maxBatch(32).maxDelay(Duration.ofMillis(1)).start()) {
 *     float[] logits = batcher.predict(pixels);                              // waits for the answer
 *     CompletableFuture<float[]> later = batcher.submit(pixels);             // does not wait
 *     batcher.reload(Path.of("digits.safetensors"));                         // while it serves
 * }
 * }</pre>
 *
 * <p>The queue of waiting requests is bounded. A request that finds it full is refused at once, so that a service under
 * too much load answers what it can in time, and says so to the others. All methods may be called from any thread.
 */
public final class Batcher implements AutoCloseable {
    /**
     * A request for networks with several inputs or outputs: where its values go, and what its answer is. Both methods
     * run on a thread of the batcher and must not keep the activations.
     *
     * @param <R> the answer
     */
    public interface Request<R> {
        /**
         * Writes the inputs of this sample, at {@code sample · size} of each input's array, in floats or ints. The
         * lengths of variable axes are the maximum if it does not set them. An exception is the answer to this request
         * alone.
         *
         * @param a the activations of the batch, of the model's own generated class
         * @param sample the number of the sample in them
         */
        void write(Activations a, int sample);

        /**
         * Copies the outputs of this sample.
         *
         * @param a the activations after the pass
         * @param sample the number of the sample in them
         * @return the answer
         */
        R read(Activations a, int sample);
    }

    /**
     * What a batcher did since it started.
     *
     * @param answered requests with an answer
     * @param refused requests that found the queue full
     * @param expired requests with a deadline that passed while they waited
     * @param failed requests that were answered by an exception of their own
     * @param batches forward passes
     * @param waiting requests in the queue now
     */
    public record Counts(long answered, long refused, long expired, long failed, long batches, int waiting) {}

    /** The settings of a batcher. */
    public static final class Builder {
        private final Model model;
        private int maxBatch = 32;
        private int threads = 1;
        private int queue = 1024;
        private long maxDelayNanos = 500_000;
        private boolean finite;
        private boolean warm = true;

        private Builder(Model model) {
            this.model = model;
        }

        /**
         * Sets the most requests of one pass; 32 if not called.
         *
         * @param requests at least 1; 1 answers each request by a pass of its own
         * @return these settings
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxBatch(int requests) {
            this.maxBatch = positive("maxBatch", requests);
            return this;
        }

        /**
         * Sets how long the first request of a batch waits for others; half a millisecond if not called. Requests that
         * wait already are taken without delay.
         *
         * @param delay 0 for no waiting
         * @return these settings
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxDelay(Duration delay) {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("maxDelay must be 0 or more, got " + delay);
            }
            this.maxDelayNanos = delay.toNanos();
            return this;
        }

        /**
         * Sets how many requests may wait; 1,024 if not called. More are refused.
         *
         * @param requests at least 1
         * @return these settings
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder queue(int requests) {
            this.queue = positive("queue", requests);
            return this;
        }

        /**
         * Sets how many threads compute batches, each one batch at a time; one if not called.
         *
         * @param threads at least 1
         * @return these settings
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder threads(int threads) {
            this.threads = positive("threads", threads);
            return this;
        }

        /**
         * Refuses inputs that are infinite or NaN: {@link #submit} then throws. They pass through if not called.
         *
         * @return these settings
         */
        public Builder finiteInputs() {
            this.finite = true;
            return this;
        }

        /**
         * Starts without {@link Model#warmUp}. The first answers then take longer.
         *
         * @return these settings
         */
        public Builder cold() {
            this.warm = false;
            return this;
        }

        /**
         * Warms up the model and starts the threads. The batcher is ready when this returns.
         *
         * @return a batcher that answers until it is closed
         */
        public Batcher start() {
            if (warm) {
                model.warmUp();
            }
            Batcher batcher = new Batcher(this);
            batcher.workers.forEach(Thread::start);
            return batcher;
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, got " + value);
            }
            return value;
        }
    }

    /** A request with its answer to be. */
    private static final class Waiting<R> {
        final Request<R> request;
        final CompletableFuture<R> answer = new CompletableFuture<>();
        final long deadline; // of System.nanoTime
        final boolean expires;
        final long since = System.nanoTime();

        Waiting(Request<R> request, @Nullable Duration patience) {
            this.request = request;
            this.expires = patience != null;
            this.deadline = patience == null ? 0 : since + patience.toNanos();
        }

        boolean isLate() {
            return expires && System.nanoTime() - deadline > 0;
        }

        void answer(Activations a, int sample) {
            answer.complete(request.read(a, sample));
        }
    }

    private static final long PATIENCE_NANOS = 50_000_000; // between two looks at whether the batcher is closed

    private final int maxBatch;
    private final long maxDelayNanos;
    private final boolean finite;
    private final ArrayBlockingQueue<Waiting<?>> queue;
    private final List<Thread> workers = new ArrayList<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private volatile Model model;
    private volatile boolean closed;

    private Batcher(Builder settings) {
        this.model = settings.model;
        this.maxBatch = settings.maxBatch;
        this.maxDelayNanos = settings.maxDelayNanos;
        this.finite = settings.finite;
        this.queue = new ArrayBlockingQueue<>(settings.queue, true);
        for (int t = 0; t < settings.threads; t++) {
            Activations a = model.newInferenceActivations(maxBatch);
            Thread worker = new Thread(() -> serve(a), "nervure-" + model.name() + "-batch-" + t);
            worker.setDaemon(true);
            workers.add(worker);
        }
    }

    /**
     * The settings of a batcher for a model. Nobody may change the model's weights while it serves: {@link #replace} it.
     *
     * @param model the model that answers
     * @return settings, to be started
     */
    public static Builder of(Model model) {
        return new Builder(model);
    }

    /**
     * Asks for the output of one sample, and does not wait.
     *
     * @param x the values of the one input, which nobody changes before the answer is there
     * @return the output; it fails as {@link #submit(Request, Duration)} says
     * @throws IllegalStateException if the network has several inputs or outputs, or they are integers
     * @throws IllegalArgumentException if x has the wrong number of values, or with {@link Builder#finiteInputs} one that
     *     is not finite
     * @throws RejectedExecutionException if too many requests wait, or the batcher is closed
     */
    public CompletableFuture<float[]> submit(float[] x) {
        return submit(requestOf(x), null);
    }

    /**
     * Asks for the output of one sample, and waits for it.
     *
     * @param x the values of the one input
     * @return a fresh array
     * @throws IllegalStateException as {@link #submit(float[])}
     * @throws IllegalArgumentException as {@link #submit(float[])}
     * @throws RejectedExecutionException as {@link #submit(float[])}
     */
    public float[] predict(float[] x) {
        try {
            return submit(x).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw e;
        }
    }

    /**
     * Asks for the answer to a request, and does not wait.
     *
     * @param request writes its inputs and reads its outputs
     * @param deadline how long the request may wait for its batch; null for any time
     * @param <R> the answer
     * @return the answer. It fails with {@link TimeoutException} if the deadline passed before the request's batch began,
     *     with what the request threw, or with what the forward pass threw
     * @throws RejectedExecutionException if too many requests wait, or the batcher is closed
     */
    public <R> CompletableFuture<R> submit(Request<R> request, @Nullable Duration deadline) {
        if (closed) {
            throw new RejectedExecutionException("the batcher of " + model.name() + " is closed");
        }
        Waiting<R> waiting = new Waiting<>(request, deadline);
        if (!queue.offer(waiting)) {
            refused.increment();
            throw new RejectedExecutionException((queue.size() + queue.remainingCapacity()) + " requests wait for "
                    + model.name() + ", no more can: ask again later");
        }
        if (closed && queue.remove(waiting)) { // closed in between: nobody would answer
            throw new RejectedExecutionException("the batcher of " + model.name() + " is closed");
        }
        return waiting.answer;
    }

    /** A request of a network with one input and one output of floats. */
    private Request<float[]> requestOf(float[] x) {
        Model now = model;
        if (now.inputs().size() != 1 || now.outputs().size() != 1) {
            throw new IllegalStateException(now.name() + " has " + now.inputs() + " and " + now.outputs()
                    + ": only a Request can say where its values go and what the answer is");
        }
        TensorInfo input = now.inputs().get(0);
        TensorInfo output = now.outputs().get(0);
        if (input.integers() || output.integers()) {
            throw new IllegalStateException((input.integers() ? input.name() : output.name()) + " of " + now.name()
                    + " is of integers: use a Request");
        }
        Samples.check(x, input, input.name());
        if (finite) {
            requireFinite(x, input.name());
        }
        return new Request<>() {
            @Override
            public void write(Activations a, int sample) {
                Samples.write(x, input, a, sample);
            }

            @Override
            public float[] read(Activations a, int sample) {
                return (float[]) Samples.read(output, a, sample);
            }
        };
    }

    private static void requireFinite(float[] x, String name) {
        for (int i = 0; i < x.length; i++) {
            if (!Float.isFinite(x[i])) {
                throw new IllegalArgumentException("value " + i + " of " + name + " is " + x[i]);
            }
        }
    }

    /**
     * The model that answers now.
     *
     * @return the model; do not change its weights
     */
    public Model model() {
        return model;
    }

    /**
     * Lets another model of the same network answer, from the next batch on. Each batch is answered by one model.
     *
     * @param next the model; nobody may change its weights from now on
     * @throws IllegalArgumentException if it is of another network; the former model then goes on
     */
    public void replace(Model next) {
        if (next.getClass() != model.getClass()) {
            throw new IllegalArgumentException(
                    "a batcher of " + model.getClass().getName() + " cannot take a model of "
                            + next.getClass().getName());
        }
        model = next;
    }

    /**
     * Reads new weights from a file, and lets them answer from the next batch on.
     *
     * @param weights a safetensors file of this network
     * @throws WeightsFileException if the file is damaged or of another network; the former weights then go on
     */
    public void reload(Path weights) {
        reload(next -> next.restore(weights));
    }

    /**
     * Reads new weights from a stream, and lets them answer from the next batch on. The stream stays open.
     *
     * @param weights safetensors of this network
     * @throws WeightsFileException if they are damaged or of another network; the former weights then go on
     */
    public void reload(InputStream weights) {
        reload(next -> next.restore(weights));
    }

    /** One reload at a time, so that the last one asked for is the one that stays. */
    private synchronized void reload(Consumer<Model> restore) {
        Model next = model.copy();
        restore.accept(next);
        model = next;
    }

    /**
     * What this batcher did.
     *
     * @return counts since it started
     */
    public Counts counts() {
        return new Counts(answered.sum(), refused.sum(), expired.sum(), failed.sum(), batches.sum(), queue.size());
    }

    /**
     * Takes no more requests, answers those that wait, and ends the threads.
     */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers batches until there is nothing left after the batcher was closed. */
    private void serve(Activations a) {
        List<Waiting<?>> batch = new ArrayList<>(maxBatch);
        List<Waiting<?>> written = new ArrayList<>(maxBatch);
        boolean goOn = true;
        while (goOn) {
            goOn = gather(batch);
            answer(batch, written, a);
            batch.clear();
            written.clear();
        }
    }

    /** Waits for a batch; false once there will be none. */
    private boolean gather(List<Waiting<?>> batch) {
        try {
            Waiting<?> first = queue.poll(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
            if (first == null) {
                return !closed;
            }
            batch.add(first);
            queue.drainTo(batch, maxBatch - 1);
            while (batch.size() < maxBatch && !closed) {
                long left = maxDelayNanos - (System.nanoTime() - first.since);
                Waiting<?> next = left <= 0 ? null : queue.poll(left, TimeUnit.NANOSECONDS);
                if (next == null) {
                    break;
                }
                batch.add(next);
                queue.drainTo(batch, maxBatch - batch.size());
            }
        } catch (InterruptedException e) {
            // Only close() ends these threads: an interrupt just ends the waiting for more.
        }
        return true;
    }

    private void answer(List<Waiting<?>> batch, List<Waiting<?>> written, Activations a) {
        for (Waiting<?> waiting : batch) {
            if (waiting.isLate()) {
                expired.increment();
                waiting.answer.completeExceptionally(
                        new TimeoutException("the deadline passed before the request's batch began"));
            } else if (write(waiting, a, written.size())) {
                written.add(waiting);
            }
        }
        if (written.isEmpty()) {
            return;
        }
        Model now = model;
        try {
            now.forward(a, written.size());
        } catch (RuntimeException | Error e) {
            written.forEach(waiting -> fail(waiting, e));
            return;
        }
        batches.increment();
        for (int s = 0; s < written.size(); s++) {
            try {
                written.get(s).answer(a, s);
                answered.increment();
            } catch (RuntimeException | Error e) {
                fail(written.get(s), e);
            }
        }
    }

    private boolean write(Waiting<?> waiting, Activations a, int sample) {
        try {
            for (TensorInfo input : model.inputs()) {
                if (!input.variable().isEmpty()) {
                    a.lengths(input.variable())[sample] = input.size() / input.step();
                }
            }
            waiting.request.write(a, sample);
            return true;
        } catch (RuntimeException | Error e) {
            fail(waiting, e);
            return false;
        }
    }

    private void fail(Waiting<?> waiting, Throwable e) {
        failed.increment();
        waiting.answer.completeExceptionally(e);
    }
}
