package dev.nervure.runtime;

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
            stream = source.open();
        } catch (IOException e) {
            throw new UncheckedIOException("the stream of samples cannot be opened: " + e.getMessage(), e);
        }
        return shuffle == null || shuffleBuffer == 1 ? new InOrder(stream) : new Shuffled(stream, shuffle);
    }

    private static class InOrder implements SampleReader {
        private final Stream<Sample> stream;
        private final Iterator<Sample> samples;
        private long read;

        InOrder(Stream<Sample> stream) {
            this.stream = stream;
            this.samples = stream.iterator();
        }

        @Override
        public @Nullable Sample next() {
            if (!samples.hasNext()) {
                return null;
            }
            read++;
            return samples.next();
        }

        @Override
        public long number() {
            return read - 1;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /** Draws from a buffer and fills the gap with the sample that comes next. */
    private final class Shuffled extends InOrder {
        private final SplitMix random;
        private final Sample[] waiting = new Sample[shuffleBuffer];
        private final long[] numbers = new long[shuffleBuffer];
        private int size;
        private long number;

        Shuffled(Stream<Sample> stream, SplitMix random) {
            super(stream);
            this.random = random;
        }

        @Override
        public @Nullable Sample next() {
            while (size < waiting.length && receive(size)) {
                size++;
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

        private boolean receive(int slot) {
            Sample sample = super.next();
            if (sample == null) {
                return false;
            }
            waiting[slot] = sample;
            numbers[slot] = super.number();
            return true;
        }

        @Override
        public long number() {
            return number;
        }
    }
}
