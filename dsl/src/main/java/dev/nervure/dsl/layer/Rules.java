package dev.nervure.dsl.layer;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The checks that several layers have in common. */
final class Rules {
    private static final int MOST_STACKED = 1_000;

    private Rules() {}

    static void positive(String attribute, int value) {
        if (value < 1) {
            throw NetworkException.attribute(attribute, Message.NOT_POSITIVE, attribute, value);
        }
    }

    /**
     * Checks how many times a layer or a block is stacked. Each time has parameters of its own, which are fields of a
     * class; a class file holds some ten thousand.
     */
    static void stacked(String attribute, int times) {
        positive(attribute, times);
        if (times > MOST_STACKED) {
            throw NetworkException.attribute(
                    attribute, Message.OUT_OF_RANGE, attribute, "from 1 to " + MOST_STACKED, times);
        }
    }

    /** Other frameworks write −1 for a batch of any size. */
    static void withoutBatch(String attribute, List<Integer> shape) {
        if (!shape.isEmpty() && shape.get(0) == -1) {
            String expected = "a shape without the batch, which may be of any size";
            throw NetworkException.attribute(attribute, Message.OUT_OF_RANGE, attribute, expected, shape);
        }
    }

    static void notNegative(String attribute, int value) {
        if (value < 0) {
            throw NetworkException.attribute(attribute, Message.OUT_OF_RANGE, attribute, "at least 0", value);
        }
    }

    static void above(String attribute, double value, double bound) {
        if (!(value > bound) || Double.isInfinite(value)) {
            throw NetworkException.attribute(attribute, Message.OUT_OF_RANGE, attribute, "over " + bound, value);
        }
    }

