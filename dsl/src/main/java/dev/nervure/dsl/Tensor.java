package dev.nervure.dsl;

import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that a network will compute: symbolic, without numbers. In an annotated interface it is the type of every
 * method and parameter; in a {@link NetworkDefinition} its methods declare further tensors, by the annotations' names.
 *
 * <p>Shapes are those of one sample; axes count from 0, or from −1 backwards. All methods throw {@link
 * NetworkException} if a layer does not fit the tensors.
 */
public final class Tensor
        implements ActivationMethods,
                ArithmeticMethods,
                LogicMethods,
                ShapeMethods,
                DenseMethods,
                ConvolutionMethods,
                NormMethods,
                RecurrentMethods,
                AttentionMethods,
                LossMethods {
    /**
     * Counts all tensors. Only the order within one declaration matters, and one thread makes a declaration: it tells
     * the inputs apart as they were declared, numbers tensors without a name, and tells what a block reads from outside,
     * which is older than the block's own first tensor. A counter, because a lambda has no other way to say when it began.
     */
    private static final AtomicLong CREATED = new AtomicLong();

    private static final Pattern PATH = Pattern.compile("\\w+(\\.\\w+)*");

    private final Layer layer;
    private final List<Tensor> inputs;
    private final List<TensorType> outputs;
    private final long order = CREATED.incrementAndGet();
    private @Nullable String name;

    private Tensor(Layer layer, List<Tensor> inputs) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while a network was declared");
        }
        this.layer = layer;
        this.inputs = inputs;
        checkInputs();
        if (!layer.name().isEmpty() && !PATH.matcher(layer.name()).matches()) {
            throw NetworkException.attribute("name", Message.PATH, layer.name());
        }
        Layers.requireFinite(layer);
        List<TensorType> types = inputs.stream().map(Tensor::type).toList();
        try {
            this.outputs = layer instanceof PartLayer part
                    ? List.of(part.of(inputs.get(0).outputs, inputs.get(0).layer.kind()))
                    : layer.types(types);
            outputs.forEach(type -> type.shape().size());
            layer.parameters(types).forEach(ParameterSpec::size);
        } catch (ArithmeticException e) {
            throw new NetworkException(Message.TOO_LARGE, layer.kind());
        }
    }

    /**
     * The result of any layer: what every other method is short for.
     *
     * @throws NetworkException if the layer does not fit the tensors
     */
    public static Tensor of(Layer layer, Tensor... inputs) {
        return new Tensor(layer, List.of(inputs));
    }

    static Tensor of(Class<? extends Layer> type, Tensor... inputs) {
        return of(type, Map.of(), inputs);
    }

    static Tensor of(Class<? extends Layer> type, Tensor first, Tensor[] others) {
        return of(type, Map.of(), first, others);
    }

    static Tensor of(Class<? extends Layer> type, Map<String, ?> attributes, Tensor first, Tensor[] others) {
        List<Tensor> inputs = new ArrayList<>(List.of(first));
        inputs.addAll(List.of(others));
        return of(type, attributes, inputs.toArray(Tensor[]::new));
    }

    static Tensor of(Class<? extends Layer> type, Options<?> options, Tensor... inputs) {
        return of(type, options.attributes(), inputs);
    }

    static Tensor of(Class<? extends Layer> type, Map<String, ?> attributes, Tensor... inputs) {
        return of(Layers.of(type, attributes), inputs);
    }

    /** An input of floats; the shape is without the batch. */
    public static Tensor input(String name, int... value) {
        return of(InputLayer.class, Map.of("value", value)).named(name);
    }

    /** An input of floats, or of integers: {@code Tensor.input("ids", List.of(64), o -> o.type(INT))}. */
    public static Tensor input(String name, List<Integer> value, UnaryOperator<InputOptions> options) {
        return of(InputLayer.class, options.apply(new InputOptions(Map.of("value", value))))
                .named(name);
    }

    /** A target of floats; the shape is without the batch. */
    public static Tensor target(String name, int... value) {
        return of(TargetLayer.class, Map.of("value", value)).named(name);
    }

    /** A target of floats, or of integers: {@code Tensor.target("ids", List.of(64), o -> o.type(INT))}. */
    public static Tensor target(String name, List<Integer> value, UnaryOperator<InputOptions> options) {
        return of(TargetLayer.class, options.apply(new InputOptions(Map.of("value", value))))
                .named(name);
    }

    /** A learned tensor that belongs to no layer, the same for every sample. */
    public static Tensor parameter(String name, int... value) {
        return of(ParameterLayer.class, Map.of("value", value)).named(name);
    }

    /** The same with further attributes: {@code Tensor.parameter("cls", List.of(1, 32), o -> o.trainable(false))}. */
    public static Tensor parameter(String name, List<Integer> value, UnaryOperator<FreeParameterOptions> options) {
        return of(ParameterLayer.class, options.apply(new FreeParameterOptions(Map.of("value", value))))
                .named(name);
    }

    /** One number, the same for every sample: {@code []}. */
    public static Tensor constant(float value) {
        return of(ConstantLayer.class, Map.of("value", value));
    }

    /** Floats that are given, the same for every sample: {@code [shape…]}, row by row. */
    public static Tensor constant(float[] value, int... shape) {
        return of(ConstantLayer.class, Map.of("value", value, "shape", shape));
    }

    /** Integers that are given, the same for every sample: {@code [shape…]}, row by row. */
    public static Tensor constant(int[] ints, int... shape) {
        return of(ConstantLayer.class, Map.of("ints", ints, "shape", shape));
    }

    /** Tensors one after another along an axis. */
    public static Tensor concat(int axis, List<Tensor> tensors) {
        return of(ConcatLayer.class, Map.of("axis", axis), tensors.toArray(Tensor[]::new));
    }

    /**
     * A block that runs {@code times} times, each time on the result before and with parameters of its own, {@code
     * name.0.…}, {@code name.1.…} and so on. What is generated grows with the block, not with {@code times}.
     *
     * @param block declares the result from what the block reads; both have one type
     */
    public Tensor repeat(int times, String name, UnaryOperator<Tensor> block) {
        return repeat(times, name, o -> o, block);
    }

    /** The same with further attributes: {@code x.repeat(12, "block", o -> o.recompute(true), y -> …)}. */
    public Tensor repeat(int times, String name, UnaryOperator<RepeatOptions> options, UnaryOperator<Tensor> block) {
        List<Tensor> reads = new ArrayList<>();
        Block body = Block.declare(List.of(type()), inputs -> block.apply(inputs.get(0)), reads);
        Map<String, ?> layer = Map.of("times", times, "name", name, "body", body, "recompute", false);
        return of(
                RepeatLayer.class,
                options.apply(new RepeatOptions(layer)).attributes(),
                this,
                reads.toArray(Tensor[]::new));
    }

    /**
     * Another output of this tensor's layer, which is output 0 itself: {@code x.lstm(32).part(1)} is the final state. What
     * the outputs are, the layer's annotation says.
     */
    public Tensor part(int value) {
        return of(PartLayer.class, Map.of("value", value), this);
    }

    /** All outputs of this tensor's layer, this one first. */
    public List<Tensor> parts() {
        List<Tensor> parts = new ArrayList<>(List.of(this));
        for (int i = 1; i < outputs.size(); i++) {
            parts.add(part(i));
        }
        return List.copyOf(parts);
    }

    /** An activation by its constant. */
    public Tensor activation(Activation activation) {
        return of(activation.layer(), this);
    }

    /** Names this tensor, and so its accessors and parameters. */
    public Tensor named(String name) {
        boolean valid = !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
        if (!valid) {
            throw new NetworkException(Message.IDENTIFIER, name);
        }
        this.name = name;
        return this;
    }

    /** The layer that computes this tensor. */
    public Layer layer() {
        return layer;
    }

    /** The tensors that the layer reads. */
    public List<Tensor> inputs() {
        return inputs;
    }

    public TensorType type() {
        return outputs.get(0);
    }

    public Shape shape() {
        return type().shape();
    }

    /** The name, or null while it has none. */
    public @Nullable String name() {
        return name;
    }

    /** The place among all tensors that were declared, counted up. */
    public long order() {
        return order;
    }

    private void checkInputs() {
        int count = inputs.size();
        if (count < layer.minInputs() || count > layer.maxInputs()) {
            throw new NetworkException(Message.ARITY, layer.kind(), arity(layer), count);
        }
        for (int i = 0; i < count; i++) {
            if (inputs.get(i).layer instanceof LossLayer) {
                throw NetworkException.input(
                        i, Message.LOSS_READ, layer.kind(), inputs.get(i).label());
            }
        }
    }

    /** The name, or what stands for it. */
    String label() {
        return name != null ? name : layer.kind();
    }

    private static String arity(Layer layer) {
        int min = layer.minInputs();
        int max = layer.maxInputs();
        if (max == Integer.MAX_VALUE) {
            return min + " or more tensors";
        }
        return (min == max ? "" : min + " to ") + max + (max == 1 ? " tensor" : " tensors");
    }

    @Override
    public String toString() {
        return label() + " " + shape();
    }
}
