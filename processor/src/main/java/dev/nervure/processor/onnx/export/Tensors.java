package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** ONNX's messages about types and values of tensors. */
final class Tensors {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int BOOL = 9;

    private Tensors() {}

    /** The number of an element type in ONNX. Integers have 64 bits, as in all files that PyTorch writes. */
    static int number(ElementType element) {
        return switch (element) {
            case FLOAT -> FLOAT;
            case INT -> INT64;
            case BOOL -> BOOL;
        };
    }

    /** A {@code ValueInfoProto}: a name and a type with names for free axes. */
    static Proto info(String name, TensorType type) {
        Proto shape = new Proto();
        for (Dim dim : type.shape().dims()) {
            Proto size = new Proto();
            shape.message(1, dim.constant() ? size.number(1, dim.max()) : size.text(2, text(dim)));
        }
        Proto tensor = new Proto().number(1, number(type.element())).message(2, shape);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    /** A free size in ASCII, which all viewers show. */
    private static String text(Dim dim) {
        if (dim instanceof Dim.Sum sum) {
            return text(sum.of()) + (sum.term() < 0 ? " - " + -sum.term() : " + " + sum.term());
        }
        if (dim instanceof Dim.Product product) {
            return product.factor() + " * (" + text(product.of()) + ")";
        }
        if (dim instanceof Dim.Quotient quotient) {
            return "floor((" + text(quotient.of()) + ") / " + quotient.divisor() + ")";
        }
        return dim.toString();
    }

    /** A {@code TensorProto} without a name. */
    static Proto floats(List<Integer> shape, float... values) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return tensor(shape, FLOAT, bytes);
    }

    /** A {@code TensorProto} without a name. */
    static Proto longs(List<Integer> shape, long... values) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return tensor(shape, INT64, bytes);
    }

    private static Proto tensor(List<Integer> shape, int type, byte[] values) {
        Proto tensor = new Proto();
        shape.forEach(size -> tensor.number(1, size.longValue()));
        return tensor.number(2, type).bytes(9, values);
    }

    /** The sizes of a shape that is the same in every call. */
    static List<Integer> sizes(Shape shape) {
        return shape.dims().stream().map(Dim::max).toList();
    }
}
