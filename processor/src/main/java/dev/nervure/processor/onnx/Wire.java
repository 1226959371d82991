package dev.nervure.processor.onnx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of protocol buffers, field by field. Every length is checked against the bytes that are there, so that nothing is
 * allocated which the file does not hold.
 */
final class Wire {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private final byte[] data;
    private final int end;
    private int position;
    private int field;
    private int type;

    Wire(byte[] data) {
        this(data, 0, data.length);
    }

    private Wire(byte[] data, int start, int end) {
        this.data = data;
        this.position = start;
        this.end = end;
    }

    /** Goes to the next field; false at the end of the message. */
    boolean next() {
        if (position == end) {
            return false;
        }
        long tag = readVarint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw new OnnxException("byte " + position + " is not the beginning of a field; this is no ONNX file");
        }
        return true;
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    /** Leaves the field out. */
    void skip() {
        switch (type) {
            case VARINT -> readVarint();
            case EIGHT_BYTES -> take(8);
            case LENGTH -> take(readLength());
            case FOUR_BYTES -> take(4);
            default ->
                throw new OnnxException("field " + field + " at byte " + position + " is of unknown type " + type);
        }
    }

    /** An integer. */
    long integer() {
        expect(VARINT);
        return readVarint();
    }

    /** A 32-bit float. */
    float number() {
        expect(FOUR_BYTES);
        return readFloat();
    }

    /** The message that the field holds. */
    Wire message() {
        expect(LENGTH);
        int length = readLength();
        return new Wire(data, take(length), position);
    }

    /** Text. */
    String text() {
        expect(LENGTH);
        int length = readLength();
        return new String(data, take(length), length, StandardCharsets.UTF_8);
    }

    /** Bytes as they are, without a copy. */
    Bytes bytes() {
        expect(LENGTH);
        int length = readLength();
        return new Bytes(data, take(length), length);
    }

    /** One integer, or several that are packed. */
    void integers(Longs all) {
        if (type != LENGTH) {
            all.add(integer());
            return;
        }
        for (Wire packed = message(); packed.position < packed.end; ) {
            all.add(packed.readVarint());
        }
    }

    /** One float, or several that are packed. */
    void numbers(List<Float> all) {
        if (type != LENGTH) {
            all.add(number());
            return;
        }
        for (Wire packed = message(); packed.position < packed.end; ) {
            all.add(packed.readFloat());
        }
    }

    /** One 64-bit float, or several that are packed. */
    void doubles(List<Double> all) {
        if (type != LENGTH) {
            expect(EIGHT_BYTES);
            all.add(Double.longBitsToDouble(readLong()));
            return;
        }
        for (Wire packed = message(); packed.position < packed.end; ) {
            all.add(Double.longBitsToDouble(packed.readLong()));
        }
    }

    private void expect(int expected) {
        if (type != expected) {
            throw new OnnxException(
                    "field " + field + " at byte " + position + " is of type " + type + ", not " + expected);
        }
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte b = data[take(1)];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new OnnxException("the number at byte " + position + " has more than ten bytes");
    }

    private int readLength() {
        long length = readVarint();
        if (length < 0 || length > end - position) {
            throw new OnnxException("field " + field + " claims " + Long.toUnsignedString(length) + " bytes, and "
                    + (end - position) + " are left; the file is cut off or damaged");
        }
        return (int) length;
    }

    private float readFloat() {
        return Float.intBitsToFloat((int) little(take(4), 4));
    }

    private long readLong() {
        return little(take(8), 8);
    }

    private long little(int at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (data[at + i] & 0xff);
        }
        return value;
    }

    /** Steps over bytes; gives where they begin. */
    private int take(int count) {
        if (count > end - position) {
            throw new OnnxException("the file ends within field " + field + "; it is cut off or damaged");
        }
        int start = position;
        position += count;
        return start;
    }

    /**
     * A part of an array.
     *
     * @param data the whole
     * @param start the first byte
     * @param length the number of bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // a view, which nobody compares
    record Bytes(byte[] data, int start, int length) {}

    /** Integers that come one after the other. */
    static final class Longs {
        private long[] values = new long[8];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = java.util.Arrays.copyOf(values, Math.addExact(size, size));
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        long get(int index) {
            return values[index];
        }

        List<Long> list() {
            List<Long> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(values[i]);
            }
            return list;
        }
    }
}
