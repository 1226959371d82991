package dev.nervure.examples.stream;

/** Follows a recording reading by reading, and says when a beat begins. */
final class Follower {
    private static final int REST = 72; // no heart beats again within 200 ms

    private final HeartStream stream;
    private final float[] reading = new float[1];
    private int readings;
    private int lastBeat = -REST;
    private boolean within;

    Follower(HeartModel model) {
        stream = model.newStream();
    }

    /**
     * Takes one reading.
     *
     * @return whether a beat has just been found
     */
    boolean next(float millivolts) {
        reading[0] = millivolts;
        boolean likely = stream.step(reading)[0] > 0;
        boolean begins = likely && !within && readings - lastBeat >= REST;
        within = likely;
        if (begins) {
            lastBeat = readings;
        }
        readings++;
        return begins;
    }
}
