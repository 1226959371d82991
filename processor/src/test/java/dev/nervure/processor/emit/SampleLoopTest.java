package dev.nervure.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.plan.Options;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which loops over samples are one. That they compute the same, the references of all other tests say. */
class SampleLoopTest {
    private static final String LOOP = "< n; ";

    private static int loops(String source, String method) {
        String body = source.substring(source.indexOf("static void " + method + "("));
        body = body.substring(0, body.indexOf("\n    }"));
        return body.split(LOOP, -1).length - 1;
    }

    private static String source(Tensor y, String suffix) {
        return Compiled.sources(Network.of(y), Options.DEFAULT).get("compiled.network.Net" + suffix);
    }

    private static Tensor sequence(int width) {
        return Tensor.input("x", List.of(9, width), o -> o.variable("T"));
    }

    @Test
    void stepsOfASampleFollowEachOther() {
        Tensor x = sequence(40);
        Tensor y = x.rotary(4).plus(x).named("y");
        Tensor both = Tensor.concat(1, List.of(y, x)).named("both");
        assertThat(loops(source(both, "Forward"), "both")).isEqualTo(1);
    }

    /** A sum over the samples is complete before something reads it. */
    @Test
    void sumsOverSamplesEndFirst() {
        String source = source(sequence(4).transpose(1, 0).batchNorm().named("y"), "Forward");
        assertThat(source).contains("a.sumOverBatch(ySums);");
        assertThat(loops(source, "y")).isEqualTo(3);
    }

    /** What lies in one array with other values of another size would be overwritten before the next sample reads it. */
    @Test
    void arraysThatAreSharedKeepLoopsApart() {
        Tensor y = sequence(40).multiHeadAttention(4).named("y").dense(3).named("z");
        assertThat(loops(source(y, "Forward"), "y")).isGreaterThan(1);
    }
}
