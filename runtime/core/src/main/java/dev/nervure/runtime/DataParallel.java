package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Forward passes over many samples, split among the threads of an executor as PyTorch's {@code DataParallel} splits them
 * among devices. A sample gives the same bits however many there are with it, and so do the outputs, for any number of
 * parts. Worth it where a pass takes some hundred microseconds: waking a thread takes tens of them.
 *
 * <p>Owned by one thread, as activations are: each part has some of its own.
 */
public final class DataParallel {
    private final Model model;
    private final Executor executor;
    private final List<Activations> parts;

    private DataParallel(Model model, Executor executor, List<Activations> parts) {
        this.model = model;
        this.executor = executor;
        this.parts = parts;
    }

    /**
     * Splits passes of a model.
     *
     * @param model the model to run
     * @param capacity the most samples of a pass
     * @param parts the number of parts of a pass; the calling thread runs the first
     * @param executor runs the other parts; it must have threads free for them
     * @return an object for one thread, with inference activations for each part
     * @throws IllegalArgumentException if {@code parts} is not in 1 … capacity
     */
    public static DataParallel of(Model model, int capacity, int parts, Executor executor) {
        if (parts < 1 || parts > capacity) {
            throw new IllegalArgumentException("parts must be in 1 … " + capacity + " (the capacity), got " + parts);
        }
        List<Activations> each = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            each.add(model.newInferenceActivations((capacity + parts - 1) / parts));
        }
        return new DataParallel(model, executor, each);
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
        List<FutureTask<?>> others = new ArrayList<>();
        Throwable failure = null;
        try {
            for (int p = 1; p < parts.size(); p++) {
                int part = p;
                FutureTask<?> task = new FutureTask<>(() -> run(part, a, n), null);
                executor.execute(task);
                others.add(task);
            }
            run(0, a, n);
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

    private void run(int p, Activations a, int n) {
        int first = (int) ((long) n * p / parts.size());
        int count = (int) ((long) n * (p + 1) / parts.size()) - first;
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