    static void between(String attribute, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw NetworkException.attribute(
                    attribute, Message.OUT_OF_RANGE, attribute, "from " + min + " to " + max, value);
        }
    }

    static void probability(String attribute, float value) {
        if (!(value >= 0 && value < 1)) {
            throw NetworkException.attribute(attribute, Message.OUT_OF_RANGE, attribute, "from 0 to under 1", value);
        }
    }

    /** {@code attribute} must divide {@code size}, which is {@code what}. */
    static void divides(String attribute, int value, int size, String what) {
        positive(attribute, value);
        if (size % value != 0) {
            throw NetworkException.attribute(
                    attribute, Message.OUT_OF_RANGE, attribute, "a divisor of the " + size + " " + what, value);
        }
    }

    static void only(String attribute, int value, int expected, String when) {
        if (value != expected) {
            throw NetworkException.attribute(attribute, Message.OUT_OF_RANGE, attribute, expected + " " + when, value);
        }
    }

    static void selfOnly(String attribute, boolean value) {
        if (value) {
            throw NetworkException.attribute(
                    attribute, Message.OUT_OF_RANGE, attribute, "false where a memory is read", true);
        }
    }

    /** The name of a variable first axis. */
    static void symbol(String attribute, String name, int axes) {
        if (axes == 0
                || !name.matches("[A-Za-z]\\w*")
                || name.equals(Dim.batch().toString())) {
            throw NetworkException.attribute(
                    attribute,
                    Message.OUT_OF_RANGE,
                    attribute,
                    "a name such as T for the first axis",
                    "'" + name + "'");
        }
    }

    /** A dotted path, or nothing. */
    static void prefix(String attribute, String path) {
        if (!path.matches("|\\w+(\\.\\w+)*")) {
            throw NetworkException.attribute(
                    attribute, Message.OUT_OF_RANGE, attribute, "a dotted path, or empty", "'" + path + "'");
        }
    }

    /** Names of parts of a layer, each a path of its own. */
    static void names(String attribute, List<String> names, int count) {
        boolean paths = names.stream().allMatch(name -> name.matches("\\w+(\\.\\w+)*"));
        if (names.size() != count || names.stream().distinct().count() != count || !paths) {
            throw NetworkException.attribute(
                    attribute, Message.OUT_OF_RANGE, attribute, count + " different names", names);
        }
    }

    /** One size an axis, from one size for all or one for each. */
    static List<Integer> sizes(String attribute, List<Integer> sizes, int axes) {
        if (sizes.size() != 1 && sizes.size() != axes) {
            throw NetworkException.attribute(attribute, Message.SIZES, attribute, axes, sizes);
        }
        return sizes.size() == axes ? sizes : Collections.nCopies(axes, sizes.get(0));
    }

    /** The axis counted from 0. */
    static int axis(String attribute, int axis, Shape shape) {
        int rank = shape.rank();
        if (axis < -rank || axis >= rank) {
            throw NetworkException.attribute(attribute, Message.AXIS, axis, shape, rank);
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** Floats of the batch, or the same for every sample. */
    static TensorType floats(Layer layer, List<TensorType> inputs, int input) {
        TensorType type = inputs.get(input);
        if (type.element() != ElementType.FLOAT) {
            throw NetworkException.input(
                    input, Message.NOT_FLOATS, "@" + layer.kind(), type.shape(), words(type.element()));
        }
        return type;
    }

    /** The name of a type in messages. */
    static String words(ElementType element) {
        return switch (element) {
            case FLOAT -> "floats";
            case INT -> "integers";
            case BOOL -> "booleans";
        };
    }

    /** Floats or integers. */
    static TensorType numbers(Layer layer, List<TensorType> inputs, int input) {
        TensorType type = inputs.get(input);
        if (type.element() == ElementType.BOOL) {
            throw NetworkException.input(
                    input, Message.ELEMENTS, "@" + layer.kind(), type.shape(), words(type.element()));
        }
        return type;
    }

    /** What holds the same type as the first tensor. */
    static TensorType alike(Layer layer, List<TensorType> inputs, int input) {
        TensorType first = inputs.get(0);
        TensorType type = inputs.get(input);
        if (type.element() != first.element()) {
            throw NetworkException.input(
                    input, Message.ELEMENTS_DIFFER, "@" + layer.kind(), words(first.element()), words(type.element()));
        }
        return type;
    }

    /** A number beside values of a type: integers stay integers, and booleans 0 or 1. */
    static void fits(String attribute, float number, TensorType type) {
        boolean whole = number == (int) number;
        boolean fits =
                switch (type.element()) {
                    case FLOAT -> true;
                    case INT -> whole;
                    case BOOL -> number == 0 || number == 1;
                };
        if (!fits) {
            String expected = type.element() == ElementType.INT ? "a whole number" : "0 or 1";
            throw NetworkException.attribute(
                    attribute, Message.OUT_OF_RANGE, attribute, expected + " beside " + words(type.element()), number);
        }
    }

    static TensorType booleans(Layer layer, List<TensorType> inputs, int input) {
        TensorType type = inputs.get(input);
        if (type.element() != ElementType.BOOL) {
            throw NetworkException.input(
                    input, Message.ELEMENTS, "@" + layer.kind(), type.shape(), words(type.element()));
        }
        return type;
    }

    /** The shape without an axis, or with size 1 there. */
    static Shape without(Shape shape, int axis, boolean keepDims) {
        int at = axis("axis", axis, shape);
        if (keepDims) {
            return shape.withAxis(at, Dim.of(1));
        }
        List<Dim> sample = new ArrayList<>(shape.sample());
        sample.remove(at);
        return shape.withSample(sample);
    }

    static TensorType integers(Layer layer, List<TensorType> inputs, int input) {
        TensorType type = inputs.get(input);
        if (type.element() != ElementType.INT) {
            throw NetworkException.input(
                    input, Message.NOT_INTEGERS, "@" + layer.kind(), type.shape(), words(type.element()));
        }
        return type;
    }

    static Shape rankAtLeast(Layer layer, List<TensorType> inputs, int input, int rank) {
        Shape shape = inputs.get(input).shape();
        if (shape.rank() < rank) {
            throw NetworkException.input(
                    input,
                    Message.SHAPE,
                    "what @" + layer.kind() + " reads",
                    "of at least " + rank + (rank == 1 ? " axis" : " axes") + " a sample",
                    shape);
        }
        return shape;
    }

    /** Floats {@code [axes…]} of as many axes as are named. */
    static Shape rank(Layer layer, List<TensorType> inputs, int input, String axes) {
        Shape shape = floats(layer, inputs, input).shape();
        int rank = axes.split(", ", -1).length;
        if (shape.rank() != rank) {
            throw NetworkException.input(
                    input,
                    Message.SHAPE,
                    "what @" + layer.kind() + " reads",
                    "[n, " + axes + "]",
                    shape + hint(layer, shape.rank() - rank));
        }
        return shape;
    }

    /** One axis, of whatever the tensor holds. */
    static void row(Layer layer, List<TensorType> inputs, int input, String axis) {
        Shape shape = inputs.get(input).shape();
        if (shape.rank() != 1) {
            throw NetworkException.input(
                    input, Message.SHAPE, "input " + input + " of @" + layer.kind(), "[n, " + axis + "]", shape);
        }
    }

    /** The usual reason for a shape with one axis too few or too many. */
    private static String hint(Layer layer, int surplus) {
        if (surplus == 1) {
            return "; n is the batch, which shapes leave out";
        }
        if (surplus == -1 && layer instanceof KernelLayer) {
            return "; one channel is an axis too: @Input({1, 28, 28})";
        }
        return surplus == -1 && layer instanceof RecurrentLayer
                ? "; a recurrent layer gives all its steps with lastOnly = false"
                : "";
    }

    /** Floats whose last axis, of fixed size, holds features. */
    static Shape features(Layer layer, List<TensorType> inputs, int input) {
        Shape shape = floats(layer, inputs, input).shape();
        rankAtLeast(layer, inputs, input, 1);
        constantAxis(layer, inputs, input, -1);
        return shape;
    }

    /** The first tensors are {@code [steps, k]}, whatever the names of their axes. */
    static void sequences(Layer layer, List<Tensor> tensors, int count) {
        List<TensorType> types = tensors.stream().map(Tensor::type).toList();
        for (int i = 0; i < count; i++) {
            rank(layer, types, i, "steps, k");
            constantAxis(layer, types, i, 1);
        }
    }

    static int constantAxis(Layer layer, List<TensorType> inputs, int input, int axis) {
        Shape shape = inputs.get(input).shape();
        if (!shape.axis(axis).constant()) {
            throw NetworkException.input(
                    input,
                    Message.SHAPE,
                    "axis " + axis + " of what @" + layer.kind() + " reads",
                    "of fixed size",
                    shape);
        }
        return shape.axis(axis).max();
    }

    static void constant(Layer layer, List<TensorType> inputs, int input) {
        for (int i = 0; i < inputs.get(input).shape().rank(); i++) {
            constantAxis(layer, inputs, input, i);
        }
    }

    /** The axes after a variable first axis; they must not be variable. */
    static Shape afterVariable(Layer layer, List<TensorType> inputs, int input) {
        Shape shape = inputs.get(input).shape();
        for (int i = 1; i < shape.rank(); i++) {
            constantAxis(layer, inputs, input, i);
        }
        return shape.withSample(shape.sample().subList(1, shape.rank()));
    }

    /** The type of the target of class scores: a class for each row of scores. */
    static TensorType classes(Layer layer, TensorType scores) {
        rankAtLeast(layer, List.of(scores), 0, 1);
        constantAxis(layer, List.of(scores), 0, -1);
        List<Dim> sample = scores.shape().sample();
        return TensorType.ints(scores.shape().withSample(sample.subList(0, sample.size() - 1)));
    }

    /** A sample's shape, of the batch if one of the tensors is: the others are the same for each of its samples. */
    static Shape ofAny(List<TensorType> inputs, List<Dim> sample) {
        return inputs.stream().anyMatch(type -> type.shape().batched()) ? Shape.batch(sample) : new Shape(sample);
    }

    /** The shape that two shapes broadcast to: samples are aligned at the last axis, missing axes and ones repeat. */
    static Shape broadcast(Layer layer, Shape a, Shape b, int input) {
        boolean swap = a.rank() < b.rank();
        Shape longer = swap ? b : a;
        Shape shorter = swap ? a : b;
        List<Dim> sample = new ArrayList<>(longer.sample());
        for (int i = 1; i <= shorter.rank(); i++) {
            Dim d = longer.axis(-i);
            Dim e = shorter.axis(-i);
            if (d.equals(Dim.of(1))) {
                sample.set(sample.size() - i, e);
            } else if (!d.equals(e) && !e.equals(Dim.of(1))) {
                throw NetworkException.input(input, Message.SHAPES_DIFFER, "@" + layer.kind(), a, b);
            }
        }
        return a.batched() || b.batched() ? Shape.batch(sample) : new Shape(sample);
    }

    /**
     * The mask of an attention: booleans or floats, {@code [stack…, steps, places]}. Axes at the front may be missing, and all
     * but the places may be 1; those of the stack all together.
     */
    static void mask(
            Layer layer, List<TensorType> inputs, int input, String stackName, List<Dim> stack, Dim steps, Dim places) {
        TensorType type = inputs.get(input);
        Shape shape = type.shape();
        if (type.element() == ElementType.INT) {
            throw NetworkException.input(input, Message.ELEMENTS, "@" + layer.kind(), shape, words(type.element()));
        }
        int rank = shape.rank();
        boolean fits = rank >= 1
                && rank <= stack.size() + 2
                && shape.axis(-1).equals(places)
                && (rank < 2 || shape.axis(-2).equals(steps) || shape.axis(-2).equals(Dim.of(1)));
        List<Dim> front = rank < 3 ? List.of() : shape.sample().subList(0, rank - 2);
        if (!fits || !(front.equals(stack) || front.stream().allMatch(Dim.of(1)::equals))) {
            String expected = "[" + places + "], [" + steps + ", " + places + "] or [" + stackName + ", " + steps + ", "
                    + places + "] a sample";
            throw NetworkException.input(input, Message.SHAPE, "the mask of @" + layer.kind(), expected, shape);
        }
    }

    /** The table of positions for a sequence: its sample, without the batch. */
    static TensorType table(Layer layer, List<TensorType> inputs) {
        Shape shape = rank(layer, inputs, 0, "steps, k");
        constantAxis(layer, inputs, 0, 1);
        return TensorType.floats(new Shape(shape.sample()));
    }
}
