package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.Decision.Choice;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Step.When;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Fused;
import dev.nervure.processor.op.Pool;
import dev.nervure.processor.op.PooledGradients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The backward steps of a convolution whose maxima are taken together with it, as one: training stores none of the
 * gradients between the maxima and the convolution. Gradients of tensors come from the separate steps, which remain for
 * who wants them.
 */
final class GradientsThroughMaxima implements Rewrite {
    @Override
    public Program apply(Program program) {
        Rewriting rewriting = new Rewriting(program);
        if (program.trainable()) {
            program.forward().stream()
                    .filter(step -> step.op() instanceof Fused)
                    .forEach(step -> rewriting.visit(step.op().parts(step)));
        }
        return rewriting.program();
    }

    /** One program while it is rewritten. */
    private static final class Rewriting {
        private final Program program;
        /** What runs instead of a step. */
        private final Map<Step, List<Step>> replaced = new HashMap<>();

        private final List<Decision> decisions = new ArrayList<>();

        Rewriting(Program program) {
            this.program = program;
        }

        Program program() {
            return program.withBackward(program.backward().stream()
                            .flatMap(step -> replaced.getOrDefault(step, List.of(step)).stream())
                            .toList())
                    .withDecisions(decisions);
        }

        /** A convolution, a function if there is one, and the maxima; or other steps. */
        void visit(List<Step> parts) {
            Step convolution = parts.get(0);
            Step pooling = parts.get(parts.size() - 1);
            Step function = parts.size() == 3 ? parts.get(1) : null;
            boolean suits = convolution.op() instanceof Convolve
                    && pooling.op() instanceof Pool
                    && parts.size() <= 3
                    && (function == null || (function.op() instanceof Elementwise e && !e.sum()));
            if (suits) {
                String obstacle = replace(convolution, function, pooling);
                decisions.add(new Decision(
                        convolution.layer(),
                        "gradients through " + pooling.output().local(),
                        obstacle == null ? Choice.FUSED : Choice.SEPARATE,
                        obstacle == null ? "training stores nothing between the maxima and the weights" : obstacle));
            }
        }

        private @Nullable String replace(Step convolution, @Nullable Step function, Step pooling) {
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
                    continue; // only where gradients of tensors are wanted
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
            if (weight == null) {
                return "the weights are fixed";
            }
            boolean begins = Stream.concat(
                            between.stream(), Stream.of(weight, bias).filter(Objects::nonNull))
                    .allMatch(step -> !step.add() && step.when() == When.ALWAYS);
            if (!begins || between.size() != (function == null ? 1 : 2)) {
                return "other steps add to the same gradients";
            }
            PooledGradients op = new PooledGradients(convolution, function, pooling, parts, weight, bias, image);
            List<Value> reads = List.of(
                    gradient(pooling.output()), y, pooling.output(), convolution.input(0), convolution.input(1));
            List<Value> writes = parts.stream()
                    .filter(part -> !between.contains(part))
                    .map(Step::output)
                    .toList();
            parts.forEach(part -> replaced.put(part, List.of()));
            between.forEach(step -> replaced.put(step, List.of(step.when(When.LOOKING))));
            replaced.put(weight, List.of(new Step(op, reads, writes, weight.layer(), false, When.ALWAYS)));
            return null;
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
}
