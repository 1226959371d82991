package dev.nervure.processor.stream;

import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.op.Attend;
import dev.nervure.processor.op.BatchNorm;
import dev.nervure.processor.op.Blocks;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Dropout;
import dev.nervure.processor.op.Fill;
import dev.nervure.processor.op.Noise;
import dev.nervure.processor.op.Pad;
import dev.nervure.processor.op.Pool;
import dev.nervure.processor.op.Recur;
import dev.nervure.processor.op.Repeat;
import dev.nervure.processor.op.Rotate;
import dev.nervure.processor.op.SinusoidalTable;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The rule of each op. What has no place along time is computed as ever; all others are asked. */
final class Rules {
    private static final Map<Class<? extends Op>, Rule> ALL = new HashMap<>();

    static {
        PlaceByPlace.register();
        ALL.put(Recur.class, Recurrent::apply);
        ALL.put(Attend.class, Attention::apply);
        ALL.put(Rotate.class, Positions::rotate);
        ALL.put(SinusoidalTable.class, Positions::sinusoidal);
        ALL.put(Convolve.class, Windows::convolve);
        ALL.put(Pool.class, Windows::pool);
        ALL.put(Pad.class, Windows::pad);
    }

    private Rules() {}

    static void register(Class<? extends Op> op, Rule rule) {
        ALL.put(op, rule);
    }

    static Rule of(Step step, Streaming stream) {
        if (step.op() instanceof Dropout) {
            return (dropout, s) -> s.same(new Copy(), dropout); // there is no training here
        }
        if (step.op() instanceof Noise noise) {
            return (drawn, s) -> s.same(new Fill(noise.distribution().mean()), drawn);
        }
        if (step.op() instanceof BatchNorm norm) {
            BatchNorm running = new BatchNorm(norm.eps(), norm.momentum(), false);
            return (ofBatch, s) -> s.same(running, ofBatch);
        }
        if (step.op() instanceof Repeat repeat) {
            return (repeated, s) -> s.same(repeat.withBody(body -> s.body(repeated, repeat)), repeated);
        }
        boolean timed =
                Stream.concat(step.inputs().stream(), step.outputs().stream()).anyMatch(stream::hasTime);
        if (!timed) {
            return (same, s) -> s.same(Attention.withoutDropout(same.op()), same);
        }
        if (step.op() instanceof Copy && step.input(0).isParameter()) {
            return Positions::learned;
        }
        if (step.op() instanceof Blocks blocks && blocks.axis() == stream.timeAxis(step.input(0))) {
            return LastPlace.rule(blocks);
        }
        Rule rule = ALL.get(step.op().getClass());
        return rule == null ? Rules::unknown : rule;
    }

    private static void unknown(Step step, Streaming stream) {
        stream.looksAhead(
                "it reads other places than its own",
                "use layers that work place by place, causal convolutions, causal attention or recurrence");
    }
}
