package dev.nervure.processor.onnx.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The text that says which layers a file was: what is written can be read, and what is damaged is refused. */
class DeclarationTextTest {
    private static Network network() {
        Tensor x = Tensor.input("x", java.util.List.of(6, 4), o -> o.variable("T"));
        Tensor shift = Tensor.parameter("shift", 4);
        Tensor y = x.dense(4, o -> o.activation(Activation.GELU_TANH).name("first.fc"))
                .named("first")
                .repeat(3, "blocks", a -> a.plus(a.layerNorm().dropout(0.25f)).plus(shift))
                .named("stack")
                .multiHeadAttention(2, o -> o.parts("q", "k", "v", "o").causal(true))
                .named("y");
        return Network.of(y);
    }

    private static String text(Network network) {
        return DeclarationWriter.write(network.nodes(), network.outputs());
    }

    @Test
    void whatIsWrittenIsRead() {
        String text = text(network());
        assertThat(text)
                .contains("first = Dense units=4 bias=true activation=GELU_TANH")
                .contains("stack = Repeat times=3 name=blocks recompute=false : first shift\n{ input shift\n")
                .endsWith("outputs y\n");
        Network again = Network.of(DeclarationReader.read(text).toArray(new Tensor[0]));
        assertThat(text(again)).isEqualTo(text);
        assertThat(again.parameters()).hasSameSizeAs(network().parameters());
    }

    @Test
    void whatIsDamagedIsRefused() {
        assertThatThrownBy(() -> DeclarationReader.read("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeclarationReader.read("x = Input value=[4]\noutputs y"))
                .hasMessageContaining("no tensor y");
        assertThatThrownBy(() -> DeclarationReader.read("x = Nothing\noutputs x"))
                .hasMessageContaining("no layer Nothing");
        assertThatThrownBy(() -> DeclarationReader.read("x = Input value=4\noutputs x"))
                .hasMessageContaining("no list: 4");
    }

    @Test
    void manyTurnsWithinManyTurnsAreRefused() {
        StringBuilder text = new StringBuilder("x = Input value=[4]\n");
        String read = "x";
        for (int i = 0; i < 5; i++) {
            text.append("y" + i + " = Repeat times=1000 name=b recompute=false : " + read + "\n{ z" + i + "\n");
            read = "z" + i;
        }
        assertThatThrownBy(() -> DeclarationReader.read(text.toString())).hasMessageContaining("turns");
    }

    @Test
    void anyTextIsReadOrRefused() {
        String text = text(network());
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int j = 0; j <= random.nextInt(3); j++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.setCharAt(at, text.charAt(random.nextInt(text.length())));
                    default -> damaged.insert(at, text, 0, random.nextInt(40));
                }
            }
            try {
                DeclarationReader.read(damaged.toString());
            } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
                refused++; // what the importer expects; anything else fails the test
            }
        }
        assertThat(refused).isBetween(1_000, 2_000);
    }
}
