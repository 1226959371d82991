package dev.nervure.dsl;

import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that a network will compute: symbolic, without numbers. In an annotated interface it is the type of every
 * method and parameter; in a {@link NetworkDefinition} its methods declare further tensors.
 */
public final class Tensor {
    private static final AtomicLong CREATED = new AtomicLong();

    private final Layer layer;
    private final List<Tensor> inputs;
    private final TensorType type;
    private final long order = CREATED.incrementAndGet();
    private @Nullable String name;

    private Tensor(Layer layer, List<Tensor> inputs) {
        int count = inputs.size();
        if (count < layer.minInputs() || count > layer.maxInputs()) {
            throw new NetworkException(Message.ARITY, layer.kind(), arity(layer), count);
        }
        this.layer = layer;
        this.inputs = inputs;
        this.type = layer.type(inputs.stream().map(Tensor::type).toList());
        try {
            type.shape().size();
        } catch (ArithmeticException e) {
            throw new NetworkException(Message.TOO_LARGE, type.shape(), "more than 2147483647");
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

    /** An input of floats; the shape is without the batch. */
    public static Tensor input(String name, int... shape) {
        return of(Layers.of(InputLayer.class, Map.of("value", shape))).named(name);
    }

    /** Names this tensor, and so its accessors and parameters. */
    public Tensor named(String name) {
        this.name = name;
        return this;
    }

    /** {@code y = x · Wᵀ + b}, {@code […, in] → […, units]}. */
    public Tensor dense(int units) {
        return dense(units, layer -> layer);
    }

    /** {@code y = g(x · Wᵀ + b)}. */
    public Tensor dense(int units, Activation activation) {
        return dense(units, layer -> layer.activation(activation));
    }

    /** The same with further attributes: {@code x.dense(32, o -> o.bias(false))}. */
    public Tensor dense(int units, UnaryOperator<DenseLayer> options) {
        return of(options.apply(Layers.of(DenseLayer.class, Map.of("units", units))), this);
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
        return type;
    }

    public Shape shape() {
        return type.shape();
    }

    /** The name, or null while it has none. */
    public @Nullable String name() {
        return name;
    }

    long order() {
        return order;
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
        return (name != null ? name : layer.kind()) + " " + type.shape();
    }
}
