package dev.nervure.processor.stream;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Unit;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.lower.Lowerings;
import dev.nervure.processor.rewrite.Rewrites;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a stream: of one place, and of many at once. Both keep the same state.
 *
 * @param time the symbol of the variable axis
 * @param step what one place computes
 * @param feed what up to {@link #FED} places compute at once
 * @param longest how many places a stream can take; 0 for any number
 * @param rates what strides leave of the variable axis: that of the axis itself first
 */
public record Streams(Dim.Symbol time, Program step, Program feed, int longest, Rates rates) {
    /** Places that are computed at once when many are fed: enough for products of matrices, few enough for a cache. */
    public static final int FED = 64;

    private static final Set<String> MEMBERS = Set.of(
            "position",
            "reset",
            "copy",
            "stateBytes",
            "save",
            "restore",
            "step",
            "feed",
            "begin",
            "end",
            "took",
            "count",
            "capacity",
            "places",
            "given",
            "join",
            "leave");

    /**
     * The programs of a network that can stream.
     *
     * @param laidOut forward, with the layouts of the parameters, which all forms share
     */
    public static Streams of(Program laidOut) {
        Dim.Symbol time = time(laidOut.unit());
        if (time == null) {
            throw new IllegalStateException("the problems of a stream are told before");
        }
        Streaming step = Streaming.of(laidOut, time, Dim.of(1));
        Streaming feed = Streaming.of(laidOut, time, Dim.symbol(time.name(), Math.min(FED, time.max())));
        return new Streams(
                time,
                Rewrites.forward(step.program()),
                Rewrites.forward(feed.program()),
                step.bounded() ? time.max() : 0,
                step.rates());
    }

    /** The bytes that one stream carries from call to call. */
    public long stateBytes() {
        return stateBytes(step);
    }

    private static long stateBytes(Program program) {
        long own = program.forward().stream()
                .flatMap(each -> each.outputs().stream())
                .filter(Value::state)
                .distinct()
                .mapToLong(Value::bytes)
                .sum();
        return own
                + program.repeats().stream()
                        .mapToLong(repeat -> repeat.times() * stateBytes(repeat.body()))
                        .sum();
    }

    /** The rate whose places before a value of the programs counts, which all values of streams have; empty for other values. */
    public Optional<Rate> position(Value value) {
        int number = Streaming.positionOf(value);
        return number < 0 ? Optional.empty() : Optional.of(rates.all().get(number));
    }

    /** The rate whose places of now a symbol counts. */
    public Rate rate(Dim.Symbol symbol) {
        return symbol.name().equals(time.name())
                ? Rate.EACH
                : rates.symbols().entrySet().stream()
                        .filter(entry -> entry.getKey().name().equals(symbol.name()))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
    }

    /** The axis of a tensor that is the variable one, or made of it; −1 if there is none. */
    public int timeAxis(Node node) {
        List<Dim> dims = node.type().shape().sample();
        for (int axis = 0; axis < dims.size(); axis++) {
            if (Unit.symbol(dims.get(axis)).filter(time::equals).isPresent()) {
                return axis;
            }
        }
        return -1;
    }

    /** How many places of a tensor there are; of one without the variable axis as many as of that. */
    public Rate rate(Node node) {
        int axis = timeAxis(node);
        return axis < 0 ? Rate.EACH : Rate.of(node.type().shape().axis(axis)).orElseThrow();
    }

    /** What stands in the way of a stream of a network: the text for each tensor, and for "" that of the whole. */
    public static Map<String, String> problems(Network network) {
        Map<String, String> problems = new LinkedHashMap<>();
        Program program = Lowerings.lower(network);
        Dim.Symbol time = time(program.unit());
        if (time == null) {
            problems.put("", Message.STREAM_TIME.format());
            return problems;
        }
        network.inputs().stream()
                .filter(input -> Unit.symbol(first(input)).filter(time::equals).isEmpty())
                .forEach(input -> reserved(input, problems));
        if (network.outputs().size() > 1) {
            network.outputs().forEach(output -> reserved(output, problems));
        }
        Streaming.of(program, time, Dim.of(1))
                .problems()
                .forEach(problem -> problems.putIfAbsent(problem.tensor(), problem.text()));
        return problems;
    }

    private static Dim first(Node input) {
        return input.type().shape().rank() == 0
                ? Dim.of(1)
                : input.type().shape().axis(0);
    }

    /** Streams have a method for each tensor that is given once, and for each output of several. */
    private static void reserved(Node node, Map<String, String> problems) {
        if (MEMBERS.contains(node.name())) {
            problems.put(node.name(), Message.RESERVED.format(node.name(), node.name() + "Values"));
        }
    }

    /** The symbol that the outputs have as an axis, or else the first of the inputs. */
    private static Dim.@Nullable Symbol time(Unit unit) {
        List<Node> nodes = new ArrayList<>(unit.outputs());
        nodes.addAll(unit.inputs());
        return nodes.stream()
                .flatMap(node -> node.type().shape().sample().stream())
                .flatMap(dim -> Unit.symbol(dim).stream())
                .findFirst()
                .orElse(null);
    }
}
