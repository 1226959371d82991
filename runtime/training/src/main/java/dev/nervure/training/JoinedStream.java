package dev.nervure.training;

import java.util.function.Supplier;

/** The samples of one data set after those of another, where one of them is a stream. Each is shuffled for itself. */
final class JoinedStream extends SequentialDataset {
    private final Dataset first;
    private final Dataset second;

    JoinedStream(Dataset first, Dataset second) {
        this.first = first;
        this.second = second;
    }

    @Override
    long knownSize() {
        long size = first.knownSize();
        long more = second.knownSize();
        return size < 0 || more < 0 ? -1 : size + more;
    }

    @Override
    int depth() {
        return Math.max(first.depth(), second.depth());
    }

    @Override
    void check(Binding binding) {
        first.check(binding);
        second.check(binding);
    }

    @Override
    SampleReader open(Pass pass) {
        return new Reader(first.open(pass), second, pass);
    }

    private static final class Reader implements SampleReader {
        private final Dataset second;
        private final Pass pass;
        private SampleReader current;
        private boolean last;
        private long read; // of the first
        private long offset;

        Reader(SampleReader first, Dataset second, Pass pass) {
            this.current = first;
            this.second = second;
            this.pass = pass;
        }

        @Override
        public boolean next() {
            if (current.next()) {
                read++;
                return true;
            }
            if (last) {
                return false;
            }
            last = true;
            offset = read;
            current.close();
            current = second.open(pass.ofSecond());
            return current.next();
        }

        @Override
        public long number() {
            return offset + current.number();
        }

        @Override
        public Sample sample() {
            return current.sample();
        }

        @Override
        public Supplier<Sample> draft() {
            return current.draft();
        }

        @Override
        public void close() {
            current.close();
        }
    }
}
