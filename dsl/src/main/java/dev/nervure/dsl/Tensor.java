package dev.nervure.dsl;

import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.DerivativeLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.dsl.layer.PartLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Graph;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Origin;
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
 * method and parameter; in a {@link NetworkDefinition} its methods declare further tensors. Each method is named after
 * the layer's annotation, which gives the formula, the parameters and the source.
 *
 * <p>Shapes are those of one sample; axes count from 0, or from −1 backwards. A method with {@code options} takes a
 * lambda that sets further attributes: {@code x.conv2d(16, 3, o -> o.stride(2).padding(1))}.
 *
 * <p>Every method that declares a tensor throws {@link NetworkException} if the layer does not fit the tensors that it
 * reads, if an attribute is out of range, if a tensor that it reads is a loss, or if a sample has more values than the
 * largest array. It throws {@link IllegalStateException} once the time for the declaration is over.
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
     * Counts all tensors. Only the order within one declaration matters, and one thread makes a declaration. The order
     * gives the inputs their sequence and numbers tensors without a name. It also shows which tensors a block reads
     * from outside: those that are older than the block's first tensor. A lambda gives no other sign of its beginning.
     */
    private static final AtomicLong CREATED = new AtomicLong();

    private static final Pattern PATH = Pattern.compile("\\w+(\\.\\w+)*");

    private final Layer layer;
    private final List<Tensor> inputs;
    private final List<TensorType> outputs;
    private final long order = CREATED.incrementAndGet();
    private @Nullable String name;
    private @Nullable Origin origin;

    private Tensor(Layer layer, List<Tensor> inputs) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while a network was declared");
        }
        this.layer = layer;
        this.inputs = inputs;
        checkInputs();
        if (!layer.name().isEmpty() && !isPath(layer.name())) {
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
     * {@return the result of any layer} All other methods are short for this one.
     *
     * @param layer the layer with its attributes
     * @param inputs the tensors that it reads, in order
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
        List<Tensor> reads = new ArrayList<>(List.of(inputs));
        reads.addAll(Layers.tensors(type, attributes));
        return of(Layers.of(type, attributes), reads.toArray(Tensor[]::new));
    }

    /**
     * {@return an input of floats, {@code [value…]} for each sample}
     *
     * @param name the name of the input, a Java identifier
     * @param value the sizes of one sample, without the batch; none for a scalar
     * @throws NetworkException if the name is not an identifier or a size is under 1
     */
    public static Tensor input(String name, int... value) {
        return of(InputLayer.class, Map.of("value", value)).named(name);
    }

    /**
     * {@return an input, {@code [value…]} for each sample} Example: {@code Tensor.input("ids", List.of(64), o ->
     * o.type(INT))}.
     *
     * @param name the name of the input, a Java identifier
     * @param value the sizes of one sample, without the batch
     * @param options sets further attributes
     * @throws NetworkException if the name is not an identifier, a size is under 1, or an attribute is out of range
     */
    public static Tensor input(String name, List<Integer> value, UnaryOperator<InputOptions> options) {
        return of(InputLayer.class, options.apply(new InputOptions(Map.of("value", value))))
                .named(name);
    }

    /**
     * {@return a target of floats, {@code [value…]} for each sample} Only losses can read it.
     *
     * @param name the name of the target, a Java identifier
     * @param value the sizes of one sample, without the batch; none for a scalar
     * @throws NetworkException if the name is not an identifier or a size is under 1
     */
    public static Tensor target(String name, int... value) {
        return of(TargetLayer.class, Map.of("value", value)).named(name);
    }

    /**
     * {@return a target, {@code [value…]} for each sample} Only losses can read it. Example: {@code
     * Tensor.target("label", List.of(), o -> o.type(INT))}.
     *
     * @param name the name of the target, a Java identifier
     * @param value the sizes of one sample, without the batch
     * @param options sets further attributes
     * @throws NetworkException if the name is not an identifier, a size is under 1, or an attribute is out of range
     */
    public static Tensor target(String name, List<Integer> value, UnaryOperator<InputOptions> options) {
        return of(TargetLayer.class, options.apply(new InputOptions(Map.of("value", value))))
                .named(name);
    }

    /**
     * {@return a learned tensor that belongs to no layer, {@code [value…]}, the same for every sample}
     *
     * @param name the name of the tensor and of its parameter, a Java identifier
     * @param value the sizes of the axes
     * @throws NetworkException if the name is not an identifier or a size is under 1
     */
    public static Tensor parameter(String name, int... value) {
        return of(ParameterLayer.class, Map.of("value", value)).named(name);
    }

    /**
     * {@return a learned tensor that belongs to no layer, {@code [value…]}, the same for every sample} Example: {@code
     * Tensor.parameter("cls", List.of(1, 32), o -> o.trainable(false))}.
     *
     * @param name the name of the tensor, a Java identifier
     * @param value the sizes of the axes
     * @param options sets further attributes
     * @throws NetworkException if the name is not an identifier, a size is under 1, or an attribute is out of range
     */
    public static Tensor parameter(String name, List<Integer> value, UnaryOperator<FreeParameterOptions> options) {
        return of(ParameterLayer.class, options.apply(new FreeParameterOptions(Map.of("value", value))))
                .named(name);
    }

    /**
     * {@return one number, {@code []}, the same for every sample}
     *
     * @param value the number
     * @throws NetworkException if the number is not finite
     */
    public static Tensor constant(float value) {
        return of(ConstantLayer.class, Map.of("value", value));
    }

    /**
     * {@return fixed floats, {@code [shape…]}, the same for every sample}
     *
     * @param value the floats, row by row; one stands for all, none for zeros
     * @param shape the sizes of the axes; none for a scalar
     * @throws NetworkException if there are more or fewer floats than the shape holds, or one is not finite
     */
    public static Tensor constant(float[] value, int... shape) {
        return of(ConstantLayer.class, Map.of("value", value, "shape", shape));
    }

    /**
     * {@return fixed integers, {@code [shape…]}, the same for every sample}
     *
     * @param ints the integers, row by row; one stands for all
     * @param shape the sizes of the axes; none for a scalar
     * @throws NetworkException if there are more or fewer integers than the shape holds
     */
    public static Tensor constant(int[] ints, int... shape) {
        return of(ConstantLayer.class, Map.of("ints", ints, "shape", shape));
    }

    /**
     * {@return the first output of an ONNX file} The file's layers become layers of this network, under the file's names where
     * no other tensor has them. Their parameters begin with the numbers of the file: {@code create(seed)} reads them from a
     * resource beside the generated classes, and draws all others.
     *
     * @param file a resource of the module or of a dependency, by its path below the root, or beside the class that calls
     * @param inputs what the file reads, in its order; its first axis is the batch, as here
     * @throws NetworkException if the file is not there, its inputs do not fit, or a node of it cannot become a layer; all such
     *     nodes are told at once
     */
    public static Tensor onnx(String file, Tensor... inputs) {
        return onnx(file, List.of(inputs), o -> o);
    }

    /**
     * {@return the first chosen output of an ONNX file} Example, features of a network whose weights stay as they are: {@code
     * Tensor.onnx("backbone.onnx", List.of(x), o -> o.outputs("features").trainable(false))}.
     *
     * @param file a resource of the module or of a dependency, by its path below the root, or beside the class that calls
     * @param inputs what the file reads, in its order, without inputs that the options fix
     * @param options sets further attributes
     * @throws NetworkException as {@link #onnx(String, Tensor...)}
     */
    public static Tensor onnx(String file, List<Tensor> inputs, UnaryOperator<OnnxOptions> options) {
        return onnxOutputs(file, inputs, options).get(0);
    }

    /**
     * {@return all chosen outputs of an ONNX file, in the order in which they were chosen, or else in the file's}
     *
     * @param file a resource of the module or of a dependency, by its path below the root, or beside the class that calls
     * @param inputs what the file reads, in its order, without inputs that the options fix
     * @param options sets further attributes
     * @throws NetworkException as {@link #onnx(String, Tensor...)}
     */
    public static List<Tensor> onnxOutputs(String file, List<Tensor> inputs, UnaryOperator<OnnxOptions> options) {
        return OnnxTensors.read(file, inputs, options.apply(new OnnxOptions()));
    }

    /**
     * {@return tensors one after another along an axis, {@code […, a, …], […, b, …] → […, a + b, …]}}
     *
     * @param axis the axis of a sample, from 0, or from −1 backwards
     * @param tensors at least two tensors of floats that differ in this axis only
     * @throws NetworkException if they differ elsewhere, or the axis is variable or not there
     */
    public static Tensor concat(int axis, List<Tensor> tensors) {
        return of(ConcatLayer.class, Map.of("axis", axis), tensors.toArray(Tensor[]::new));
    }

    /**
     * {@return the result of a block that runs several times, each time on the previous result} Each time has
     * parameters of its own, {@code name.0.…}, {@code name.1.…} and so on. The size of the generated code grows with
     * the block, not with {@code times}.
     *
     * @param times the number of runs, 1 to 1,000
     * @param name the prefix of the parameters' names; empty for none: {@code 0.…}, {@code 1.…}
     * @param block declares the result from the tensor that the block reads; both have one type
     * @throws NetworkException if the result has another type, or the block does not read its input
     */
    public Tensor repeat(int times, String name, UnaryOperator<Tensor> block) {
        return repeat(times, name, o -> o, block);
    }

    /**
     * {@return the result of a block that runs several times, with further attributes} Example: {@code x.repeat(12,
     * "block", o -> o.recompute(true), y -> …)}.
     *
     * @param times the number of runs, 1 to 1,000
     * @param name the prefix of the parameters' names; empty for none: {@code 0.…}, {@code 1.…}
     * @param options sets further attributes
     * @param block declares the result from the tensor that the block reads; both have one type
     * @throws NetworkException if the result has another type, or the block does not read its input
     */
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
     * {@return another output of this tensor's layer} Output 0 is this tensor itself; {@code x.lstm(32).part(1)} is the
     * final state. The layer's annotation lists the outputs.
     *
     * @param value the index of the output, from 0
     * @throws NetworkException if the layer has no such output
     */
    public Tensor part(int value) {
        return of(PartLayer.class, Map.of("value", value), this);
    }

    /** {@return all outputs of this tensor's layer, this one first} */
    public List<Tensor> parts() {
        List<Tensor> parts = new ArrayList<>(List.of(this));
        for (int i = 1; i < outputs.size(); i++) {
            parts.add(part(i));
        }
        return List.copyOf(parts);
    }

    /**
     * {@return the activation of each value, {@code […] → […]}}
     *
     * @param activation the activation
     * @throws NetworkException if this tensor does not hold floats
     */
    public Tensor activation(Activation activation) {
        return of(activation.layer(), this);
    }

    /**
     * Names this tensor. Generated accessors and parameters take their names from it.
     *
     * @param name a Java identifier
     * @return this tensor
     * @throws NetworkException if the name is not an identifier
     */
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

    /**
     * {@return this tensor, as one of a file} It has no name then but the one that the file suggests.
     *
     * @param origin where it comes from
     */
    public Tensor from(Origin origin) {
        this.name = null;
        this.origin = origin;
        return this;
    }

    /** {@return where this tensor comes from, or null if it was declared here} */
    public @Nullable Origin origin() {
        return origin;
    }

    /** {@return the layer that computes this tensor} */
    public Layer layer() {
        return layer;
    }

    /** {@return the tensors that the layer reads, in order} */
    public List<Tensor> inputs() {
        return inputs;
    }

    /** {@return the shape and the type of the values} */
    public TensorType type() {
        return outputs.get(0);
    }

    /** {@return the shape, with the batch first if the tensor depends on an input} */
    public Shape shape() {
        return type().shape();
    }

    /** {@return the name, or null if there is none yet} */
    public @Nullable String name() {
        return name;
    }

    /** {@return a number that is larger for each tensor declared later} */
    public long order() {
        return order;
    }

    static boolean isPath(String name) {
        return PATH.matcher(name).matches();
    }

    private void checkInputs() {
        int count = inputs.size();
        if (count < layer.minInputs() || count > layer.maxInputs()) {
            throw new NetworkException(Message.ARITY, layer.kind(), arity(layer), count);
        }
        if (layer instanceof DerivativeLayer) {
            Tensor of = inputs.get(0);
            Tensor in = inputs.get(1);
            if (!Graph.reachable(List.of(of), tensor -> tensor == in).contains(in)) {
                throw NetworkException.input(1, Message.DERIVATIVE_INDEPENDENT, of.label(), in.label());
            }
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
