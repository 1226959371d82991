package dev.nervure.runtime;

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

    /** Reads up to the capacity; false if there is nothing left. */
    boolean fill(SampleReader reader) {
        for (size = 0; size < samples.length; size++) {
            Sample next = reader.next();
            if (next == null) {
                break;
            }
            samples[size] = next;
            numbers[size] = reader.number();
        }
        return size > 0;
    }
}
