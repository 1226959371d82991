package dev.nervure.processor.stream;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Unit;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Copy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pass that turns the variable axis of a forward program into the places that are given now, step by step: each op has a
 * {@link Rule}, which says what state it keeps and what it computes of those places. Values without that axis stay as they
 * are.
 */
final class Streaming {
    private static final Pattern POSITION = Pattern.compile("placesBefore(\\d*)_*");

    private final Program program;
    private final Dim.Symbol time;
    private final Rates rates;
    private final NameScope names;
    private final Map<Value, Value> values = new HashMap<>();
    private final Map<Value, Value> kept = new HashMap<>();
    private final Map<Integer, Value> positions = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Problem> problems;
    private final String around;
    private final boolean[] bounded;
    private final Set<Value> given;
    /** What depends on parameters alone. */
    private final Set<Value> fixed = new HashSet<>();

    private boolean once;
    private String layer = "";

    /**
     * @param around the tensor that users know a block by; empty for the network itself
     * @param given what the stream is given once
     */
    private Streaming(
            Program program,
            Dim.Symbol time,
            Rates rates,
            List<Problem> problems,
            String around,
            boolean[] bounded,
            Set<Value> given) {
        this.program = program;
        this.time = time;
        this.rates = rates;
        this.problems = problems;
        this.around = around;
        this.bounded = bounded;
        this.given = given;
        this.names = new NameScope(taken(program));
    }

    private static Set<String> taken(Program program) {
        Set<String> taken = new HashSet<>();
        program.tensors().values().forEach(value -> taken.add(value.name()));
        program.parameters().values().forEach(value -> taken.add(value.name()));
        program.forward().forEach(step -> step.outputs().forEach(value -> taken.add(value.name())));
        program.repeats().forEach(repeat -> taken.add(repeat.field()));
        program.unit().symbols().forEach(symbol -> taken.add(symbol.name()));
        return taken;
    }

    /** The pass over a program, whose blocks it reaches too. */
    static Streaming of(Program program, Dim.Symbol time, Dim places) {
        Set<Value> given = new HashSet<>();
        program.unit().inputs().stream()
                .map(program::tensor)
                .filter(input -> !hasTime(input, time))
                .forEach(given::add);
        Streaming streaming = new Streaming(
                program, time, new Rates(time, places, taken(program)), new ArrayList<>(), "", new boolean[1], given);
        streaming.run();
        return streaming;
    }

    private void run() {
        for (Step step : program.forward()) {
            layer = step.layer();
            once = isOnce(step);
            Rules.of(step, this).apply(step, this);
        }
    }

