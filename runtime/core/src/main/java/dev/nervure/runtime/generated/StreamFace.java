package dev.nervure.runtime.generated;

/** What a stream and several streams share: whose they are, their values, and how many places a sequence can take. */
abstract class StreamFace extends OneThread {
    final String network;
    final StreamValues values;

    /** How many places each sequence can take; 0 for any number. */
    final int longest;

    StreamFace(String network, StreamValues values, int longest) {
        this.network = network;
        this.values = values;
        this.longest = longest;
    }

    /** What is said of an output that the network does not have. */
    protected final IllegalArgumentException unknown(String output) {
        return new IllegalArgumentException(network + " has no output " + output);
    }
}
