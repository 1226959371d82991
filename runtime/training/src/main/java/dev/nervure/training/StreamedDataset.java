package dev.nervure.training;

import dev.nervure.runtime.generated.SplitMix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Samples that a source of the user's opens. */
final class StreamedDataset extends SequentialDataset {
    private final int shuffleBuffer;
    private final EpochSource source;
    private final long size;

    /** @param size −1 if it is not known */
    StreamedDataset(int shuffleBuffer, EpochSource source, long size) {
        this.shuffleBuffer = shuffleBuffer;
        this.source = source;
        this.size = size;
    }

    StreamedDataset sized(long samples) {
        return new StreamedDataset(shuffleBuffer, source, samples);
    }

    @Override
    long knownSize() {
        return size;
    }

    @Override
    int depth() {
        return 0;
    }

    @Override
    SampleReader open(Pass pass) {
        Stream<Sample> stream;
        try {
            stream = Checks.notNull("the opened stream of samples", source.open(pass.seed(), pass.epoch()));
        } catch (IOException e) {
            throw new UncheckedIOException("the stream of samples cannot be opened: " + e.getMessage(), e);
        }
        return pass.shuffles()
                ? new Reader(stream, pass.random("epoch "), shuffleBuffer, size)
                : new Reader(stream, new SplitMix(0), 1, size);
    }

    /** Draws from a buffer and fills the gap with the sample that comes next; a buffer of one keeps the order. */
    private static final class Reader implements SampleReader {
        private final Stream<Sample> stream;
        private final Iterator<Sample> samples;
        private final SplitMix random;
        private final long expected;
        private final Sample[] waiting;
        private final long[] numbers;
        private int size;
        private long read;
        private @Nullable Sample sample;
        private long number;

        Reader(Stream<Sample> stream, SplitMix random, int buffer, long expected) {
            this.stream = stream;
            this.samples = stream.iterator();
            this.random = random;
            this.expected = expected;
            this.waiting = new Sample[buffer];
            this.numbers = new long[buffer];
        }

        @Override
        public boolean next() {
            while (size < waiting.length && samples.hasNext()) {
                Sample next = samples.next();
                if (next == null) {
                    throw new IllegalArgumentException("sample " + read + " of the stream is null");
                }
                waiting[size] = next;
                numbers[size++] = read++;
            }
            boolean left = size > 0;
            if (expected >= 0 && (left ? read > expected : read < expected)) {
                throw new IllegalStateException("the stream was said to have " + expected + " samples, and has "
                        + (left ? "more" : Long.toString(read)));
            }
            if (!left) {
                sample = null;
                return false;
            }
            int drawn = random.nextInt(size);
            sample = waiting[drawn];
            number = numbers[drawn];
            size--;
            waiting[drawn] = waiting[size];
            numbers[drawn] = numbers[size];
            return true;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public Sample sample() {
            return Checks.notNull("the sample", sample);
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
