package dev.nervure.training;

/** Samples that pass through the network together. */
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
        return fill(reader, samples.length);
    }

    /** Reads up to {@code most} samples; false, with the batch as it was, if there is nothing left. */
    boolean fill(SampleReader reader, int most) {
        int read = 0;
        for (; read < most; read++) {
            if (!reader.next()) {
                break;
            }
            samples[read] = reader.sample();
            numbers[read] = reader.number();
        }
        if (read > 0) {
            size = read;
        }
        return read > 0;
    }

    /** Has one sample more. */
    void add(Sample sample, long number) {
        samples[size] = sample;
        numbers[size] = number;
        size++;
    }

    /** Has the samples of another batch. */
    void become(Batch other) {
        size = 0;
        add(other);
    }

    /** Has the samples of another batch after its own. */
    void add(Batch other) {
        System.arraycopy(other.samples, 0, samples, size, other.size);
        System.arraycopy(other.numbers, 0, numbers, size, other.size);
        size += other.size;
    }
}
