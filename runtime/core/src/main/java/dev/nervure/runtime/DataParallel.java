package dev.nervure.runtime;

import dev.nervure.runtime.kernel.internal.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Forward passes on several threads of an executor: a batch is split by its samples, and the large kernels of one sample
 * among all threads: rows of its products and heads of its attentions. The outputs have the same bits for any number of
 * threads. Worth it where a pass takes some hundred microseconds: waking a thread takes tens of them.
 *
 * <p>While one sample runs, the executor's threads wait awake for its next kernel; they are free again when the pass ends.
 *
 * <p>Owned by one thread, as activations are: each part has some of its own.
 */
public final class DataParallel {
    private final Model model;
    private final Executor executor;
    private final int threads;
    private final List<Activations> parts;

    private DataParallel(Model model, Executor executor, int threads, List<Activations> parts) {
        this.model = model;
        this.executor = executor;
        this.threads = threads;
        this.parts = parts;
    }

    /**
     * Splits passes of a model.
     *
     * @param model the model to run
     * @param capacity the most samples of a pass
     * @param threads the number of threads of a pass, of which the calling thread is one
     * @param executor has threads free for the others
     * @return an object for one thread, with inference activations for each part of a batch
     * @throws IllegalArgumentException if {@code threads} or {@code capacity} is less than 1
     */
    public static DataParallel of(Model model, int capacity, int threads, Executor executor) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        int parts = Math.max(1, Math.min(threads, capacity));
        List<Activations> each = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            each.add(model.newInferenceActivations((capacity + parts - 1) / parts));
        }
        return new DataParallel(model, executor, threads, each);
    }

    /**
     * Evaluates the network. Reads the inputs in {@code a} and writes the outputs there, nothing else. If a part
     * throws, the exception is thrown here after all parts have ended.
     *
     * @param a holds the inputs before the call and the outputs after it
     * @param n the number of samples: the first {@code n} of {@code a}
     * @throws IllegalArgumentException if {@code n} is less than 1, or more than the capacity here or of {@code a}
     */
    public void forward(Activations a, int n) {
        int most = Math.min(a.capacity(), parts.size() * parts.get(0).capacity());
        if (n < 1 || n > most) {
            throw new IllegalArgumentException("n must be in 1 … " + most + " (the capacity), got " + n);
        }
        if (n == 1) {
            Team.run(threads, executor, () -> run(0, 1, a, 1));
            return;
        }
        List<FutureTask<?>> others = new ArrayList<>();
        Throwable failure = null;
        try {
            for (int p = 1; p < parts.size(); p++) {
                int part = p;
                FutureTask<?> task = new FutureTask<>(() -> run(part, parts.size(), a, n), null);
                executor.execute(task);
                others.add(task);
            }
            run(0, parts.size(), a, n);
        } finally {
            for (FutureTask<?> task : others) {
                Throwable thrown = await(task);
                failure = failure == null ? thrown : failure;
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure; // a pass throws no checked exception
        }
    }

    /** What a part threw, null for nothing. Waits through interrupts: the part works on the caller's arrays. */
    private static @Nullable Throwable await(FutureTask<?> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (ExecutionException e) {
                    return e.getCause();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Part {@code p} of {@code all} parts of {@code n} samples. */
    private void run(int p, int all, Activations a, int n) {
        int first = (int) ((long) n * p / all);
        int count = (int) ((long) n * (p + 1) / all) - first;
        if (count > 0) {
            Activations part = parts.get(p);
            for (TensorInfo input : model.inputs()) {
                if (!input.variable().isEmpty()) {
                    System.arraycopy(a.lengths(input.variable()), first, part.lengths(input.variable()), 0, count);
                }
                copy(input, a, first, part, 0, count);
            }
            model.forward(part, count);
            model.outputs().forEach(output -> copy(output, part, 0, a, first, count));
        }
    }

    private static void copy(TensorInfo tensor, Activations from, int at, Activations to, int toAt, int count) {
        int size = tensor.size();
        Object source = tensor.integers() ? from.ints(tensor.name()) : from.floats(tensor.name());
        Object target = tensor.integers() ? to.ints(tensor.name()) : to.floats(tensor.name());
        System.arraycopy(source, at * size, target, toAt * size, count * size);
    }
}
