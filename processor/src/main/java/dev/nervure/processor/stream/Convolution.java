package dev.nervure.processor.stream;

import dev.nervure.dsl.layer.Window;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.ConvolveNext;
import java.util.ArrayList;
import java.util.List;

/** Causal convolutions: the places that the kernel still reaches are kept. */
final class Convolution {
    private Convolution() {}

    static void apply(Step step, Streaming stream) {
        Convolve convolve = (Convolve) step.op();
        if (convolve.part() != Convolve.Part.GRID || convolve.windows().size() != 1) {
            stream.looksAhead("its kernel covers more than the variable axis", "use conv1d");
            return;
        }
        Window window = convolve.windows().get(0);
        int reach = window.dilation() * (window.size() - 1);
        if (window.after() > 0 || window.before() > reach) {
            stream.looksAhead(
                    "its padding lets each place read places after it", "use paddingMode = PaddingMode.CAUSAL");
            return;
        }
        if (stream.timeAxis(step.input(0)) != 1 || stream.timeAxis(step.output()) != 1) {
            stream.looksAhead(
                    "it gives other places than it takes",
                    "use stride = 1 and paddingMode = PaddingMode.CAUSAL, so that each place gives one");
            return;
        }
        Value x = stream.value(step.input(0));
        int inputs = x.shape().axis(0).max();
        Value last = stream.state(step.output(), "Last", inputs * reach);
        List<Value> reads = new ArrayList<>(List.of(x, step.input(1), stream.position()));
        reads.addAll(step.inputs().subList(2, step.inputs().size()));
        stream.step(
                new ConvolveNext(window, convolve.groups()), reads, List.of(stream.value(step.output()), last), false);
    }
}
