package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.OnnxGraph;
import dev.nervure.processor.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node, with what is known of its inputs: what operators look at and make tensors with. */
public final class Call {
    /** Attributes that are one number, or one for each axis of an image. */
    private static final List<String> ONE_FOR_ALL =
            List.of("kernelSize", "stride", "padding", "dilation", "outputPadding");

    private final OnnxNode node;
    private final int opset;
    private final List<@Nullable Value> inputs;
    private final Scope scope;
    private final Translation translation;
    private final Supplier<String> naming;
    private @Nullable String name;

    Call(
            OnnxNode node,
            int opset,
            List<@Nullable Value> inputs,
            Scope scope,
            Translation translation,
            Supplier<String> naming) {
        this.node = node;
        this.opset = opset;
        this.inputs = inputs;
        this.scope = scope;
        this.translation = translation;
        this.naming = naming;
    }

    public OnnxNode node() {
        return node;
    }

    /** The version of the operators of the node's domain. */
    public int opset() {
        return opset;
    }

    /** The number of inputs, with those that are left out. */
    public int size() {
        return inputs.size();
    }

    /** Whether an input is there. */
    public boolean has(int input) {
        return input < inputs.size() && inputs.get(input) != null;
    }

    /** Whether somebody may read an output. */
    public boolean wants(int output) {
        return output < node.outputs().size() && !node.outputs().get(output).isEmpty();
    }

    /** An input. */
    public Value in(int input) {
        Value value = input < inputs.size() ? inputs.get(input) : null;
        if (value == null) {
            throw new Unsupported("input " + input + " is missing");
        }
        return value;
    }

    /** Another value of the graph, by its name; null if there is none before the node. */
    public @Nullable Value value(String name) {
        return scope.get(name);
    }

