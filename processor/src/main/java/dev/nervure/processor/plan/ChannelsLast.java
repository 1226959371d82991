package dev.nervure.processor.plan;

import dev.nervure.dsl.Shape;
import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.Decision.Choice;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Fused;
import dev.nervure.processor.op.Reduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which images inference holds with their channels as the last axis, {@code [height, width, channels]}: those that go from one
 * convolution to others, where one of these is depthwise or of one element. Such kernels then have channels in all lanes,
 * however small the image is. Nobody can look at these arrays, because activations for inference let others share them.
 * A convolution that reads one order and writes the other turns nothing: it writes its results where they belong.
 */
public final class ChannelsLast {
    /** Channels that fill a vector of 512 bits. */
    private static final int LEAST_CHANNELS = 16;
    /** Floats of an image that stays in the second-level cache: columns of larger ones are far from one another. */
    private static final int MOST_FLOATS = 64 * 1024;

    private final Program program;
    private final Map<Value, List<Step>> readers = new HashMap<>();
    private final Map<Value, Step> writers = new LinkedHashMap<>();

    private ChannelsLast(Program program) {
        this.program = program;
        for (Step step : program.forward()) {
            writers.put(step.output(), step);
            read(step);
        }
        program.loss().forEach(this::read);
    }

    private void read(Step step) {
        new LinkedHashSet<>(step.inputs()).forEach(value -> readers.computeIfAbsent(value, k -> new ArrayList<>())
                .add(step));
    }

    /** The same program with these images chosen, and the reasons. */
    public static Program choose(Program program) {
        Program inner = program.withBodies(ChannelsLast::choose);
        ChannelsLast choice = new ChannelsLast(inner);
        Set<Value> chosen = choice.chosen();
        List<Decision> decisions = new ArrayList<>();
        for (Value value : chosen) {
            String layer = Objects.requireNonNull(choice.writers.get(value)).layer();
            String reason = "a convolution that reads it then has channels in all lanes; only inference holds it so";
            decisions.add(new Decision(layer, value.local(), Choice.CHANNELS_LAST, reason));
        }
        return inner.withChannelsLast(chosen).withDecisions(decisions);
    }

    /** Candidates, without those whose readers or writers cannot follow, until none is left out any more. */
    private Set<Value> chosen() {
        Set<Value> chosen = new LinkedHashSet<>();
        writers.keySet().stream().filter(this::suits).forEach(chosen::add);
        while (chosen.removeIf(value -> !fits(value, chosen))) {}
        // What is only computed element by element gains nothing by itself.
        return chosen.stream().anyMatch(this::gains) ? chosen : Set.of();
    }

    private boolean suits(Value value) {
        Shape shape = value.shape();
        return value.element() == Value.Element.FLOAT
                && shape.batched()
                && shape.constant()
                && shape.rank() == 3
                && shape.axis(0).max() >= LEAST_CHANNELS
                && shape.size() <= MOST_FLOATS
                && !program.isOutput(value)
                && readers.containsKey(value);
    }

    private boolean gains(Value value) {
        return readers.getOrDefault(value, List.of()).stream().anyMatch(step -> {
            Step convolution = convolution(step);
            return convolution != null && convolution.input(0).equals(value) && hasChannelsInLanes(convolution);
        });
    }

    /** Whether a convolution is depthwise or of one element, with at least a vector of outputs. */
    private static boolean hasChannelsInLanes(Step step) {
        Convolve op = (Convolve) step.op();
        int channels = step.input(0).shape().axis(0).max();
        int outputs = step.output().shape().axis(0).max();
        boolean depthwise = op.groups() > 1 && op.groups() == channels && outputs == channels;
        boolean onePoint = op.groups() == 1
                && op.windows().stream().allMatch(w -> w.size() == 1 && w.before() == 0 && w.after() <= 0);
        return outputs >= LEAST_CHANNELS && (depthwise || onePoint);
    }

    /** The convolution by a kernel that a step begins with; null if it is another step. */
    private @Nullable Step convolution(Step step) {
        Step first = Fused.product(step);
        return first != null
                        && first.op() instanceof Convolve op
                        && op.callsKernel(first, program.layout(first.input(1)))
                ? first
                : null;
    }

    /** Whether the step that writes a value, and all that read it, can do so with its channels last. */
    private boolean fits(Value value, Set<Value> chosen) {
        Step writer = Objects.requireNonNull(writers.get(value));
        boolean elementwise = isElementwise(writer);
        if (elementwise ? !chosen.containsAll(writer.inputs()) : !writes(writer, chosen)) {
            return false;
        }
        boolean gains = gains(value);
        for (Step reader : readers.getOrDefault(value, List.of())) {
            if (isElementwise(reader)) {
                if (!chosen.contains(reader.output())) {
                    return false;
                }
                gains = true; // by what reads its result
            } else if (!reads(reader, value, chosen)) {
                return false;
            }
        }
        return gains;
    }

    /** Whether a step computes value by value, whatever the order of axes. */
    private static boolean isElementwise(Step step) {
        return step.op() instanceof Elementwise
                && !step.add()
                && step.inputs().stream()
                        .allMatch(in -> in.shape().equals(step.output().shape()));
    }

    private boolean writes(Step step, Set<Value> chosen) {
        Step convolution = convolution(step);
        if (convolution == null) {
            return false;
        }
        List<Step> parts = step.op().parts(step);
        boolean image = parts.stream().allMatch(part -> part.output().shape().rank() == 3 && !isPooling(part));
        return image && chosen.containsAll(residuals(step)) && isOneGroupOrDepthwise(convolution);
    }

    private static boolean isOneGroupOrDepthwise(Step convolution) {
        return ((Convolve) convolution.op()).groups() == 1 || hasChannelsInLanes(convolution);
    }

    private static boolean isPooling(Step part) {
        return !(part.op() instanceof Convolve)
                && !part.output().shape().equals(part.input(0).shape());
    }

    /** Whether a convolution can read a value, as its image or as what it adds. */
    private boolean reads(Step step, Value value, Set<Value> chosen) {
        Step convolution = convolution(step);
        if (convolution == null || !isOneGroupOrDepthwise(convolution)) {
            return false;
        }
        List<Step> parts = step.op().parts(step);
        Step last = parts.get(parts.size() - 1);
        boolean means = last.op() instanceof Reduction;
        if (isPooling(last) && !means) {
            return false;
        }
        if (!residuals(step).contains(value)) {
            // With means, what is added is read in the order of the image.
            return convolution.input(0).equals(value) && (!means || chosen.containsAll(residuals(step)));
        }
        return means ? chosen.contains(convolution.input(0)) : chosen.contains(step.output());
    }

    /** What is added to the results of a product. */
    private static List<Value> residuals(Step step) {
        List<Value> residuals = new ArrayList<>();
        List<Step> parts = step.op().parts(step);
        for (int i = 1; i < parts.size(); i++) {
            Step part = parts.get(i);
            Value before = parts.get(i - 1).output();
            if (part.op() instanceof Elementwise e && e.sum()) {
                part.inputs().stream().filter(in -> !in.equals(before)).forEach(residuals::add);
            }
        }
        return residuals;
    }
}
