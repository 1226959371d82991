package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelsTest {
    @Test
    void runsPlainLoopsWithoutTheModuleAndSaysHowToRunFaster() {
        Kernels.Choice choice = Kernels.choose(null, false, true);
        assertThat(choice.vectors()).isFalse();
        assertThat(choice.message())
                .isEqualTo("kernels: portable; for faster ones, start java with --add-modules jdk.incubator.vector");
    }

    @Test
    void runsPlainLoopsWhereMultiplyAndAddAreNotFused() {
        Kernels.Choice choice = Kernels.choose(null, true, false);
        assertThat(choice.vectors()).isFalse();
        assertThat(choice.message())
                .isEqualTo("kernels: portable, because this processor does not fuse multiply and add");
    }

    @Test
    void canBeForcedToPlainLoops() {
        Kernels.Choice choice = Kernels.choose("portable", true, true);
        assertThat(choice.vectors()).isFalse();
        assertThat(choice.message()).isEqualTo("kernels: portable, because nervure.provider says so");
    }

    @Test
    void failsWhereVectorsAreForcedAndTheModuleIsMissing() {
        Kernels.Choice choice = Kernels.choose("vector", false, true);
        assertThat(choice.name()).isNull();
        assertThat(choice.message())
                .isEqualTo("nervure.provider=vector, but module jdk.incubator.vector is not there; start java with "
                        + "--add-modules jdk.incubator.vector");
        assertThatThrownBy(choice::required)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(choice.message());
    }

    @Test
    void failsWhereTheProviderIsUnknown() {
        Kernels.Choice choice = Kernels.choose("cuda", true, true);
        assertThat(choice.name()).isNull();
        assertThat(choice.message()).isEqualTo("nervure.provider=cuda: expected portable or vector");
    }

    @Test
    void runsPlainLoopsHere() {
        assertThat(Kernels.name()).isEqualTo("portable");
    }
}
