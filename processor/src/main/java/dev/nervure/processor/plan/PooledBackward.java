package dev.nervure.processor.plan;

import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Step.When;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.PooledGradients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The backward steps of convolutions whose maxima are taken together with them, as one: training need not store the
 * gradients that lie between. Who looks at tensors gets those from the steps that they have always had.
 */
final class PooledBackward {
    private final Program program;
    private final Map<Step, Step> fused;
    /** What runs instead of a step. */
    private final Map<Step, List<Step>> replaced = new HashMap<>();

    private PooledBackward(Program program, Map<Step, Step> fused) {
        this.program = program;
        this.fused = fused;
    }

    static Program of(Program program, Map<Step, Step> fused, Map<Step, Step> pooled) {
        PooledBackward rewriting = new PooledBackward(program, fused);
        pooled.forEach(rewriting::replace);
        return rewriting.program();
    }

    private Program program() {
        List<Step> backward = program.backward().stream()
                .flatMap(step -> replaced.getOrDefault(step, List.of(step)).stream())
                .toList();
        return new Program(
                program.unit(),
                program.forward(),
                program.loss(),
                backward,
                program.tensors(),
                program.parameters(),
                program.gradients());
    }

    private void replace(Step convolution, Step pooling) {
        Step function = fused.get(convolution);
        Value z = convolution.output();
        Value y = function == null ? z : function.output();
        List<Step> between = new ArrayList<>(writers(y));
        if (function != null) {
            between.addAll(writers(z));
        }
        Step weight = null;
        Step bias = null;
        Step image = null;
        List<Step> parts = new ArrayList<>(between);
        for (Step reader : readersOfGradient(z)) {
            if (reader.when() != When.ALWAYS) {
                continue; // for who looks at tensors
            }
            parts.add(reader);
            if (isGradient(reader, convolution.input(1))) {
                weight = reader;
            } else if (isGradient(reader, convolution.input(0))) {
                image = reader;
            } else {
                bias = reader;
            }
        }
        boolean begins = Stream.concat(between.stream(), Stream.of(weight, bias))
                .allMatch(step -> step == null || (!step.add() && step.when() == When.ALWAYS));
        if (weight == null || !begins || between.size() != (function == null ? 1 : 2)) {
            return;
        }
        PooledGradients op = new PooledGradients(convolution, function, pooling, parts, weight, bias, image);
        List<Value> reads =
                List.of(gradient(pooling.output()), y, pooling.output(), convolution.input(0), convolution.input(1));
        List<Value> writes = parts.stream()
                .filter(part -> !between.contains(part))
                .map(Step::output)
                .toList();
        parts.forEach(part -> replaced.put(part, List.of()));
        between.forEach(step -> replaced.put(step, List.of(step.when(When.LOOKING))));
        replaced.put(weight, List.of(new Step(op, reads, writes, weight.layer(), false, When.ALWAYS)));
    }

    private List<Step> writers(Value value) {
        Value gradient = program.gradients().get(value);
        return program.backward().stream()
                .filter(step -> step.outputs().contains(gradient))
                .toList();
    }

    private List<Step> readersOfGradient(Value value) {
        Value gradient = program.gradients().get(value);
        return program.backward().stream()
                .filter(step -> step.inputs().contains(gradient))
                .toList();
    }

    private boolean isGradient(Step step, Value of) {
        return step.output().equals(program.gradients().get(of));
    }

    private Value gradient(Value value) {
        return Objects.requireNonNull(program.gradients().get(value), value::name);
    }
}
