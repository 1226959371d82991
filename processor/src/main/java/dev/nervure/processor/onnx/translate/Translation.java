package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.CastLayer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.OnnxException;
import dev.nervure.processor.onnx.OnnxGraph;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.processor.onnx.ValueInfo;
import dev.nervure.processor.onnx.fold.Folding;
import dev.nervure.processor.onnx.operators.Operators;
import dev.nervure.processor.onnx.rules.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a graph. What is known while the graph is read is computed at once; everything else becomes tensors. A node
 * that cannot be part of a network is a problem; what reads it is left out in silence.
 */
final class Translation {
    /** More constants of one tensor are a parameter instead: literals are for what one reads. */
    private static final int LONGEST_CONSTANT = 16;

    /** Integers cannot be parameters; more than these do not fit into a class. */
    private static final int LONGEST_INTEGERS = 4_096;

    /** Loops, functions and branches within each other. */
    private static final int DEEPEST = 64;

    /** Nodes of all turns of all loops and functions; more are no network that javac compiles. */
    private static final int MOST_NODES = 100_000;

    /** Numbers of all constants that are computed: 1 GB as floats. */
    private static final long MOST_NUMBERS = 1L << 28;

    private static final String UNKNOWN = "there is no such operator here yet";

    private final OnnxModel model;
    private final boolean batched;
    private final boolean asWritten; // without rules
    private final Naming naming;
    private final WeightStore weights = new WeightStore();
    private final List<Problem> problems = new ArrayList<>();
    private final IdentityHashMap<Literal, Tensor> tensors = new IdentityHashMap<>();
    private final Set<Tensor> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Tensor, Map.Entry<Call.Mark, Tensor>> marks = new IdentityHashMap<>();
    private final List<String> places = new ArrayList<>();
    private final Scope scope = new Scope(null);
    private Map<String, Integer> opsets;
    private Size firstAxis = Size.of(0); // of the inputs so far
    private int visited;
    private long numbers;

    private Translation(OnnxModel model, boolean batched, boolean asWritten) {
        this.model = model;
        this.batched = batched;
        this.asWritten = asWritten;
        this.opsets = model.opsets();
        this.naming =
                new Naming(model.graph().outputs().stream().map(ValueInfo::name).collect(Collectors.toSet()));
    }

    /**
     * Walks through the graph of a model.
     *
     * @param batched whether the first axis of each input is the batch; otherwise all axes are those of one sample
     */
    static Translation of(OnnxModel model, ImportOptions options, boolean batched) {
        Translation translation = new Translation(model, batched, options.asWritten());
        translation.inputs(options);
        try {
            translation.graph(model.graph(), translation.scope);
        } catch (TooLarge e) {
            translation.problems.add(new Problem("", "graph", model.opset(), "0", String.valueOf(e.getMessage()), ""));
        }
        return translation;
    }

