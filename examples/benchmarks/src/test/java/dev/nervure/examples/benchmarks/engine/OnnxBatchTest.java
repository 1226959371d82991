package dev.nervure.examples.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.examples.benchmarks.networks.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxBatchTest {
    @ParameterizedTest
    @EnumSource
    void changesTheFirstDimensionOfInputAndOutputAndNothingElse(Subject subject) {
        byte[] model = subject.onnx();
        byte[] batch = OnnxBatch.of(model, 64);
        assertThat(batch).hasSameSizeAs(model);
        int changed = 0;
        for (int i = 0; i < model.length; i++) {
            if (batch[i] != model[i]) {
                assertThat(model[i]).isEqualTo((byte) 1);
                assertThat(batch[i]).isEqualTo((byte) 64);
                changed++;
            }
        }
        assertThat(changed).isEqualTo(2);
    }

    @Test
    void aModelWithoutTheTensorIsRefused() {
        assertThatThrownBy(() -> OnnxBatch.of(new byte[100], 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the model does not contain [10, 1, 120, 18]");
    }
}
