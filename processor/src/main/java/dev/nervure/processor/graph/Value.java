package dev.nervure.processor.graph;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.ParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * One array of the program. Generated classes hold it in a field of the same name: parameters in the weights, what
 * forward computes in the activations, what backward computes in the gradients.
 */
public final class Value {
    /** The generated class that holds the array. */
    public enum Holder {
        WEIGHTS,
        ACTIVATIONS,
        GRADIENTS,
        /** None: a constant of the class that reads it. */
        CONSTANTS
    }

    /** What the array's elements are. */
    public enum Element {
        FLOAT,
        INT,
        /** Sums of many values, before they become floats. */
        DOUBLE
    }

    /** Whether streams carry it from call to call. */
    private enum Carried {
        NOT,
        STATE,
        KEPT
    }

    private final String name;
    private final Holder holder;
    private final Shape shape;
    private final Element element;
    private final boolean named;
    private final Carried carried;
    private final @Nullable ParameterSpec parameter;
    private final @Nullable Numbers numbers;

    private Value(
            String name,
            Holder holder,
            Shape shape,
            Element element,
            boolean named,
            Carried carried,
            @Nullable ParameterSpec parameter,
            @Nullable Numbers numbers) {
        this.name = name;
        this.holder = holder;
        this.shape = shape;
        this.element = element;
        this.named = named;
        this.carried = carried;
        this.parameter = parameter;
        this.numbers = numbers;
    }

    /** A tensor of the declaration. */
    public static Value tensor(String name, Shape shape, Element element) {
        return new Value(name, Holder.ACTIVATIONS, shape, element, true, Carried.NOT, null, null);
    }

    /** What a layer computes on the way to its tensor. */
    public static Value intermediate(String name, Shape shape, Element element) {
        return new Value(name, Holder.ACTIVATIONS, shape, element, false, Carried.NOT, null, null);
    }

    /** What a stream carries from one call to the next. */
    public static Value state(String name, Shape shape) {
        return new Value(name, Holder.ACTIVATIONS, shape, Element.FLOAT, false, Carried.STATE, null, null);
    }

    /** What a stream computes once of what it is given once, and keeps; a reset leaves it. */
    public static Value kept(String name, Shape shape, Element element) {
        return new Value(name, Holder.ACTIVATIONS, shape, element, false, Carried.KEPT, null, null);
    }

    public static Value parameter(String name, ParameterSpec spec) {
        int[] sizes = spec.shape().stream().mapToInt(Integer::intValue).toArray();
        return new Value(name, Holder.WEIGHTS, Shape.of(sizes), Element.FLOAT, true, Carried.NOT, spec, null);
    }

    /** The gradient of the loss with respect to this value. */
    public Value gradient() {
        return new Value(name, Holder.GRADIENTS, shape, element, named, Carried.NOT, parameter, null);
    }

    /** Numbers that are read where they stand, as a constant of the class. */
    public static Value constant(String name, Shape shape, Element element, Numbers numbers) {
        return new Value(name, Holder.CONSTANTS, shape, element, false, Carried.NOT, null, numbers);
    }

    /** The Java field. */
    public String name() {
        return name;
    }

    /** The local variable that a method keeps the array in. */
    public String local() {
        return holder == Holder.GRADIENTS ? "d" + Character.toUpperCase(name.charAt(0)) + name.substring(1) : name;
    }

    public Holder holder() {
        return holder;
    }

    public Shape shape() {
        return shape;
    }

    public Element element() {
        return element;
    }

    /** The bytes of one sample, at the maximum. */
    public long bytes() {
        return (element == Element.DOUBLE ? 8L : 4L) * shape.size();
    }

    /** Whether the declaration names it, so that users can ask for it. */
    public boolean named() {
        return named;
    }

    /** Whether a stream carries it from one call to the next. */
    public boolean state() {
        return carried != Carried.NOT;
    }

    /** Whether it is kept even when the stream begins anew. */
    public boolean kept() {
        return carried == Carried.KEPT;
    }

    /** What it is as a parameter; null for all else. */
    public @Nullable ParameterSpec parameter() {
        return parameter;
    }

    /** The numbers of a constant; null for all else. */
    public @Nullable Numbers numbers() {
        return numbers;
    }

    public boolean isParameter() {
        return parameter != null;
    }

    /** Whether it is a parameter that training changes. */
    public boolean learned() {
        return parameter != null && parameter.trainable();
    }

    @Override
    public String toString() {
        return local() + " " + shape;
    }
}
