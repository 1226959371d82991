package dev.nervure.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that read and prepare samples ahead of who takes them. Reading is one at a time, which fixes the order; what
 * takes long, preparing, is done side by side. A piece is read and handed over at once, so that threads meet seldom.
 */
final class Workers implements SampleReader {
    private static final int PIECE = 16; // samples

    private final SampleReader source;
    private final List<Thread> threads = new ArrayList<>();
    private final Deque<Piece> pieces = new ArrayDeque<>(); // in the order of the samples; guarded by this
    private final int most; // pieces ahead
    private boolean reading; // whether a worker moves the source; guarded by this
    private boolean ended; // whether the source has no more; guarded by this
    private volatile boolean closed; // set under the lock
    private boolean interrupted; // while waiting; used by who takes the samples
    private @Nullable Piece current;
    private int position;

    private static final class Piece {
        final long[] numbers = new long[PIECE];
        final List<Supplier<Sample>> drafts = new ArrayList<>(PIECE);
        final List<Sample> samples = new ArrayList<>(PIECE);

        @Nullable
        Throwable failure; // after the samples

        boolean done;
    }

    private Workers(SampleReader source, int count, int ahead) {
        this.source = source;
        this.most = count + (ahead + PIECE - 1) / PIECE;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::work, "nervure-samples-" + (i + 1));
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /**
     * The samples of a reader in its order, prepared ahead by other threads.
     *
     * @param count the number of threads; 0 for the reader itself
     * @param ahead how many samples wait ready
     */
    static SampleReader over(SampleReader source, int count, int ahead) {
        return count == 0 ? source : new Workers(source, count, ahead);
    }

    private void work() {
        for (Piece piece = take(); piece != null; piece = take()) {
            try {
                read(piece);
            } catch (Throwable e) { // whatever it is, who takes the samples gets it
                piece.failure = e;
            }
            synchronized (this) {
                reading = false;
                ended |= piece.failure != null || piece.drafts.size() < PIECE;
                notifyAll();
            }
            try {
                for (int i = 0; i < piece.drafts.size() && !closed; i++) {
                    piece.samples.add(piece.drafts.get(i).get());
                }
            } catch (Throwable e) {
                piece.failure = e;
            }
            synchronized (this) {
                piece.done = true;
                notifyAll();
            }
        }
    }

    /** The next piece to read; null at the end. */
    private synchronized @Nullable Piece take() {
        await(() -> closed || ended || (!reading && pieces.size() < most));
        if (closed || ended) {
            return null;
        }
        reading = true;
        Piece piece = new Piece();
        pieces.add(piece);
        return piece;
    }

    /** No lock is held: {@link #reading} keeps the others away, and the lock taken after it hands over what was read. */
    private void read(Piece piece) {
        while (!closed && piece.drafts.size() < PIECE && source.next()) {
            piece.numbers[piece.drafts.size()] = source.number();
            piece.drafts.add(source.draft());
        }
    }

    @Override
    public boolean next() {
        position++;
        while (current == null || position >= current.samples.size()) {
            if (current != null && current.failure != null) {
                throw failed(current.failure);
            }
            current = arrived();
            position = 0;
            if (current == null) {
                return false;
            }
        }
        return true;
    }

    /** The next piece, whole; null after the last. */
    private synchronized @Nullable Piece arrived() {
        await(() -> pieces.isEmpty() ? ended : pieces.getFirst().done);
        Piece piece = pieces.poll();
        notifyAll();
        return piece;
    }

    @Override
    public long number() {
        return piece().numbers[position];
    }

    @Override
    public Sample sample() {
        return piece().samples.get(position);
    }

    private Piece piece() {
        return Checks.notNull("the piece", current);
    }

    private static RuntimeException failed(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }

    private synchronized void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // samples come soon; the interrupt is the caller's to handle
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        for (Thread thread : threads) {
            join(thread);
        }
        source.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
