package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vector")
class VectorKernelsTest {
    @Test
    void runsVectors() {
        assertThat(Kernels.name()).isEqualTo("vector, " + Lanes.FLOATS.vectorBitSize() + " bits");
        Kernels.Choice choice = Kernels.choose("vector", true, false);
        assertThat(choice.provider()).isInstanceOf(VectorProvider.class);
        assertThat(choice.message()).startsWith("kernels: vector, ").endsWith(" bits");
    }

    @Test
    void failsWhereTheWidthIsNone() {
        assertThat(Lanes.bits("128")).isEqualTo(128);
        assertThatThrownBy(() -> Lanes.bits("100"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("nervure\\.vectorBits=100: expected 128, 256 or 512; "
                        + "without it, this processor's widest is taken, \\d+");
    }
}
