package dev.nervure.training;

import dev.nervure.runtime.generated.SplitMix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Samples that are read in sequence, anew each time. */
final class StreamedDataset extends Dataset {
    private final int shuffleBuffer;
    private final Source source;

    StreamedDataset(int shuffleBuffer, Source source) {
        this.shuffleBuffer = shuffleBuffer;
        this.source = source;
    }

    @Override
    int knownSize() {
        return -1;
    }

    @Override
    void check(Binding binding) {}

    @Override
    SampleReader open(@Nullable SplitMix shuffle) {
        Stream<Sample> stream;
        try {
            stream = Checks.notNull("the opened stream of samples", source.open());
        } catch (IOException e) {
            throw new UncheckedIOException("the stream of samples cannot be opened: " + e.getMessage(), e);
        }
        return shuffle == null ? new Reader(stream, new SplitMix(0), 1) : new Reader(stream, shuffle, shuffleBuffer);
    }

    /** Draws from a buffer and fills the gap with the sample that comes next; a buffer of one keeps the order. */
    private static final class Reader implements SampleReader {
        private final Stream<Sample> stream;
        private final Iterator<Sample> samples;
        private final SplitMix random;
        private final Sample[] waiting;
        private final long[] numbers;
        private int size;
        private long read;
        private long number;

        Reader(Stream<Sample> stream, SplitMix random, int buffer) {
            this.stream = stream;
            this.samples = stream.iterator();
            this.random = random;
            this.waiting = new Sample[buffer];
            this.numbers = new long[buffer];
        }

        @Override
        public @Nullable Sample next() {
            while (size < waiting.length && samples.hasNext()) {
                Sample sample = samples.next();
                if (sample == null) {
                    throw new IllegalArgumentException("sample " + read + " of the stream is null");
                }
                waiting[size] = sample;
                numbers[size++] = read++;
            }
            if (size == 0) {
                return null;
            }
            int drawn = random.nextInt(size);
            Sample sample = waiting[drawn];
            number = numbers[drawn];
            size--;
            waiting[drawn] = waiting[size];
            numbers[drawn] = numbers[size];
            return sample;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
