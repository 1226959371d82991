package dev.nervure.examples.benchmarks.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorFileTest {
    private final TensorFile tiny = Subject.TINY.tensors();

    @Test
    void readsTheWeightsInTheOrderOfTheFile() {
        assertThat(tiny.weights()).extracting(weights -> weights.length).containsExactly(64, 16, 256, 16, 48, 3);
        assertThat(tiny.weights().get(1)).isEqualTo(tiny.floats("fc1.bias"));
    }

    @Test
    void namesWhatThereIsWhereATensorIsMissing() {
        assertThatThrownBy(() -> tiny.floats("fc4.bias"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no tensor 'fc4.bias'; there are [fc1.weight, fc1.bias, fc2.weight, fc2.bias, fc3.weight,"
                        + " fc3.bias, in.x, out]");
    }
}
