package dev.nervure.processor.report;

import dev.nervure.dsl.layer.PlaceholderLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.emit.Costs;
import dev.nervure.processor.emit.Emission.EmittedUnit;
import dev.nervure.processor.emit.Emission.LayerMethod;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The facts of one unit, from its plan and from what was emitted for it. */
final class Gathering {
    private final EmittedUnit unit;
    private final Plan plan;
    private final Program program;
    private final Map<String, Listing> listings;
    private final Set<String> counted = new HashSet<>();

    private Gathering(EmittedUnit unit, Map<String, Listing> listings) {
        this.unit = unit;
        this.plan = unit.plan();
        this.program = plan.program();
        this.listings = listings;
    }

    /** @param listings the sources of passes by the simple names of their classes */
    static Facts.Unit of(EmittedUnit unit, Map<String, Listing> listings) {
        Gathering gathering = new Gathering(unit, listings);
        Repetition repeat = unit.repeat();
        return new Facts.Unit(
                unit.name(),
                repeat == null ? null : repeat.path(),
                repeat == null ? 1 : repeat.times(),
                repeat != null && repeat.recompute(),
                Costs.of(unit.plan()),
                unit.plan().program().unit().nodes().stream()
                        .map(gathering::layer)
                        .toList(),
                Timeline.inference(unit.plan()),
                unit.plan().program().trainable() ? Timeline.training(unit.plan()) : null);
    }

    private Facts.Layer layer(Node node) {
        List<Step> steps = new ArrayList<>();
        Stream.concat(program.forward().stream(), program.loss().stream())
                .flatMap(step -> step.op().parts(step).stream())
                .filter(step -> step.layer().equals(node.name()))
                .forEach(steps::add);
        Set<Value> computed = new LinkedHashSet<>(List.of(program.tensor(node)));
        steps.forEach(step -> computed.addAll(step.outputs()));
        computed.retainAll(plan.activations());
        long parameters = 0;
        List<Facts.Turns> turns = new ArrayList<>();
        long activationBytes = 0;
        for (Step step : steps) {
            parameters += step.inputs().stream()
                    .filter(value -> value.isParameter() && counted.add(value.name()))
                    .mapToLong(value -> value.shape().size())
                    .sum();
            if (step.op() instanceof Repetition repeat) {
                computed.remove(step.output()); // the last turn's own
                parameters += repeat.times() * repeat.body().parameterCount();
                activationBytes += repeat.times() * activationBytes(plan.block(repeat));
                turns.add(new Facts.Turns(unit.name() + repeat.suffix(), repeat.times()));
            }
        }
        activationBytes += computed.stream().mapToLong(Value::bytes).sum();
        List<Facts.MethodName> forward = methods(node, false);
        return new Facts.Layer(
                node.name(),
                node.layer() instanceof PlaceholderLayer
                        ? "Input"
                        : node.layer().kind(),
                role(node),
                Attributes.of(node.layer()),
                node.type().shape().toString(),
                node.inputs().stream().map(Node::name).toList(),
                parameters,
                4 * parameters,
                activationBytes,
                steps.stream().mapToLong(step -> step.op().multiplyAdds(step)).sum(),
                plan.decisions().stream()
                        .filter(decision -> decision.layer().equals(node.name()))
                        .toList(),
                steps.stream().map(step -> step.op().formula(step)).distinct().toList(),
                forward.stream()
                        .flatMap(method -> listing(method).kernels(method.name()).stream())
                        .distinct()
                        .toList(),
                turns,
                forward,
                methods(node, true));
    }

    /** Of all values of one turn, but for those that it is given. */
    private static long activationBytes(Plan plan) {
        Program program = plan.program();
        Set<Value> computed = new LinkedHashSet<>(program.tensors().values());
        program.unit().inputs().forEach(node -> computed.remove(program.tensor(node)));
        long bytes = 0;
        for (Step step : program.forward()) {
            computed.addAll(plan.stored(step));
            if (step.op() instanceof Repetition repeat) {
                computed.remove(step.output());
                bytes += repeat.times() * activationBytes(plan.block(repeat));
            }
        }
        return bytes + computed.stream().mapToLong(Value::bytes).sum();
    }

    private Listing listing(Facts.MethodName method) {
        Listing listing = listings.get(method.type());
        if (listing == null) {
            throw new IllegalStateException("no source of " + method);
        }
        return listing;
    }

    private List<Facts.MethodName> methods(Node node, boolean backward) {
        String type = unit.name() + (backward ? "Backward" : "Forward");
        return unit.methods().stream()
                .filter(method ->
                        method.layer().equals(node.name()) && method.type().equals(type))
                .map(Gathering::name)
                .toList();
    }

    private static Facts.MethodName name(LayerMethod method) {
        return new Facts.MethodName(method.type(), method.name());
    }

    private Facts.Role role(Node node) {
        var of = program.unit();
        return of.inputs().contains(node)
                ? Facts.Role.INPUT
                : of.targets().contains(node)
                        ? Facts.Role.TARGET
                        : of.outputs().contains(node)
                                ? Facts.Role.OUTPUT
                                : of.losses().contains(node) ? Facts.Role.LOSS : Facts.Role.HIDDEN;
    }
}
