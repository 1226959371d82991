package dev.nervure.processor.stream;

import dev.nervure.dsl.layer.Window;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Pad;
import dev.nervure.processor.op.Pool;
import dev.nervure.processor.stream.op.ConvolveNext;
import dev.nervure.processor.stream.op.PadNext;
import dev.nervure.processor.stream.op.PoolNext;
import java.util.ArrayList;
import java.util.List;

/** Windows that move along time: the places that the next ones still reach are kept. */
final class Windows {
    private Windows() {}

    static void convolve(Step step, Streaming stream) {
        Convolve convolve = (Convolve) step.op();
        if (convolve.part() != Convolve.Part.GRID
                || !streams(convolve.windows(), "use paddingMode = PaddingMode.CAUSAL", step, stream)) {
            return;
        }
        Window window = convolve.windows().get(0);
        Value x = stream.value(step.input(0));
        List<Value> reads = new ArrayList<>(List.of(x, step.input(1), position(step, stream)));
        reads.addAll(step.inputs().subList(2, step.inputs().size()));
        stream.step(
                new ConvolveNext(window, convolve.groups()),
                reads,
                List.of(stream.value(step.output()), last(window, x, step, stream)),
                false);
    }

    static void pool(Step step, Streaming stream) {
        Pool pool = (Pool) step.op();
        String instead = "leave its padding out, and pad places before the first by a layer of its own";
        if (!streams(pool.windows(), instead, step, stream)) {
            return;
        }
        Window window = pool.windows().get(0);
        Value x = stream.value(step.input(0));
        stream.step(
                new PoolNext(pool.max(), window),
                List.of(x, position(step, stream)),
                List.of(stream.value(step.output()), last(window, x, step, stream)),
                false);
    }

    /** Places before the first come with the first. */
    static void pad(Step step, Streaming stream) {
        Pad pad = (Pad) step.op();
        int axis = stream.timeAxis(step.input(0));
        if (axis < 0 || stream.timeAxis(step.output()) != axis) {
            stream.looksAhead("its tensor has other places than the variable axis", "pad another axis");
            return;
        }
        Dim padded = stream.time(step.input(0)).plus(pad.before().get(axis));
        if (!stream.time(step.output()).equals(padded)) {
            stream.looksAhead("it adds places after the last", "add places before the first alone");
        } else if (pad.before().get(axis) == 0) {
            stream.same(pad, step);
        } else {
            stream.step(
                    new PadNext(pad, axis),
                    List.of(stream.value(step.input(0)), position(step, stream)),
                    List.of(stream.value(step.output())),
                    false);
        }
    }

    private static Value position(Step step, Streaming stream) {
        return stream.position(stream.time(step.input(0)));
    }

    /** The places that the windows after those of now still reach. */
    private static Value last(Window window, Value x, Step step, Streaming stream) {
        return stream.state(step.output(), "Last", x.shape().axis(0).max() * (window.extent() - 1));
    }

    /** Whether windows of one axis move along time and reach no later place; tells what stands in the way. */
    private static boolean streams(List<Window> windows, String instead, Step step, Streaming stream) {
        if (windows.size() != 1 || stream.timeAxis(step.input(0)) != 1 || stream.timeAxis(step.output()) != 1) {
            stream.looksAhead("its kernel covers more than the variable axis", "use conv1d, or pooling of one axis");
        } else if (windows.get(0).after() > 0
                || windows.get(0).before() > windows.get(0).extent() - 1) {
            stream.looksAhead("its padding lets each place read places after it", instead);
        } else {
            return true;
        }
        return false;
    }
}
