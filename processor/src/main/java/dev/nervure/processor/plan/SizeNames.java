package dev.nervure.processor.plan;

import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Unit;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Pool;
import dev.nervure.processor.op.Transpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the sizes of axes are called in generated code: after the symbol of the declaration, or after the tensor that has
 * the size first. A step hands sizes on from what it reads, but for the axis that is its own: the units of a dense layer
 * are called after that layer, even if its input is as wide.
 */
final class SizeNames {
    private static final int READABLE = 2; // names of a product

    private final Program program;
    private final Map<Value, List<Size>> sizes = new HashMap<>();
    private final Map<List<Size>, Sizes.Span> spans = new HashMap<>();
    private final Map<String, Value> layers = new HashMap<>();
    private final Set<Value> images = new HashSet<>();

    private SizeNames(Program program) {
        this.program = program;
        program.unit().nodes().forEach(node -> layers.put(node.name(), program.tensor(node)));
    }

    /** The sizes of the axes of each value. */
    static Map<Value, Sizes> of(Program program) {
        SizeNames names = new SizeNames(program);
        names.name();
        Map<Value, Sizes> all = new HashMap<>();
        names.sizes.forEach((value, axes) -> all.put(value, new Sizes(axes, names.spans(axes))));
        return all;
    }

    /** The first value with certain axes gives them their names; in the order of the program. */
    private void remember(Value value) {
        List<Size> axes = of(value);
        for (int axis = 0; axis < axes.size(); axis++) {
            List<Size> several = several(axes, axis);
            String suffix = axis == 0 ? "_SIZE" : several.size() == 2 ? "_PLANE" : "_SPAN_" + axis;
            spans.putIfAbsent(several, new Sizes.Span(Size.after(value) + suffix, several));
        }
    }

    /** An axis and those after it, but for those of one place. */
    private static List<Size> several(List<Size> axes, int from) {
        return axes.stream().skip(from).filter(size -> size.places() > 1).toList();
    }

    private List<Sizes.Span> spans(List<Size> axes) {
        if (several(axes, 0).size() <= READABLE) {
            return List.of();
        }
        return IntStream.range(0, axes.size())
                .mapToObj(axis -> several(axes, axis))
                .map(several -> spans.getOrDefault(several, new Sizes.Span("", several)))
                .toList();
    }

    private void name() {
        Unit unit = program.unit();
        List<Step> forward = Stream.of(program.forward(), program.loss())
                .flatMap(List::stream)
                .flatMap(step -> step.op().parts(step).stream())
                .toList();
        forward.stream()
                .filter(step -> step.op() instanceof Convolve || step.op() instanceof Pool)
                .forEach(step -> {
                    images.add(step.input(0));
                    images.add(step.output());
                });
        for (Node node : unit.inputs()) {
            own(program.tensor(node));
        }
        for (Node node : unit.targets()) {
            own(program.tensor(node));
        }
        forward.forEach(this::step);
        program.gradients().forEach((value, gradient) -> sizes.put(gradient, of(value)));
        program.backward().forEach(this::step);
    }

    private void own(Value value) {
        sizes.put(value, named(value, value, new Size[value.shape().rank()]));
        remember(value);
    }

    private void step(Step step) {
        for (Value output : step.outputs()) {
            if (!sizes.containsKey(output)) {
                sizes.put(output, output(step, output));
                remember(output);
            }
        }
        for (Value input : step.inputs()) {
            if (input.isParameter() && !sizes.containsKey(input)) {
                sizes.put(input, parameter(step, input));
            }
        }
    }

    private List<Size> output(Step step, Value output) {
        int rank = output.shape().rank();
        @Nullable Size[] known = new Size[rank];
        for (int axis = 0; axis < rank; axis++) {
            known[axis] = isOwn(step, output, axis) ? null : handedOn(step, output, axis);
        }
        Value layer = layers.get(step.layer());
        return named(output, layer == null ? output : layer, known);
    }

    private static boolean isOwn(Step step, Value output, int axis) {
        Integer own = step.op().ownAxis();
        return own != null
                && output == step.output()
                && axis == (own < 0 ? own + output.shape().rank() : own);
    }