    /** A graph that grows without end. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What became of each node of the graph itself. */
    List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        int number = 0;
        for (OnnxNode node : model.graph().nodes()) {
            Value made = null;
            for (String output : node.outputs()) {
                made = made == null ? scope.get(output) : made;
            }
            String result = made == null
                    ? Outcome.NOT_MADE
                    : made instanceof Flow flow ? flow.dims().toString() : Outcome.AT_ONCE;
            outcomes.add(new Outcome(++number, node.label(), node.kind(), result));
        }
        return outcomes;
    }

    WeightStore weights() {
        return weights;
    }

    IdentityHashMap<Tensor, Map.Entry<Call.Mark, Tensor>> marks() {
        return marks;
    }

    boolean isInput(Tensor tensor) {
        return inputs.contains(tensor);
    }

    Naming naming() {
        return naming;
    }

    /** Why nothing computes a value of the graph; empty if something does. */
    String lack(String name) {
        return scope.lack(name);
    }

    /** A value of the graph; null if it cannot be made. */
    @Nullable
    Value value(String name) {
        return scope.get(name);
    }

    private void inputs(ImportOptions options) {
        for (ValueInfo input : model.graph().inputs()) {
            Literal fixed = options.fixed().get(input.name());
            if (fixed != null) {
                // numbers that take the place of an input are weights if something reads them as such
                scope.put(
                        input.name(),
                        new Known(fixed.type().floats() && fixed.rank() > 0 ? fixed.asWeight(input.name()) : fixed));
                continue;
            }
            try {
                scope.put(input.name(), input(input, options));
            } catch (Unsupported e) {
                inputProblem(input, e, e.input());
            } catch (NetworkException e) {
                inputProblem(input, e, "");
            }
        }
    }

    private void inputProblem(ValueInfo input, RuntimeException e, String needed) {
        scope.fail(input.name());
        problems.add(new Problem(input.name(), "input", model.opset(), "0", String.valueOf(e.getMessage()), needed));
    }

    private Value input(ValueInfo input, ImportOptions options) {
        DataType type = input.type();
        List<ValueInfo.Dimension> dims = input.dims();
        if (type == null || dims == null) {
            throw new Unsupported("the file does not say what the input holds, or it is a list or text");
        }
        if (batched && dims.isEmpty()) {
            throw new Unsupported("the input has no axis for the batch");
        }
        Tensor given = options.tensors().get(input.name());
        if (given != null) {
            inputs.add(given);
            return given(given, type, dims);
        }
        List<Integer> sample = new ArrayList<>();
        List<String> open = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        String variable = "";
        Size batch = Size.BATCH;
        for (int axis = 0; axis < dims.size(); axis++) {
            ValueInfo.Dimension dim = dims.get(axis);
            if (batched && axis == 0) {
                batch = dim.size() < 0 ? Size.BATCH : Size.of(dim.size());
                continue;
            }
            ImportOptions.AxisSize known = options.axis(input.name(), axis);
            if (known != null && known.variable()) {
                if (!sample.isEmpty()) {
                    throw new Unsupported("axis " + axis + " varies; only the first axis after the batch can");
                }
                variable = known.name();
                sample.add(known.max());
            } else if (known != null || dim.size() >= 0) {
                sample.add(Math.toIntExact(known != null ? known.max() : dim.size()));
            } else {
                sample.add(1);
                open.add("axis " + axis + (open.isEmpty() ? " open" : "") + " (it calls it '" + dim + "')");
                wanted.add("@Axis(input = \"" + input.name() + "\", axis = " + axis + ", …)");
            }
        }
        if (!open.isEmpty()) {
            throw new Unsupported("the file leaves the size of " + String.join(" and that of ", open)
                    + "; give it with " + String.join(" ", wanted));
        }
        if (sample.contains(0) || batch.is(0)) {
            throw Unsupported.needs("a value without numbers", input.name());
        }
        if (batched && !firstAxis.equals(Size.of(0)) && !firstAxis.equals(batch)) {
            throw new Unsupported("its first axis is " + batch + " and that of another input " + firstAxis
                    + ", so the first axis is no batch");
        }
        firstAxis = batch;
        String name = naming.unique(input.name(), "input");
        String symbol = variable;
        Tensor tensor = Tensor.input(name, sample, o -> o.type(type.element()).variable(symbol));
        inputs.add(tensor);
        return new Flow(tensor, type, batched ? Axes.FIRST : Axes.SAMPLE, batched ? batch : Size.of(1));
    }

    /** A tensor in the place of an input, if it is what the file expects. */
    private Value given(Tensor tensor, DataType type, List<ValueInfo.Dimension> dims) {
        List<ValueInfo.Dimension> expected = batched ? dims.subList(1, dims.size()) : dims;
        List<Dim> found = tensor.shape().sample();
        boolean fits = tensor.shape().batched()
                && type.element() == tensor.type().element()
                && expected.size() == found.size();
        for (int i = 0; fits && i < found.size(); i++) {
            long size = expected.get(i).size();
            fits = size < 0 || (found.get(i).constant() && found.get(i).max() == size);
        }
        if (!fits) {
            throw new Unsupported("it is " + type + " " + dims + ", and the tensor " + tensor + " holds "
                    + tensor.type().element());
        }
        Size batch = !batched
                ? Size.of(1)
                : dims.get(0).size() < 0 ? Size.BATCH : Size.of(dims.get(0).size());
        return new Flow(tensor, type, batched ? Axes.FIRST : Axes.SAMPLE, batch);
    }

    private void graph(OnnxGraph graph, Scope values) {
        graph.initializers().forEach((name, literal) -> values.put(name, new Known(literal)));
        int number = 0;
        for (OnnxNode node : graph.nodes()) {
            places.add(Integer.toString(++number));
            node(node, values);
            places.remove(places.size() - 1);
        }
    }

    private void node(OnnxNode node, Scope values) {
        if (++visited > MOST_NODES) {
            throw new TooLarge("with all turns of its loops and all calls of its functions it has more than "
                    + MOST_NODES + " nodes");
        }
        List<@Nullable Value> reads = new ArrayList<>();
        try {
            for (String input : node.inputs()) {
                if (!input.isEmpty() && values.failed(input)) {
                    node.outputs().forEach(values::fail);
                    unknown(node);
                    return;
                }
                String lack = values.lack(input);
                if (!lack.isEmpty()) {
                    throw new Unsupported(lack);
                }
                Value value = input.isEmpty() ? null : values.get(input);
                if (value == null && !input.isEmpty()) {
                    throw new Unsupported("it reads '" + input + "', which nothing in the graph gives");
                }
                reads.add(value);
            }
            List<Value> made = outputs(node, reads, values);
            for (int i = 0; i < node.outputs().size(); i++) {
                String output = node.outputs().get(i);
                if (output.isEmpty()) {
                    continue;
                }
                if (i < made.size()) {
                    values.put(output, made.get(i));
                } else {
                    values.lack(output, "nothing computes output " + i + " of " + node.kind() + ", '" + output + "'");
                }
            }
        } catch (Unsupported e) {
            node.outputs().forEach(values::fail);
            unsupported(node, String.valueOf(e.getMessage()), e.input());
        } catch (NetworkException | OnnxException | ArithmeticException e) {
            node.outputs().forEach(values::fail);
            unsupported(node, String.valueOf(e.getMessage()), "");
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | ClassCastException
                | NegativeArraySizeException
                | NoSuchElementException e) {
            // Attributes that are too short, axes that are missing: what the definition of the operator rules out.
            node.outputs().forEach(values::fail);
            unsupported(node, "its inputs or attributes are not those of " + node.kind() + ": " + e.getMessage(), "");
        }
    }

    /** A node whose inputs cannot be made is no news, unless its operator is unknown: all such are told at once. */
    private void unknown(OnnxNode node) {
        if (!Folding.knows(node) && Operators.find(node.kind()) == null) {
            if (!model.functions().containsKey(node.kind())) {
                unsupported(node, UNKNOWN, "");
            }
        }
        for (Attribute attribute : node.attributes().values()) {
            OnnxGraph inner = attribute.graph();
            if (inner != null && places.size() <= DEEPEST) {
                places.add(node.label());
                int number = 0;
                for (OnnxNode within : inner.nodes()) {
                    places.add(Integer.toString(++number));
                    unknown(within);
                    places.remove(places.size() - 1);
                }
                places.remove(places.size() - 1);
            }
        }
    }

    private void unsupported(OnnxNode node, String reason, String input) {
        int opset = opsets.getOrDefault(node.domain(), 1);
        problems.add(new Problem(node.label(), node.kind(), opset, String.join(" in ", places), reason, input));
    }

    private List<Value> outputs(OnnxNode node, List<@Nullable Value> reads, Scope values) {
        int opset = opsets.getOrDefault(node.domain(), 1);
        String first =
                node.outputs().stream().filter(o -> !o.isEmpty()).findFirst().orElse("");
        Supplier<String> name = () -> naming.of(node, first);
        if (!Folding.foldsAll(reads)) {
            String taken = name.get(); // in the order of the nodes
            name = () -> taken;
        }
        Call call = new Call(node, opset, reads, values, this, name);
        List<Value> made = compute(call);
        made.forEach(Translation::requireSmall);
        for (int i = 0; i < made.size(); i++) {
            if (made.get(i) instanceof Flow flow && flow.tensor().name() == null) {
                boolean own = i == 0 && !call.name().isEmpty();
                flow.tensor()
                        .named(
                                own
                                        ? call.name()
                                        : naming.of(
                                                node,
                                                call.wants(i) ? node.outputs().get(i) : first));
            }
        }
        return made;
    }

    /** A sample that no array holds would break what reads it. */
    private static void requireSmall(Value value) {
        if (value instanceof Flow flow) {
            Literal.computed(
                    flow.tensor().shape().sample().stream().map(Dim::max).toList());
        }
    }

    private List<Value> compute(Call call) {
        List<Value> folded = Folding.fold(call);
        if (folded != null) {
            for (Value value : folded) {
                numbers += value instanceof Known known ? known.literal().size() : 0;
            }
            if (numbers > MOST_NUMBERS) {
                throw new TooLarge("its constants compute more than " + MOST_NUMBERS + " numbers");
            }
            return folded;
        }
        Operator operator = Operators.find(call.node().kind());
        if (operator == null) {
            OnnxModel.Function function = model.functions().get(call.node().kind());
            if (function == null) {
                throw new Unsupported(UNKNOWN);
            }
            return function(function, call);
        }
        List<Value> made = operator.apply(call);
        return asWritten
                ? made
                : made.stream().map(value -> Rules.apply(value, call)).toList();
    }

    /** Another operator within a node, by the version that the node itself speaks. */
    List<Value> apply(Call outer, String operator, Map<String, Attribute> attributes, List<Value> reads) {
        OnnxNode node = new OnnxNode(
                outer.node().name(), "", operator, reads.stream().map(r -> "x").toList(), List.of("y"), attributes);
        int opset = outer.node().domain().isEmpty() ? outer.opset() : opsets.getOrDefault("", 18);
        return compute(new Call(node, opset, List.copyOf(reads), new Scope(null), this, outer::name));
    }

    private List<Value> function(OnnxModel.Function function, Call call) {
        requireShallow();
        Scope values = new Scope(null);
        for (int i = 0; i < function.inputs().size(); i++) {
            if (call.has(i)) {
                values.put(function.inputs().get(i), call.in(i));
            }
        }
        Map<String, Integer> before = opsets;
        opsets = function.opsets().isEmpty() ? opsets : function.opsets();
        places.add(call.node().label());
        function.nodes().forEach(node -> node(node, values));
        places.remove(places.size() - 1);
        opsets = before;
        return results(function.outputs(), values);
    }

    /** The results of a graph within a node. */
    List<Value> inner(OnnxGraph graph, List<Value> given, Scope outer, String label) {
        requireShallow();
        Scope values = new Scope(outer);
        for (int i = 0; i < given.size(); i++) {
            values.put(graph.inputs().get(i).name(), given.get(i));
        }
        places.add(label);
        graph(graph, values);
        places.remove(places.size() - 1);
        return results(graph.outputs().stream().map(ValueInfo::name).toList(), values);
    }

    private void requireShallow() {
        if (places.size() > DEEPEST) {
            throw new Unsupported("functions and graphs are nested more than " + DEEPEST + " deep");
        }
    }

    private static List<Value> results(List<String> names, Scope values) {
        List<Value> results = new ArrayList<>();
        for (String name : names) {
            Value value = values.get(name);
            if (value == null) {
                throw new Unsupported("a node within it cannot be computed");
            }
            results.add(value);
        }
        return results;
    }

    /** Numbers as a tensor that is the same for every sample. */
    Tensor tensor(Literal literal) {
        return tensors.computeIfAbsent(literal, numbers -> make(numbers.bounded()));
    }

    private Tensor make(Literal literal) {
        int[] shape = literal.dims().stream().mapToInt(i -> i).toArray();
        if (literal.size() == 0) {
            throw new Unsupported("a value without numbers: " + literal);
        }
        if (!literal.type().floats()) {
            return integers(literal, shape);
        }
        boolean parameter = literal.weight() != null && literal.size() > 1;
        if (!parameter && literal.finite() && literal.uniform()) {
            return Tensor.constant(new float[] {literal.number(0)}, shape);
        }
        if (!parameter && literal.finite() && literal.size() <= LONGEST_CONSTANT) {
            return Tensor.constant(literal.numbers(), shape);
        }
        String known = literal.weight() == null ? "" : Naming.path(literal.weight());
        String name = naming.unique(known, parameter ? "weight" : "table");
        String path = weights.add(known.isEmpty() ? name : known, Map.of("", literal));
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("value", literal.dims());
        attributes.put("trainable", parameter);
        attributes.put("name", path);
        return Tensor.of(Layers.of(ParameterLayer.class, attributes)).named(name + "Values");
    }

    private static Tensor integers(Literal literal, int[] shape) {
        if (literal.size() > LONGEST_INTEGERS && !literal.uniform()) {
            throw new Unsupported("a table of " + literal.size() + " integers; at most " + LONGEST_INTEGERS + " fit");
        }
        long[] all = literal.uniform() ? new long[] {literal.integer(0)} : literal.integers();
        int[] values = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            if (all[i] != (int) all[i]) {
                throw new Unsupported("the integer " + all[i] + " does not fit into 32 bits");
            }
            values[i] = (int) all[i];
        }
        Tensor tensor = Tensor.constant(values, shape);
        return literal.type() == DataType.BOOL
                ? Tensor.of(Layers.of(CastLayer.class, Map.of("type", ElementType.BOOL)), tensor)
                : tensor;
    }
}
