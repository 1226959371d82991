package dev.nervure.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows training on a console: on a terminal a line for each epoch that is redrawn while it runs, with a bar, loss,
 * metrics, samples a second and the time that remains; elsewhere plain lines. Of many epochs about a hundred lines stay.
 */
public final class ConsoleProgress implements TrainingListener {
    private static final int BAR = 20;
    private static final long REDRAW = 100_000_000L; // nanoseconds
    private static final long PLAIN = 10_000_000_000L; // so that a log shows life in long epochs
    private static final int LINES = 100; // plain lines for epochs, at most about

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier clock;

    private int epochs;
    private int firstEpoch;
    private long samples;
    private long start;
    private long epochStart;
    private long shown;
    private int width;

    ConsoleProgress(PrintStream out, boolean terminal, LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * Progress on standard output. Redraws the line of the running epoch if that is a terminal.
     *
     * @return a listener for one training run
     */
    @SuppressWarnings("SystemConsoleNull") // of no terminal in JDK 17 to 21 and from 25 on; isTerminal() is JDK 22's
    public static ConsoleProgress create() {
        return to(System.out, System.console() != null && !"dumb".equals(System.getenv("TERM")));
    }

    /**
     * Progress on another stream.
     *
     * @param out where to print
     * @param terminal whether to redraw one line with carriage returns; otherwise plain lines
     * @return a listener for one training run
     */
    public static ConsoleProgress to(PrintStream out, boolean terminal) {
        return new ConsoleProgress(out, terminal, System::nanoTime);
    }

    @Override
    public void onStart(TrainingProgress progress) {
        epochs = progress.epochs();
        firstEpoch = progress.epoch();
        start = clock.getAsLong();
        epochStart = start;
        shown = start;
    }

    @Override
    public void onBatch(TrainingProgress progress) {
        samples = progress.samples();
        long now = clock.getAsLong();
        if (now - shown < (terminal ? REDRAW : PLAIN)) {
            return;
        }
        shown = now;
        long size = progress.epochSize();
        double done = size > 0 ? (double) progress.samples() / size : 0;
        String line = head(progress.epoch()) + (terminal ? bar(done) : percent(done)) + progress.scores() + "  "
                + speed(now) + remaining(progress.epoch() - 1 + done, now);
        show(line);
    }

    @Override
    public void onEpoch(TrainingHistory.Epoch epoch) {
        long now = clock.getAsLong();
        int every = Math.max(1, epochs / LINES);
        if (terminal || epoch.number() % every == 0 || epoch.number() == epochs) {
            String line = head(epoch.number()) + (terminal ? bar(1) : "") + epoch.training()
                    + (epoch.validation() == null ? "" : "  validation " + epoch.validation())
                    + "  " + speed(now) + remaining(epoch.number(), now);
            show(line);
            if (epoch.number() % every == 0) {
                keep();
            }
        }
        shown = now;
        epochStart = now;
    }

    @Override
    public void onEnd(TrainingHistory history) {
        if (width > 0) {
            keep();
        }
        history.ending().ifPresent(out::println);
        out.flush();
    }

    /** Keeps the line of an epoch: the next is drawn below it. */
    private void keep() {
        if (terminal) {
            out.println();
            width = 0;
        }
    }

    private void show(String line) {
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String head(int epoch) {
        int digits = Integer.toString(epochs).length();
        return String.format(Locale.ROOT, "epoch %" + digits + "d/%d  ", epoch, epochs);
    }

    private static String bar(double done) {
        int full = (int) (done * BAR);
        return "[" + "=".repeat(full) + (full < BAR ? ">" : "") + " ".repeat(Math.max(0, BAR - 1 - full)) + "]  ";
    }

    private static String percent(double done) {
        return done > 0 ? String.format(Locale.ROOT, "%.0f %%  ", 100 * done) : "";
    }

    private String speed(long now) {
        return String.format(Locale.ROOT, "%,.0f samples/s", samples / Math.max(1e-9, (now - epochStart) * 1e-9));
    }

    /** As if the epochs to come were as fast as those so far. */
    private String remaining(double epochsDone, long now) {
        double done = epochsDone - (firstEpoch - 1);
        if (done <= 0 || epochsDone >= epochs) {
            return "";
        }
        long seconds = Math.round((now - start) * 1e-9 / done * (epochs - epochsDone));
        return seconds < 3600
                ? String.format(Locale.ROOT, "  %d:%02d left", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "  %d:%02d:%02d left", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
