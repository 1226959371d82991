package dev.nervure.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows training on a console: on a terminal a line for each epoch that is redrawn while it runs, with a bar, loss,
 * metrics, samples a second and the time that remains, cut to the width of the terminal; elsewhere plain lines. Of many
 * epochs about a hundred lines stay. While HotSpot compiles at the beginning, the line says so: speed and time that remains
 * mean little until then.
 */
public final class ConsoleProgress implements TrainingListener {
    private static final int BAR = 20;
    private static final long REDRAW = 100_000_000L; // nanoseconds
    private static final long PLAIN = 10_000_000_000L; // so that a log shows life in long epochs
    private static final long WARM_UP = 10_000_000_000L; // after which HotSpot has compiled what matters
    private static final int LINES = 100; // plain lines for epochs, at most about

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier clock;
    private final int columns;

    private int epochs;
    private int firstEpoch;
    private long samples;
    private long start;
    private long epochStart;
    private long shown;
    private int width;

    ConsoleProgress(PrintStream out, boolean terminal, LongSupplier clock, int columns) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.columns = columns;
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
        return new ConsoleProgress(out, terminal, System::nanoTime, terminal ? TerminalWidth.columns() : 0);
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
        boolean cold = progress.epoch() == firstEpoch && now - start < WARM_UP;
        show(
                head(progress.epoch()),
                terminal ? bar(done) : percent(done),
                progress.scores() + "  " + speed(now)
                        + (cold ? "  warming up" : remaining(progress.epoch() - 1 + done, now)));
    }

    @Override
    public void onEpoch(TrainingHistory.Epoch epoch) {
        long now = clock.getAsLong();
        int every = Math.max(1, epochs / LINES);
        if (terminal || epoch.number() % every == 0 || epoch.number() == epochs) {
            show(
                    head(epoch.number()),
                    terminal ? bar(1) : "",
                    epoch.training()
                            + (epoch.validation() == null ? "" : "  validation " + epoch.validation())
                            + "  " + speed(now) + remaining(epoch.number(), now));
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

    /** Shows a line without its bar, and then without its end, where it is too long for the terminal. */
    private void show(String head, String bar, String rest) {
        String line = head + bar + rest;
        if (columns > 0 && line.length() >= columns) {
            line = head + rest;
        }
        if (columns > 0 && line.length() >= columns) {
            line = line.substring(0, Math.max(0, columns - 2)) + "…";
        }
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
