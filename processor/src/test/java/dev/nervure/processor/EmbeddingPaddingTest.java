package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Model;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The row of an embedding's padding begins as zeros; what its gradient is, PyTorch's figures say. */
class EmbeddingPaddingTest {
    private static final int UNITS = 16;

    /** A small table and one that is kept as a matrix. */
    @ParameterizedTest
    @ValueSource(ints = {4, 600})
    void padsWithZeros(int size) {
        float[] padded = table(size, 3);
        float[] full = table(size, -1);
        assertThat(Arrays.copyOfRange(padded, 3 * UNITS, 4 * UNITS)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(full, 3 * UNITS, 4 * UNITS)).doesNotContain(0f);
        Arrays.fill(full, 3 * UNITS, 4 * UNITS, 0f);
        assertThat(padded).as("other rows begin as without padding").containsExactly(full);
    }

    private static float[] table(int size, int padding) {
        Tensor ids = Tensor.input("ids", List.of(2), o -> o.type(ElementType.INT));
        Tensor y = ids.embedding(size, UNITS, o -> o.paddingIndex(padding).name("e"));
        Model model = Compiled.of(Network.of(y)).model(5);
        return model.weights().get("e.weight").values();
    }
}
