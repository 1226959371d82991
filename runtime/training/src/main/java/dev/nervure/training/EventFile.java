package dev.nervure.training;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A file of events as TensorBoard reads them: records with checksums, each a message of Protocol Buffers. */
final class EventFile implements Closeable {
    private static final int MASK = 0xa282ead8; // of checksums, as TFRecord has it

    private final OutputStream out;

    private EventFile(OutputStream out) {
        this.out = out;
    }

    /** A new file, beside those of former runs. */
    static EventFile in(Path folder) throws IOException {
        long seconds = System.currentTimeMillis() / 1000;
        for (int number = 0; ; number++) {
            Path path = folder.resolve("events.out.tfevents." + seconds + ".nervure." + number);
            if (!Files.exists(path)) {
                EventFile file = new EventFile(
                        new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)));
                Message version = new Message();
                version.fixed64(1, Double.doubleToRawLongBits(System.currentTimeMillis() * 1e-3));
                version.bytes(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
                file.record(version.toBytes());
                return file;
            }
        }
    }

    /** Writes an event, so that TensorBoard sees it at once. */
    void write(Event event) throws IOException {
        record(event.toBytes());
    }

    private void record(byte[] data) throws IOException {
        byte[] length = little(8).putLong(data.length).array();
        out.write(length);
        out.write(little(4).putInt(maskedChecksum(length)).array());
        out.write(data);
        out.write(little(4).putInt(maskedChecksum(data)).array());
        out.flush();
    }

    private static int maskedChecksum(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** What is known of one step: scalars and histograms, by name. */
    static final class Event {
        private final long step;
        private final Message summary = new Message();

        Event(long step) {
            this.step = step;
        }

        Event scalar(String name, double value) {
            Message one = new Message();
            one.bytes(1, name.getBytes(StandardCharsets.UTF_8));
            one.fixed32(2, Float.floatToRawIntBits((float) value));
            summary.bytes(1, one.toBytes());
            return this;
        }

        /** In 30 buckets of equal width. */
        Event histogram(String name, float[] values) {
            Message one = new Message();
            one.bytes(1, name.getBytes(StandardCharsets.UTF_8));
            one.bytes(5, Buckets.of(values).toBytes());
            summary.bytes(1, one.toBytes());
            return this;
        }

        byte[] toBytes() {
            Message event = new Message();
            event.fixed64(1, Double.doubleToRawLongBits(System.currentTimeMillis() * 1e-3));
            event.varint(2, step);
            event.bytes(5, summary.toBytes());
            return event.toBytes();
        }
    }

    /** {@code HistogramProto}. Values that are not finite are left out. */
    private static final class Buckets {
        private static final int COUNT = 30;

        private final double min;
        private final double max;
        private final double sum;
        private final double squares;
        private final double[] limits;
        private final double[] counts;

        private Buckets(double min, double max, double sum, double squares, double[] limits, double[] counts) {
            this.min = min;
            this.max = max;
            this.sum = sum;
            this.squares = squares;
            this.limits = limits;
            this.counts = counts;
        }

        static Buckets of(float[] values) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            double squares = 0;
            for (float value : values) {
                if (Float.isFinite(value)) {
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                    sum += value;
                    squares += (double) value * value;
                }
            }
            if (min > max) { // none
                return new Buckets(0, 0, 0, 0, new double[] {0}, new double[] {0});
            }
            int count = max > min ? COUNT : 1;
            double[] limits = new double[count];
            for (int b = 0; b < count; b++) {
                limits[b] = b == count - 1 ? max : min + (max - min) * (b + 1) / count;
            }
            double[] counts = new double[count];
            for (float value : values) {
                if (Float.isFinite(value)) {
                    counts[count == 1 ? 0 : (int) Math.min(count - 1, (value - min) / (max - min) * count)]++;
                }
            }
            return new Buckets(min, max, sum, squares, limits, counts);
        }

        byte[] toBytes() {
            Message message = new Message();
            message.fixed64(1, Double.doubleToRawLongBits(min));
            message.fixed64(2, Double.doubleToRawLongBits(max));
            double number = 0;
            for (double count : counts) {
                number += count;
            }
            message.fixed64(3, Double.doubleToRawLongBits(number));
            message.fixed64(4, Double.doubleToRawLongBits(sum));
            message.fixed64(5, Double.doubleToRawLongBits(squares));
            message.bytes(6, packed(limits));
            message.bytes(7, packed(counts));
            return message.toBytes();
        }

        private static byte[] packed(double[] values) {
            byte[] bytes = new byte[values.length * Double.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .put(values);
            return bytes;
        }
    }

    /** A message of Protocol Buffers, field by field. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void varint(int field, long value) {
            number((long) field << 3);
            number(value);
        }

        void fixed64(int field, long value) {
            number((long) field << 3 | 1);
            out.writeBytes(little(8).putLong(value).array());
        }

        void bytes(int field, byte[] value) {
            number((long) field << 3 | 2);
            number(value.length);
            out.writeBytes(value);
        }

        void fixed32(int field, int value) {
            number((long) field << 3 | 5);
            out.writeBytes(little(4).putInt(value).array());
        }

        private void number(long value) {
            long left = value;
            while ((left & ~0x7fL) != 0) {
                out.write((int) ((left & 0x7f) | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
