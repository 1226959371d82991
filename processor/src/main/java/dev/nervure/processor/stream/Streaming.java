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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pass that turns the variable axis of a forward program into the places that are given now, step by step: each op has a
 * {@link Rule}, which says what state it keeps and what it computes of those places. Values without that axis stay as they
 * are.
 */
final class Streaming {
    private static final String POSITION = "placesBefore";

    private final Program program;
    private final Dim.Symbol time;
    private final Dim places;
    private final NameScope names;
    private final Map<Value, Value> values = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Problem> problems;
    private final String around;
    private final Value position;
    private final boolean[] bounded;
    private String layer = "";

    private Streaming(
            Program program, Dim.Symbol time, Dim places, List<Problem> problems, String around, boolean[] bounded) {
        this.program = program;
        this.time = time;
        this.places = places;
        this.problems = problems;
        this.around = around;
        this.bounded = bounded;
        Set<String> taken = new HashSet<>();
        program.tensors().values().forEach(value -> taken.add(value.name()));
        program.parameters().values().forEach(value -> taken.add(value.name()));
        program.forward().forEach(step -> step.outputs().forEach(value -> taken.add(value.name())));
        program.repeats().forEach(repeat -> taken.add(repeat.field()));
        this.names = new NameScope(taken);
        this.position = Value.intermediate(names.add(POSITION), Shape.batch(List.of()), Value.Element.INT);
    }

    /** The pass over a program, whose blocks it reaches too. */
    static Streaming of(Program program, Dim.Symbol time, Dim places) {
        Streaming streaming = new Streaming(program, time, places, new ArrayList<>(), "", new boolean[1]);
        streaming.run();
        return streaming;
    }

    private void run() {
        for (Step step : program.forward()) {
            layer = step.layer();
            Rules.of(step, this).apply(step, this);
        }
    }

    List<Problem> problems() {
        return problems;
    }

    /** Whether a value says how many places came before. */
    static boolean isPosition(Value value) {
        return !value.named() && value.name().matches(POSITION + "_*");
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

    /** The places that are given now. */
    Dim places() {
        return places;
    }

    /** How many places the variable axis has at most. */
    int longest() {
        return time.max();
    }

    /** How many places came before, of each sequence. */
    Value position() {
        return position;
    }

    /** Whether one of the axes is time, or made of it. */
    boolean hasTime(Value value) {
        return value.shape().sample().stream().anyMatch(this::ofTime);
    }

    private boolean ofTime(Dim dim) {
        return Unit.symbol(dim).filter(time::equals).isPresent();
    }

    /** The axis that is time; −1 if there is none. */
    int timeAxis(Value value) {
        return value.shape().sample().indexOf(time);
    }

    boolean isTime(Dim dim) {
        return dim.equals(time);
    }

    /** The same with the places of now instead of all places. */
    Dim now(Dim dim) {
        return dim.equals(time) ? places : dim;
    }

    /** The value of the places that are given now. */
    Value value(Value value) {
        if (value.holder() != Value.Holder.ACTIVATIONS) {
            return value;
        }
        return values.computeIfAbsent(value, known -> ofShape(known, now(known.shape())));
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
        steps.add(new Step(op, inputs, outputs, layer, add, Step.When.ALWAYS));
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
    Program body(Repetition repeat) {
        Streaming inner = new Streaming(repeat.body(), time, places, problems, place(), bounded);
        inner.run();
        return problems.isEmpty() ? inner.program() : repeat.body();
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