    /** All inputs that are there. */
    public List<Value> all() {
        List<Value> all = new ArrayList<>();
        for (Value value : inputs) {
            if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    /** An input whose numbers must be known. */
    public Literal known(int input, String what) {
        Value value = in(input);
        if (value instanceof Known known) {
            return known.literal();
        }
        if (value instanceof Flow flow && translation.isInput(flow.tensor())) {
            throw Unsupported.needs(what, node.inputs().get(input));
        }
        throw new Unsupported(what + " is computed, and must be known while the graph is compiled");
    }

    /** An input that says sizes or places: integers, perhaps with symbols. */
    public List<Size> sizes(int input, String what) {
        return in(input) instanceof Sizes sizes
                ? sizes.sizes()
                : known(input, what).ints64().stream().map(Size::of).toList();
    }

    /** An input as a tensor. */
    public Flow flow(int input) {
        return flow(in(input));
    }

    /** A value as a tensor: numbers that are known become constants or parameters. */
    public Flow flow(Value value) {
        if (value instanceof Flow flow) {
            return flow;
        }
        if (value instanceof Known known) {
            return new Flow(translation.tensor(known.literal()), known.type(), Axes.SAMPLE, Size.of(1));
        }
        throw new Unsupported("it computes with a size that hangs on the batch");
    }

    public boolean has(String attribute) {
        return node.attributes().containsKey(attribute);
    }

    public long integer(String attribute, long otherwise) {
        Attribute value = node.attributes().get(attribute);
        return value == null ? otherwise : value.integer();
    }

    public boolean flag(String attribute) {
        return integer(attribute, 0) != 0;
    }

    public float number(String attribute, float otherwise) {
        Attribute value = node.attributes().get(attribute);
        return value == null ? otherwise : value.number();
    }

    public String text(String attribute, String otherwise) {
        Attribute value = node.attributes().get(attribute);
        return value == null ? otherwise : value.text();
    }

    public List<Integer> integers(String attribute, List<Integer> otherwise) {
        Attribute value = node.attributes().get(attribute);
        return value == null
                ? otherwise
                : value.integers().stream().map(Call::clamp).toList();
    }

    public @Nullable Attribute attribute(String attribute) {
        return node.attributes().get(attribute);
    }

    /** A 64-bit integer that often means "as far as there is anything". */
    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    /** Axes or sizes that stand in an attribute up to a version, and in an input since; null if neither is there. */
    public @Nullable List<Integer> integersOrInput(String attribute, int input, String what) {
        if (has(input)) {
            return known(input, what).ints64().stream().map(Call::clamp).toList();
        }
        return has(attribute) ? integers(attribute, List.of()) : null;
    }

    /** An axis counted from 0. */
    public static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new Unsupported("axis " + axis + " is not an axis of a value with " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** A name that no other tensor or layer has, after that of the node. What is computed at once takes none. */
    public String name() {
        if (name == null) {
            name = naming.get();
        }
        return name;
    }

    public WeightStore weights() {
        return translation.weights();
    }

    /** The path of the weight in the file without its last word, {@code fc} of {@code fc.weight}; else the node's name. */
    public String path(Literal weight) {
        String known = weight.weight();
        return known != null && known.matches("\\w+(\\.\\w+)*\\.weight")
                ? known.substring(0, known.length() - ".weight".length())
                : name();
    }

    /**
     * A layer with parameters whose numbers are known.
     *
     * @param type the layer
     * @param attributes its attributes, without the name
     * @param path the path that the parameters should have
     * @param parameters the parameters, by their names below the path
     * @param reads the tensors that it reads
     */
    public Tensor layer(
            Class<? extends Layer> type,
            Map<String, Object> attributes,
            String path,
            Map<String, Literal> parameters,
            Tensor... reads) {
        Map<String, Object> all = spelled(attributes);
        all.put("name", weights().add(path, parameters));
        return make(Layers.of(type, all), reads);
    }

    /** A layer without parameters. */
    public Tensor layer(Class<? extends Layer> type, Map<String, Object> attributes, Tensor... reads) {
        return make(Layers.of(type, spelled(attributes)), reads);
    }

    /** One size for all axes, as somebody would write it, where a file gives one for each. */
    private static Map<String, Object> spelled(Map<String, Object> attributes) {
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        for (String name : ONE_FOR_ALL) {
            if (all.get(name) instanceof List<?> sizes
                    && sizes.stream().distinct().count() == 1) {
                all.put(name, List.of(sizes.get(0)));
            }
        }
        return all;
    }

    private Tensor make(Layer layer, Tensor... reads) {
        return Tensor.of(layer, reads);
    }

    /** A constant as a tensor, the same for every sample. */
    public Tensor constant(Literal literal) {
        return translation.tensor(literal);
    }

    /** A float as a value. */
    public static Known number(float value) {
        return new Known(Literal.of(DataType.FLOAT, List.of(), new float[] {value}));
    }

    /** Applies another operator within this node. */
    public Value apply(String operator, Map<String, Attribute> attributes, Value... reads) {
        return translation.apply(this, operator, attributes, List.of(reads)).get(0);
    }

    /** The results of a graph within this node, which may read what is around it. */
    public List<Value> run(OnnxGraph graph, List<Value> given) {
        return translation.inner(graph, given, scope, node.label());
    }

    /** What a tensor of several layers stands for, where rules look for it. */
    public enum Mark {
        /** The error function. */
        ERF
    }

    /** Remembers that a tensor is a function of another one. */
    public Tensor mark(Tensor tensor, Mark mark, Tensor of) {
        translation.marks().put(tensor, Map.entry(mark, of));
        return tensor;
    }

    /** What a tensor is marked as the function of; null if it is not marked so. */
    public @Nullable Tensor marked(Tensor tensor, Mark mark) {
        Map.Entry<Mark, Tensor> entry = translation.marks().get(tensor);
        return entry != null && entry.getKey() == mark ? entry.getValue() : null;
    }

    /** The same computation for a tensor of images, {@code [n, channels, places…]}, whatever lies where. */
    public Flow perImage(Flow x, Function<Tensor, Tensor> layer) {
        return Images.each(x, layer);
    }
}
