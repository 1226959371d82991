package dev.nervure.examples.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Follows the last minute of a recording that the network has not seen: {@code --speed 4}, 0 for as fast as it goes. */
public final class Main {
    private static final int WIDTH = 72;
    private static final int READINGS = 15; // a character: 24 a second
    private static final int ROUNDS = 20; // over the minute, to measure how long a reading takes

    private Main() {}

    public static void main(String[] args) throws IOException {
        double speed = args.length == 2 && args[0].equals("--speed") ? Double.parseDouble(args[1]) : 4;
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        HeartModel model = model();
        Recording minute = Recording.load().last();
        int[] said = follow(model, minute, speed, out);
        Verdict verdict = Verdict.of(Beats.of(minute), said);
        out.printf(
                Locale.ROOT,
                "%n%n%d beats in the minute: %d found, %d said where none is%n",
                verdict.beats(),
                verdict.found(),
                verdict.wrong());
        out.printf(
                Locale.ROOT,
                "said after the middle of the beat: median %.0f ms, 99th percentile %.0f ms%n",
                verdict.delay(0.5),
                verdict.delay(0.99));
        double[] times = Verdict.microseconds(model, minute, ROUNDS);
        out.printf(
                Locale.ROOT,
                "a reading takes: median %.2f µs, 99.9th percentile %.2f µs (%,d readings)%n",
                Verdict.quantile(times, 0.5),
                Verdict.quantile(times, 0.999),
                times.length);
    }

    static HeartModel model() throws IOException {
        try (InputStream weights = Main.class.getResourceAsStream("heart.safetensors")) {
            if (weights == null) {
                throw new IOException("no resource heart.safetensors");
            }
            HeartModel model = HeartModel.create(0);
            model.restore(weights);
            return model;
        }
    }

    /** Shows the signal as it comes, so many times faster than it was, and says at which readings beats were found. */
    private static int[] follow(HeartModel model, Recording recording, double speed, PrintStream out) {
        Follower follower = new Follower(model);
        Chart chart = new Chart(WIDTH, READINGS);
        IntStream.Builder said = IntStream.builder();
        float[] readings = recording.millivolts();
        long start = System.nanoTime();
        for (int i = 0; i < readings.length; i++) {
            boolean beat = follower.next(readings[i]);
            if (beat) {
                said.add(i);
            }
            if (chart.add(readings[i], beat)) {
                long perMinute = Math.round(chart.beats() * 60 / Recording.seconds(WIDTH * READINGS));
                out.printf(Locale.ROOT, "\r%s %3d a minute", chart, perMinute);
                if (speed > 0) {
                    long due = start + (long) (1e9 * Recording.seconds(i) / speed);
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        }
        return said.build().toArray();
    }
}
