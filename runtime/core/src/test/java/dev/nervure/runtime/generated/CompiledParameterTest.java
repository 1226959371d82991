package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.kernel.Storage;
import org.junit.jupiter.api.Test;

class CompiledParameterTest {
    @Test
    void valuesAreRowMajorWhateverTheStorage() {
        float[][] rows = new float[3][2];
        CompiledParameter parameter = parameter(Storage.inputMajor(rows), 2, 3);
        parameter.set(new float[] {1, 2, 3, 4, 5, 6});
        assertThat(rows).isEqualTo(new float[][] {{1, 4}, {2, 5}, {3, 6}});
        assertThat(parameter.values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void valuesAndShapeAreCopies() {
        CompiledParameter parameter = parameter(Storage.flat(new float[2]), 2);
        parameter.values()[0] = 7;
        parameter.shape()[0] = 7;
        assertThat(parameter.values()).containsExactly(0, 0);
        assertThat(parameter.shape()).containsExactly(2);
        assertThat(parameter.size()).isEqualTo(2);
    }

    @Test
    void wrongNumberOfValues() {
        assertThatThrownBy(() -> parameter(Storage.flat(new float[6]), 2, 3).set(new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("p.weight [2, 3] has 6 values, got 5");
    }

    @Test
    void freezingEndsTrainingAndAllowsItAgain() {
        CompiledParameter parameter = parameter(Storage.flat(new float[1]), 1);
        assertThat(parameter.trainable()).isTrue();
        parameter.freeze(true);
        assertThat(parameter.trainable()).isFalse();
        parameter.freeze(false);
        assertThat(parameter.trainable()).isTrue();
    }

    @Test
    void aStatisticIsNeverTrained() {
        CompiledParameter statistic = new CompiledParameter(
                "p.running_var", new int[] {1}, false, Storage.flat(new float[1]), Initial.constant(1));
        statistic.freeze(false);
        assertThat(statistic.trainable()).isFalse();
    }

    private static CompiledParameter parameter(Storage storage, int... shape) {
        return new CompiledParameter("p.weight", shape, true, storage, Initial.constant(0));
    }
}
