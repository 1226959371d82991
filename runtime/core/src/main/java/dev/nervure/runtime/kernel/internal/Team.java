package dev.nervure.runtime.kernel.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the large kernels of one forward pass. The thread that owns the pass hands out parts of a kernel and
 * takes parts itself until none is left; helpers wait awake between kernels, because waking a thread takes tens of
 * microseconds, and go when the pass ends. A helper that never starts is not missed: its parts are taken by the others.
 *
 * <p>Which thread computes a part does not change its bits, so kernels may be cut wherever results do not depend on
 * the cut.
 */
public final class Team {
    private static final ThreadLocal<@Nullable Team> OF_THREAD = new ThreadLocal<>();
    /** Turns of a waiting helper before it lets others run. */
    private static final int SPINS = 2_000;

    /** A range of a kernel's work. */
    public interface Part {
        void run(int first, int count);
    }

    private static final class Work {
        final Part part;
        final int size;
        final int parts;
        final AtomicInteger taken = new AtomicInteger();
        final AtomicInteger done = new AtomicInteger();
        volatile @Nullable Throwable failure;

        Work(Part part, int size, int parts) {
            this.part = part;
            this.size = size;
            this.parts = parts;
        }

        /** Takes parts until none is left. */
        void take() {
            for (int p = taken.getAndIncrement(); p < parts; p = taken.getAndIncrement()) {
                int first = (int) ((long) size * p / parts);
                int count = (int) ((long) size * (p + 1) / parts) - first;
                try {
                    part.run(first, count);
                } catch (Throwable e) {
                    failure = e;
                }
                done.incrementAndGet();
            }
        }
    }

    private static final Work NONE = new Work((first, count) -> {}, 0, 0);

    private final int threads;
    private volatile Work work = NONE;
    private volatile boolean ended;

    private Team(int threads) {
        this.threads = threads;
    }

    /** Runs a pass on this thread, with {@code threads − 1} helpers of the executor for its large kernels. */
    public static void run(int threads, Executor executor, Runnable pass) {
        Team team = new Team(threads);
        for (int i = 1; i < threads; i++) {
            executor.execute(team::help);
        }
        OF_THREAD.set(team);
        try {
            pass.run();
        } finally {
            OF_THREAD.remove();
            team.ended = true;
        }
    }

    /** Whether the pass on this thread has helpers, and {@code size} of its work is enough for two parts. */
    public static boolean shares(int size, int leastPart) {
        return size >= 2 * leastPart && OF_THREAD.get() != null;
    }

    /**
     * Has all of a kernel's work done, and waits for it.
     *
     * @param size of the work, in units that can be told apart
     * @param leastPart the fewest units worth handing over
     */
    public static void share(int size, int leastPart, Part part) {
        Team team = OF_THREAD.get();
        if (team == null) {
            part.run(0, size);
            return;
        }
        // Two parts a thread, so that a thread that is held up holds up less.
        Work work = new Work(part, size, Math.min(size / leastPart, 2 * team.threads));
        OF_THREAD.remove(); // a part does not share its own kernels
        try {
            team.work = work;
            work.take();
            while (work.done.get() < work.parts) {
                Thread.onSpinWait();
            }
        } finally {
            team.work = NONE;
            OF_THREAD.set(team);
        }
        rethrow(work.failure);
    }

    private void help() {
        Work last = NONE;
        for (int spins = 0; !ended; spins++) {
            Work next = work;
            if (next != last) {
                next.take();
                last = next;
                spins = 0;
            } else if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception; // kernels throw no checked exception
        }
    }
}