    /** Whether a step computes something of what is given once alone, so that it need not be computed at each place. */
    private boolean isOnce(Step step) {
        List<Value> reads = step.inputs().stream()
                .filter(value -> value.holder() == Value.Holder.ACTIVATIONS)
                .toList();
        boolean timed = step.outputs().stream().anyMatch(this::hasTime);
        boolean seen = !program.unit().block() && step.outputs().stream().anyMatch(program::isOutput);
        if (timed || seen || !reads.stream().allMatch(value -> given.contains(value) || fixed.contains(value))) {
            return false;
        }
        boolean alone = reads.stream().anyMatch(given::contains);
        (alone ? given : fixed).addAll(step.outputs());
        return alone;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The number of the rate whose places before a value counts; −1 if it is another value. */
    static int positionOf(Value value) {
        Matcher matcher = POSITION.matcher(value.name());
        if (value.named() || !matcher.matches()) {
            return -1;
        }
        return matcher.group(1).isEmpty() ? 0 : Integer.parseInt(matcher.group(1));
    }

    Rates rates() {
        return rates;
    }

    /** Whether a stream can take only as many places as the variable axis has. */
    boolean bounded() {
        return bounded[0];
    }

    /** Says that an op knows only so many places. */
    void bound() {
        bounded[0] = true;
    }

    /** The program of the places that are given now. */
    Program program() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("problems are told before: " + problems);
        }
        once = true; // all values as they are computed
        Set<Value> used = new HashSet<>(); // losses and what serves them alone are left out
        for (Step step : steps) {
            used.addAll(step.inputs());
            used.addAll(step.outputs());
        }
        Unit unit = program.unit();
        List<Node> nodes = unit.nodes().stream()
                .filter(node -> used.contains(value(program.tensor(node))))
                .toList();
        Map<String, Value> tensors = new LinkedHashMap<>();
        unit.nodes().forEach(node -> tensors.put(node.name(), value(program.tensor(node))));
        Unit own = new Unit(
                nodes,
                unit.inputs().stream().filter(nodes::contains).toList(),
                List.of(),
                unit.outputs(),
                List.of(),
                List.of(),
                null,
                unit.block(),
                false);
        return new Program(
                own,
                List.copyOf(steps),
                List.of(),
                List.of(),
                tensors,
                program.parameters(),
                Map.of(),
                program.layouts(),
                Set.of(),
                List.of());
    }

    /** How many places there were before of an axis that is made of the variable one, of each sequence. */
    Value position(Dim dim) {
        int rate = rates.index(dim);
        return positions.computeIfAbsent(
                rate,
                number -> Value.intermediate(
                        names.add("placesBefore" + (number == 0 ? "" : Integer.toString(number))),
                        Shape.batch(List.of()),
                        Value.Element.INT));
    }

    /** Whether each place of the variable axis gives one of this axis. */
    boolean isEach(Dim dim) {
        return rates.index(dim) == 0;
    }

    /** Whether one of the axes is time, or made of it. */
    boolean hasTime(Value value) {
        return hasTime(value, time);
    }

    private static boolean hasTime(Value value, Dim.Symbol time) {
        return value.shape().sample().stream()
                .anyMatch(dim -> Unit.symbol(dim).filter(time::equals).isPresent());
    }

    /** The axis that is time, or made of it; −1 if there is none, or one whose places no stream can count. */
    int timeAxis(Value value) {
        List<Dim> dims = value.shape().sample();
        for (int axis = 0; axis < dims.size(); axis++) {
            if (isTime(dims.get(axis))) {
                return axis;
            }
        }
        return -1;
    }

    /** Whether a dimension is time, or made of it in a way that a stream can count. */
    boolean isTime(Dim dim) {
        return Unit.symbol(dim).filter(time::equals).isPresent() && Rate.of(dim).isPresent();
    }

    /** The dimension of a value that is time, or made of it. */
    Dim time(Value value) {
        return value.shape().axis(timeAxis(value));
    }

    /** The same with the places of now instead of all places. */
    Dim now(Dim dim) {
        return isTime(dim) ? rates.now(dim).orElseThrow() : dim;
    }

    /** The value of the places that are given now. */
    Value value(Value value) {
        if (value.holder() != Value.Holder.ACTIVATIONS) {
            return value;
        }
        Value now = values.get(value);
        if (now == null) {
            now = ofShape(value, now(value.shape()));
            values.put(value, now);
        }
        return once || !computedOnce(value) ? now : kept.computeIfAbsent(now, this::keep);
    }

    private boolean computedOnce(Value value) {
        return given.contains(value)
                && program.unit().inputs().stream()
                        .noneMatch(node -> program.tensor(node).equals(value));
    }

    /** What is computed once is copied to where the stream keeps it, for those who read it at each place. */
    private Value keep(Value computed) {
        Value keeps = Value.kept(names.add(computed.name() + "Kept"), computed.shape(), computed.element());
        steps.add(new Step(new Copy(), List.of(computed), List.of(keeps), layer, false, Step.When.GIVEN_ANEW));
        return keeps;
    }

    /** The same for a value that is the same for every sample, but not at every place. */
    Value eachPlace(Value value) {
        return values.computeIfAbsent(
                value, known -> ofShape(known, Shape.batch(now(known.shape()).sample())));
    }

    /** The shape of the places that are given now. */
    Shape now(Shape shape) {
        return shape.withSample(shape.sample().stream().map(this::now).toList());
    }

    private static Value ofShape(Value value, Shape shape) {
        if (shape.equals(value.shape())) {
            return value;
        }
        return value.named()
                ? Value.tensor(value.name(), shape, value.element())
                : Value.intermediate(value.name(), shape, value.element());
    }

    /** What the op of a value carries from call to call: {@code size} floats a sequence. */
    Value state(Value of, String suffix, int size) {
        return Value.state(names.add(of.name() + suffix), Shape.batch(List.of(Dim.of(size))));
    }

    /** A value on the way. */
    Value intermediate(Value of, String suffix, Shape shape) {
        return Value.intermediate(names.add(of.name() + suffix), shape, Value.Element.FLOAT);
    }

    /** Adds a step on values of the places that are given now. */
    void step(Op op, List<Value> inputs, List<Value> outputs, boolean add) {
        steps.add(new Step(op, inputs, outputs, layer, add, once ? Step.When.GIVEN_ANEW : Step.When.ALWAYS));
    }

    /** The same op on what the places that are given now have; a table that it reads may be of each sequence by now. */
    void same(Op op, Step step) {
        List<Value> inputs = step.inputs().stream().map(this::value).toList();
        boolean batched = inputs.stream().anyMatch(value -> value.shape().batched());
        List<Value> outputs = step.outputs().stream()
                .map(value -> batched && hasTime(value) ? eachPlace(value) : value(value))
                .toList();
        step(op, inputs, outputs, step.add());
    }

    /** The block of a step, over the places that are given now. */
    Program body(Step step, Repetition repeat) {
        Program body = repeat.body();
        Set<Value> ofBlock = new HashSet<>();
        List<Node> inputs = body.unit().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            if (once || (i > 0 && given.contains(step.input(i)))) {
                ofBlock.add(body.tensor(inputs.get(i)));
            }
        }
        Streaming inner = new Streaming(body, time, rates, problems, place(), bounded, ofBlock);
        inner.run();
        return problems.isEmpty() ? inner.program() : body;
    }

    /** The tensor that users know a problem by. */
    private String place() {
        return around.isEmpty() ? layer : around;
    }

    /** What is computed of places that are still to come. */
    void looksAhead(String why, String instead) {
        problems.add(new Problem(place(), Message.STREAM_AHEAD.format(place(), why, instead)));
    }
}
