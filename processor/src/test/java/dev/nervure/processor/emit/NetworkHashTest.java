package dev.nervure.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NetworkHashTest {
    private static String hash(Network network) {
        return NetworkHash.of(network.inputs(), network.nodes(), network.outputs());
    }

    private static String hash(UnaryOperator<Tensor> layers) {
        return hash(Network.of(layers.apply(Tensor.input("x", 4, 8))));
    }

    /** Files of a published version carry it. */
    @Test
    void staysTheSame() {
        assertThat(hash(x -> x.dense(3, Activation.RELU).named("y"))).isEqualTo("cdb13a0d33a26414");
    }

    @Test
    void whatChangesNoResultIsLeftOut() {
        String plain = hash(x -> x.dense(3, o -> o.name("d")).relu());
        assertThat(hash(x -> x.dense(3, o -> o.name("d")).named("z").relu().named("y")))
                .isEqualTo(plain);
        assertThat(hash(x -> x.dense(3, o -> o.name("d").trainable(false).initializer(Initializer.GLOROT_NORMAL))
                        .dropout(0.5f)
                        .relu()))
                .isEqualTo(plain);
        Tensor x = Tensor.input("other", 4, 8);
        assertThat(hash(Network.of(x.dense(3, o -> o.name("d")).relu()).loss(Loss.MEAN_SQUARED_ERROR)))
                .isEqualTo(plain);
    }

    @Test
    void whatChangesResultsCounts() {
        assertThat(new String[] {
                    hash(x -> x.dense(3, o -> o.name("d")).relu()),
                    hash(x -> x.dense(3, o -> o.name("d")).tanh()),
                    hash(x -> x.dense(3, o -> o.name("d"))),
                    hash(x -> x.relu().dense(3, o -> o.name("d"))),
                    hash(x -> x.dense(3, o -> o.name("e")).relu()),
                    hash(x -> x.dense(4, o -> o.name("d")).relu()),
                    hash(x -> x.leakyRelu(0.1f)),
                    hash(x -> x.leakyRelu(0.2f)),
                    hash(x -> x.layerNorm(o -> o.eps(1e-5f))),
                    hash(x -> x.layerNorm(o -> o.eps(1e-6f))),
                })
                .doesNotHaveDuplicates();
    }

    /** Two layers of the same size read one input; the file fits both ways. */
    @Test
    void whichLayerIsWhichCounts() {
        assertThat(hash(x -> x.dense(3, o -> o.name("a")).minus(x.dense(3, o -> o.name("b")))))
                .isNotEqualTo(hash(x -> x.dense(3, o -> o.name("b")).minus(x.dense(3, o -> o.name("a")))));
    }

    @Test
    void insideOfRepeatedBlocks() {
        assertThat(hash(x -> x.repeat(2, "b", y -> y.dense(8, Activation.RELU))))
                .isEqualTo(hash(x -> x.repeat(2, "b", y -> y.dense(8, Activation.RELU))))
                .isNotEqualTo(hash(x -> x.repeat(2, "b", y -> y.dense(8, Activation.TANH))))
                .isNotEqualTo(hash(x -> x.repeat(3, "b", y -> y.dense(8, Activation.RELU))));
    }

    @Test
    void ofADeepNetwork() {
        assertThat(hash(x -> {
                    Tensor y = x;
                    for (int i = 0; i < 5000; i++) {
                        y = y.plus(1f);
                    }
                    return y;
                }))
                .hasSize(16);
    }
}
