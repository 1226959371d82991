package dev.nervure.training;

/** The samples of one step. */
final class Batch {
    final Sample[] samples;
    final long[] numbers;
    private int size;

    Batch(int capacity) {
        this.samples = new Sample[capacity];
        this.numbers = new long[capacity];
    }

    int size() {
        return size;
    }

    /** Reads up to the capacity; false, with the batch as it was, if there is nothing left. */
    boolean fill(SampleReader reader) {
        int read = 0;
        for (; read < samples.length; read++) {
            Sample next = reader.next();
            if (next == null) {
                break;
            }
            samples[read] = next;
            numbers[read] = reader.number();
        }
        if (read > 0) {
            size = read;
        }
        return read > 0;
    }
}
