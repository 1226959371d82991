package dev.nervure.examples.benchmarks.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the ONNX model {@code y = MatMul(x, w)}: protocol buffers, with the field numbers of {@code onnx.proto}. */
final class OnnxMatMul {
    private static final int FLOAT = 1;

    private OnnxMatMul() {}

    static byte[] of(long[] xShape, float[] w, long[] yShape) {
        Message node = new Message().text(1, "x").text(1, "w").text(2, "y").text(4, "MatMul");
        Message weights = new Message()
                .number(1, xShape[1])
                .number(1, yShape[1])
                .number(2, FLOAT)
                .text(8, "w")
                .bytes(9, littleEndian(w));
        Message graph = new Message()
                .message(1, node)
                .text(2, "product")
                .message(5, weights)
                .message(11, tensor("x", xShape))
                .message(12, tensor("y", yShape));
        return new Message()
                .number(1, 8) // the version of the format
                .message(7, graph)
                .message(8, new Message().number(2, 17)) // the version of the operators
                .toByteArray();
    }

    private static Message tensor(String name, long[] shape) {
        Message dimensions = new Message();
        for (long size : shape) {
            dimensions.message(1, new Message().number(1, size));
        }
        Message type = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, type));
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** A message in the making. */
    private static final class Message {
        private static final int VARINT = 0;
        private static final int LENGTH_DELIMITED = 2;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] value) {
            varint((long) field << 3 | LENGTH_DELIMITED);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.toByteArray());
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while (rest > 0x7F) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
