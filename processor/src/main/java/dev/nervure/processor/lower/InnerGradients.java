package dev.nervure.processor.lower;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.BatchNorm;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Expr;
import dev.nervure.processor.op.Fill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The derivatives of one tensor as steps of forward: the chain rule over the steps that compute it, last one first, by the rule
 * of each operation. What derivatives with respect to several tensors have in common is computed once.
 *
 * <p>Values of forward are written once. So contributions to a gradient are kept until somebody reads it, and are then summed.
 */
final class InnerGradients implements Adjoint {
    /** What one step says of a gradient. */
    private record Contribution(Op op, List<Value> reads) {}

    private final ProgramBuilder program;
    private final Node first;
    private final Set<Value> between;
    private final Map<Value, List<Contribution>> open = new HashMap<>();
    private final Map<Value, Value> gradients = new HashMap<>();
    private String layer = "";

    private InnerGradients(ProgramBuilder program, Node first, Set<Value> between) {
        this.program = program;
        this.first = first;
        this.between = between;
    }

    /**
     * The derivatives of a value.
     *
     * @param first the node that asks first; its method holds the steps that all share
     * @param with the values with respect to which somebody asks
     */
    static InnerGradients of(ProgramBuilder program, Node first, Value of, Set<Value> with) {
        List<Step> steps = program.steps();
        Set<Value> between = new HashSet<>(with);
        for (Step step : steps) {
            if (step.inputs().stream().anyMatch(between::contains)) {
                between.addAll(step.outputs());
            }
        }
        InnerGradients gradients = new InnerGradients(program, first, between);
        gradients.open.put(of, new ArrayList<>(List.of(new Contribution(new Fill(1f), List.of()))));
        gradients.differentiate(steps);
        return gradients;
    }

    /** Whether the gradient of a value is among those that were asked for. */
    boolean reaches(Value value) {
        return between.contains(value);
    }

    /** Adds the steps that write the derivative with respect to a value, for a node that asks for it. */
    void result(Node node, Value with, Value result) {
        Value known = gradients.get(with);
        if (known == null) {
            sum(open.getOrDefault(with, List.of()), result, node);
            gradients.put(with, result);
        } else {
            program.step(new Elementwise(Expr.arg(0), "%s"), List.of(known), List.of(result), node);
        }
    }

    @Override
    public void differentiate(List<Step> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.outputs().stream().anyMatch(this::reached)
                    && step.inputs().stream().anyMatch(this::wanted)) {
                layer = step.layer();
                if (step.op() instanceof BatchNorm) { // its samples depend on each other
                    refuse(step);
                }
                step.op().differentiate(step, this);
            }
        }
    }

    @Override
    public Value gradient(Value value) {
        Value known = gradients.get(value);
        if (known == null) {
            known = program.intermediate(name(value), value.shape(), Value.Element.FLOAT);
            sum(open.getOrDefault(value, List.of()), known, first);
            gradients.put(value, known);
        }
        return known;
    }

    private void sum(List<Contribution> contributions, Value result, Node node) {
        if (contributions.isEmpty()) {
            program.step(new Fill(0f), List.of(), List.of(result), node);
        } else if (contributions.size() == 1) {
            Contribution only = contributions.get(0);
            program.step(only.op(), only.reads(), List.of(result), node);
        } else {
            List<Value> terms = new ArrayList<>();
            Expr expr = Expr.of(0);
            for (Contribution each : contributions) {
                Value term = program.intermediate(result.name() + "Term", result.shape(), Value.Element.FLOAT);
                program.step(each.op(), each.reads(), List.of(term), node);
                expr = expr.plus(Expr.arg(terms.size()));
                terms.add(term);
            }
            String title = "%s" + " + %s".repeat(terms.size() - 1);
            program.step(new Elementwise(expr, title), terms, List.of(result), node);
        }
    }

    private String name(Value value) {
        String name = value.name();
        return program.name(first) + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public boolean reached(Value output) {
        return open.containsKey(output) || gradients.containsKey(output);
    }

    @Override
    public boolean wanted(Value input) {
        return input.element() == Value.Element.FLOAT && between.contains(input);
    }

    @Override
    public void contribute(Value input, Op op, List<Value> reads, Value... further) {
        if (!wanted(input)) {
            return;
        }
        if (further.length > 0) {
            throw through(op);
        }
        open.computeIfAbsent(input, k -> new ArrayList<>()).add(new Contribution(op, reads));
    }

    @Override
    public Value intermediate(String name, Shape shape, Value.Element element, Op op, List<Value> reads) {
        String own = program.name(first) + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Value result = program.intermediate(own, shape, element);
        program.step(op, reads, List.of(result), first);
        return result;
    }

    @Override
    public void contribute(List<Value> inputs, Op op, List<Value> reads) {
        throw through(op);
    }

    @Override
    public List<Value> intermediates(String name, List<Value> likes, Op op, List<Value> reads) {
        throw through(op);
    }

    @Override
    public Value working(String name, Shape shape) {
        return program.intermediate(program.name(first) + "Working", shape, Value.Element.FLOAT);
    }

    @Override
    public void show(Value input, Op op, List<Value> reads) {
        // only losses and their predictions have something to show, and nothing reads a loss
    }

    @Override
    public void refuse(Step step) {
        throw through(step.op());
    }

    /** The way leads through what has no derivative that forward could compute. */
    private NetworkException through(Op op) {
        return NetworkException.tensor(first.name(), Message.DERIVATIVE_THROUGH, first.name(), layer, op.family());
    }
}
