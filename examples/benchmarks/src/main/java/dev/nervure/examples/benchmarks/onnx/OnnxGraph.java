package dev.nervure.examples.benchmarks.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX model in the making, of operator set 17: nodes in the order in which they are computed, each with one output. The
 * numbers of fields are those of {@code onnx.proto}.
 */
public final class OnnxGraph {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final Message graph;

    public OnnxGraph(String name) {
        this.graph = new Message().text(2, name);
    }

    /** A size of {@code -1} is free, and called {@code n}. */
    public OnnxGraph input(String name, long... shape) {
        graph.message(11, tensor(name, shape));
        return this;
    }

    /** A size of {@code -1} is free, and called {@code n}. */
    public OnnxGraph output(String name, long... shape) {
        graph.message(12, tensor(name, shape));
        return this;
    }

    /** A constant of floats, row-major. */
    public String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(name, FLOAT, bytes.array(), shape);
    }

    /** A constant list of integers. */
    public String longs(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(name, INT64, bytes.array(), values.length);
    }

    private String constant(String name, int type, byte[] bytes, long... shape) {
        Message constant = new Message();
        for (long size : shape) {
            constant.number(1, size);
        }
        graph.message(5, constant.number(2, type).text(8, name).bytes(9, bytes));
        return name;
    }

    /** A node without attributes. */
    public String node(String output, String operator, String... inputs) {
        return node(output, operator, List.of(), inputs);
    }

    /** A node, which is called as its output. */
    public String node(String output, String operator, List<OnnxAttribute> attributes, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, output).text(3, output).text(4, operator);
        for (OnnxAttribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        graph.message(1, node);
        return output;
    }

    /** The file. */
    public byte[] toByteArray() {
        return new Message()
                .number(1, 8) // the version of the format
                .message(7, graph)
                .message(8, new Message().number(2, 17)) // the version of the operators
                .toByteArray();
    }

    private static Message tensor(String name, long... shape) {
        Message dimensions = new Message();
        for (long size : shape) {
            Message dimension = size < 0 ? new Message().text(2, "n") : new Message().number(1, size);
            dimensions.message(1, dimension);
        }
        Message type = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, type));
    }
}
