package dev.nervure.examples.benchmarks.onnx;

/** An attribute of a node. */
public final class OnnxAttribute {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int INTS = 7;

    private final Message message;

    private OnnxAttribute(Message message) {
        this.message = message;
    }

    public static OnnxAttribute of(String name, float value) {
        return new OnnxAttribute(new Message().text(1, name).real(2, value).number(20, FLOAT));
    }

    public static OnnxAttribute of(String name, long value) {
        return new OnnxAttribute(new Message().text(1, name).number(3, value).number(20, INT));
    }

    public static OnnxAttribute of(String name, long... values) {
        Message list = new Message().text(1, name);
        for (long value : values) {
            list.number(8, value);
        }
        return new OnnxAttribute(list.number(20, INTS));
    }

    Message message() {
        return message;
    }
}
