package dev.nervure.examples.stream;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well beats were found.
 *
 * @param beats how many there are
 * @param found how many of them were said, at most {@value #NEAR} readings before or after their middle
 * @param wrong how often a beat was said where none is
 * @param delays from the middle of each beat that was found until it was said, in milliseconds, sorted
 */
record Verdict(int beats, int found, int wrong, double[] delays) {
    private static final int NEAR = 54; // 150 ms
    private static final int WARM_UP = 5; // rounds over the recording

    /** Compares the readings at which beats are with those at which they were said. */
    static Verdict of(int[] beats, int[] said) {
        double[] delays = IntStream.of(beats)
                .mapToObj(beat -> IntStream.of(said)
                        .map(at -> at - beat)
                        .filter(late -> Math.abs(late) <= NEAR)
                        .findFirst())
                .filter(late -> late.isPresent())
                .mapToDouble(late -> 1000 * Recording.seconds(late.getAsInt()))
                .sorted()
                .toArray();
        int wrong = (int) IntStream.of(said)
                .filter(at -> IntStream.of(beats).noneMatch(beat -> Math.abs(at - beat) <= NEAR))
                .count();
        return new Verdict(beats.length, delays.length, wrong, delays);
    }

    /** The delay that a part of all are not above. */
    double delay(double part) {
        return quantile(delays, part);
    }

    /** Of sorted values, the one that a part of all are not above. */
    static double quantile(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    /** How long each reading takes a follower, in microseconds, sorted, after HotSpot has compiled what it runs. */
    static double[] microseconds(HeartModel model, Recording recording, int rounds) {
        Follower follower = new Follower(model);
        float[] readings = recording.millivolts();
        for (int i = 0; i < WARM_UP * readings.length; i++) {
            follower.next(readings[i % readings.length]);
        }
        double[] times = new double[rounds * readings.length];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            follower.next(readings[i % readings.length]);
            times[i] = (System.nanoTime() - start) * 1e-3;
        }
        Arrays.sort(times);
        return times;
    }
}
