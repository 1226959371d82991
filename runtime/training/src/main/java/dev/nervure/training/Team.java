package dev.nervure.training;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do one piece of work together: the calling thread is worker 0, the others are daemons that wait for the
 * next piece. Where one fails, those that wait for it give up, and the caller gets what it threw.
 */
final class Team implements AutoCloseable {
    /** What each worker does. */
    interface Work {
        void run(int worker);
    }

    /** Ends a worker that waits for one that failed. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super(null, null, false, false);
        }
    }

    private static final long PATIENCE = 300_000; // nanoseconds: most waits in a step are shorter; waking takes 50,000
    private static final int SPINS = 32; // from one look at the clock to the next

    private final Object lock = new Object();
    private final Thread[] threads;
    private final long patience;
    private final @Nullable Throwable[] failures;
    private final double[][][] slots; // [turn][worker]: what each worker brings to a sum; two turns, see sum
    private final int[] turns;
    private final AtomicInteger round = new AtomicInteger(); // of work
    private final AtomicInteger done = new AtomicInteger(); // workers that have nothing left to do in this round
    private final AtomicInteger left = new AtomicInteger(); // those of them that had something to do
    private final AtomicInteger arrived = new AtomicInteger(); // workers that wait at the running meeting
    private final AtomicInteger meeting = new AtomicInteger();

    private @Nullable Work work;
    private int workers;
    private volatile boolean failed;
    private volatile boolean closed;

    Team(int size, String name) {
        this.patience = size <= Runtime.getRuntime().availableProcessors() ? PATIENCE : 0;
        this.failures = new Throwable[size];
        this.slots = new double[2][size][0];
        this.turns = new int[size];
        this.threads = new Thread[size - 1];
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = new Thread(() -> serve(worker), name + "-" + worker);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    int size() {
        return threads.length + 1;
    }

    /** Runs {@code work} for the workers 0 … {@code workers} − 1 at once, and returns when all are done. */
    void run(int workers, Work work) {
        if (workers == 1) {
            this.workers = 1;
            work.run(0);
            return;
        }
        this.work = work;
        this.workers = workers;
        failed = false;
        arrived.set(0);
        left.set(0);
        done.set(0);
        round.incrementAndGet();
        wakeAll();
        attempt(0, work);
        await(() -> done.get() == size());
        rethrow();
    }

    /** Replaces the values by their sums over all workers of this run, added in the workers' order. */
    void sum(int worker, double[] values) {
        if (workers == 1) {
            return;
        }
        // Two sets of slots take turns: nobody writes to one before all have met in the other, so have read this one.
        double[][] brought = slots[turns[worker]++ & 1];
        if (brought[worker].length < values.length) {
            brought[worker] = new double[values.length];
        }
        System.arraycopy(values, 0, brought[worker], 0, values.length);
        meet();
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int w = 0; w < workers; w++) {
                sum += brought[w][i];
            }
            values[i] = sum;
        }
    }

    private void meet() {
        int mine = meeting.get();
        if (arrived.incrementAndGet() == workers) {
            arrived.set(0);
            meeting.incrementAndGet();
            wakeAll();
            return;
        }
        await(() -> meeting.get() != mine || failed || left.get() > 0);
        if (meeting.get() == mine) {
            if (failed) {
                throw new GivenUp();
            }
            throw new IllegalStateException("the shards of a batch do not add up the same number of sums");
        }
    }

    private void serve(int worker) {
        for (int seen = 0; ; seen++) {
            int last = seen;
            await(() -> round.get() != last || closed);
            if (closed) {
                return;
            }
            Work next = work;
            if (worker < workers && next != null) {
                attempt(worker, next);
            } else {
                finish();
            }
        }
    }

    private void attempt(int worker, Work next) {
        turns[worker] = 0;
        try {
            next.run(worker);
        } catch (Throwable e) { // whatever it is, the caller gets it
            failures[worker] = e;
            failed = true;
        }
        left.incrementAndGet();
        finish();
    }

    private void finish() {
        done.incrementAndGet();
        wakeAll();
    }

    /** Throws what the first worker that failed by itself threw. */
    private void rethrow() {
        if (!failed) {
            return;
        }
        Throwable first = null;
        for (int w = 0; w < failures.length; w++) {
            if (first == null && !(failures[w] instanceof GivenUp)) {
                first = failures[w];
            }
            failures[w] = null;
        }
        if (first instanceof RuntimeException e) {
            throw e;
        }
        if (first instanceof Error e) {
            throw e;
        }
    }

    private void wakeAll() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    /** Spins a moment, then sleeps; whoever makes the condition true calls {@link #wakeAll} after it. */
    private void await(BooleanSupplier condition) {
        for (long start = System.nanoTime(); System.nanoTime() - start < patience; ) {
            for (int i = 0; i < SPINS; i++) {
                if (condition.getAsBoolean()) {
                    return;
                }
                Thread.onSpinWait();
            }
        }
        boolean interrupted = false;
        synchronized (lock) {
            while (!condition.getAsBoolean()) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true; // the work is short; the interrupt is the caller's to handle
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        wakeAll();
    }
}
