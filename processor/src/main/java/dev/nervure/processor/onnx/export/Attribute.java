package dev.nervure.processor.onnx.export;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An attribute of an ONNX node.
 *
 * @param name the attribute's name
 * @param type the number of the type in ONNX's {@code AttributeProto}
 * @param value adds the value's fields to the message
 */
record Attribute(String name, int type, UnaryOperator<Proto> value) {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int TENSOR = 4;
    private static final int INTS = 7;
    private static final int STRINGS = 8;

    static Attribute of(String name, long value) {
        return new Attribute(name, INT, proto -> proto.number(3, value));
    }

    static Attribute of(String name, float value) {
        return new Attribute(name, FLOAT, proto -> proto.number(2, value));
    }

    static Attribute of(String name, String value) {
        return new Attribute(name, STRING, proto -> proto.text(4, value));
    }

    static Attribute of(String name, Proto tensor) {
        return new Attribute(name, TENSOR, proto -> proto.message(5, tensor));
    }

    static Attribute ints(String name, List<Integer> values) {
        return new Attribute(name, INTS, proto -> {
            values.forEach(value -> proto.number(8, value.longValue()));
            return proto;
        });
    }

    static Attribute strings(String name, List<String> values) {
        return new Attribute(name, STRINGS, proto -> {
            values.forEach(value -> proto.text(9, value));
            return proto;
        });
    }

    Proto proto() {
        return value.apply(new Proto().text(1, name)).number(20, type);
    }
}
