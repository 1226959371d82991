package dev.nervure.processor.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes messages of protocol buffers, for files that no exporter would write. */
final class ProtoBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoBytes integer(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    ProtoBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoBytes message(int field, ProtoBytes value) {
        return bytes(field, value.toBytes());
    }

    ProtoBytes bytes(int field, byte[] value) {
        return claim(field, value.length, value);
    }

    /** Bytes that claim another length than they have. */
    ProtoBytes claim(int field, long length, byte[] value) {
        varint((long) field << 3 | 2);
        varint(length);
        out.writeBytes(value);
        return this;
    }

    ProtoBytes number(int field, float value) {
        varint((long) field << 3 | 5);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    /** A tensor of 32-bit floats. */
    static ProtoBytes floats(String name, long[] dims, float... values) {
        ProtoBytes tensor = new ProtoBytes();
        for (long dim : dims) {
            tensor.integer(1, dim);
        }
        tensor.integer(2, 1);
        for (float value : values) {
            tensor.number(4, value);
        }
        return tensor.text(8, name);
    }

    static ProtoBytes node(String operator, String input, String output) {
        return new ProtoBytes()
                .text(1, input)
                .text(2, output)
                .text(3, "n" + output)
                .text(4, operator);
    }

    /** An input or an output of floats. */
    static ProtoBytes value(String name, long... dims) {
        ProtoBytes shape = new ProtoBytes();
        for (long dim : dims) {
            shape.message(1, new ProtoBytes().integer(1, dim));
        }
        ProtoBytes tensor = new ProtoBytes().integer(1, 1).message(2, shape);
        return new ProtoBytes().text(1, name).message(2, new ProtoBytes().message(1, tensor));
    }

    /** A model around a graph. */
    static byte[] model(ProtoBytes graph) {
        return new ProtoBytes()
                .integer(1, 8)
                .message(7, graph)
                .message(8, new ProtoBytes().integer(2, 17))
                .toBytes();
    }
}