    /** The size of the same axis of something that the step reads. */
    private @Nullable Size handedOn(Step step, Value output, int axis) {
        Dim dim = output.shape().axis(axis);
        for (Value input : step.inputs()) {
            List<Size> read = sizes.get(input);
            if (read == null || input.isParameter()) {
                continue;
            }
            for (int place : places(step, input, output, axis)) {
                if (place >= 0
                        && place < read.size()
                        && input.shape().axis(place).equals(dim)) {
                    return read.get(place);
                }
            }
        }
        return null;
    }

    /** Which axes of an input may be the axis of an output; one that varies is known by its length wherever it is. */
    private static List<Integer> places(Step step, Value input, Value output, int axis) {
        if (step.op() instanceof Transpose transpose) {
            return List.of(transpose.order().get(axis));
        }
        int rank = input.shape().rank();
        if (!output.shape().axis(axis).constant()) {
            return IntStream.range(0, rank).boxed().toList();
        }
        return List.of(axis, rank - output.shape().rank() + axis);
    }

    /** Gives the axes that have no size yet one of their own. */
    private List<Size> named(Value value, Value layer, @Nullable Size[] known) {
        int rank = known.length;
        List<Integer> open = IntStream.range(0, rank)
                .filter(axis -> known[axis] == null
                        && value.shape().axis(axis).max() > 1
                        && !(value.shape().axis(axis) instanceof Dim.Symbol))
                .boxed()
                .toList();
        boolean ofLayer = layer.shape().rank() == rank
                && open.stream()
                        .allMatch(axis ->
                                layer.shape().axis(axis).equals(value.shape().axis(axis)));
        Value source = ofLayer ? layer : value;
        boolean image = images.contains(value) || images.contains(source);
        List<Size> all = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            Dim dim = value.shape().axis(axis);
            if (known[axis] != null) {
                all.add(known[axis]);
            } else if (dim.max() == 1) {
                all.add(Size.literal(1));
            } else if (dim instanceof Dim.Symbol symbol) {
                all.add(new Size(Identifiers.constant(symbol.name()), dim.max(), true));
            } else {
                String suffix = image ? ofImage(axis, rank) : open.size() == 1 ? "" : further(axis, rank);
                all.add(new Size(Size.after(source) + suffix, dim.max(), !dim.constant()));
            }
        }
        return List.copyOf(all);
    }

    /** The axes of an image, or of a signal. */
    private static String ofImage(int axis, int rank) {
        if (axis == 0) {
            return "_CHANNELS";
        }
        return rank == 2 ? "_LENGTH" : axis == 1 ? "_HEIGHT" : "_WIDTH";
    }

    private static String further(int axis, int rank) {
        return rank == 2 ? (axis == 0 ? "_ROWS" : "_COLUMNS") : "_AXIS_" + axis;
    }

    /** A parameter is as long as the tensor that is made of it, or along its first axis, and as long as one it meets along the second. */
    private List<Size> parameter(Step step, Value parameter) {
        for (Value output : step.outputs()) {
            if (output.shape().sample().equals(parameter.shape().sample())) {
                return of(output);
            }
        }
        List<Size> all = new ArrayList<>();
        for (int axis = 0; axis < parameter.shape().rank(); axis++) {
            Dim dim = parameter.shape().axis(axis);
            List<Value> others = axis == 0 ? step.outputs() : axis == 1 ? step.inputs() : List.of();
            all.add(others.stream()
                    .filter(value -> !value.isParameter())
                    .flatMap(value -> IntStream.range(0, value.shape().rank())
                            .filter(place -> value.shape().axis(place).equals(dim))
                            .mapToObj(place -> of(value).get(place)))
                    .findFirst()
                    .orElse(Size.literal(dim.max())));
        }
        return List.copyOf(all);
    }

    private List<Size> of(Value value) {
        return Objects.requireNonNullElseGet(sizes.get(value), () -> value.shape().sample().stream()
                .map(dim -> Size.literal(dim.max()))
                .toList());
    }
}
