package dev.nervure.kotlin

import dev.nervure.dsl.ElementType
import dev.nervure.dsl.Tensor
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class TensorsTest {
    private val x = Tensor.input("x", 3)

    @Test
    fun numbersStandBeforeTensors() {
        assertThat((2f + x).layer()).isEqualTo((x + 2f).layer())
        assertThat((2f * x).layer()).isEqualTo((x * 2f).layer())
        assertThat((2f - x).layer()).isEqualTo((x + 2f).layer())
        assertThat((2f - x).inputs().single().layer()).isEqualTo((-x).layer())
        assertThat((2f / x).layer()).isEqualTo((x * 2f).layer())
        assertThat((2f / x).inputs().single().layer()).isEqualTo(x.pow(-1f).layer())
    }

    @Test
    fun numbersOfAnyTypeAreFloats() {
        assertThat((x + 2).layer()).isEqualTo((x + 2f).layer())
        assertThat((x - 2.0).layer()).isEqualTo((x - 2f).layer())
        assertThat((x * 2L).layer()).isEqualTo((x * 2f).layer())
        assertThat((x / 2).layer()).isEqualTo((x / 2f).layer())
        assertThat((2 * x).layer()).isEqualTo((x * 2f).layer())
        assertThat((1.0 - x).layer()).isEqualTo((1f - x).layer())
    }

    @Test
    fun layersWithSeveralOutputsAreTakenApart() {
        val (values, indices) = x.topK(2).parts()
        assertThat(values.shape().toString()).isEqualTo("[n, 2]")
        assertThat(indices.type().element()).isEqualTo(ElementType.INT)
    }

    @Test
    fun propertiesNameWhatTheyDeclare() {
        val pixels by input(8, 8)
        val ids by input(5) { it.type(ElementType.INT) }
        val code by pixels.flatten().dense(4)
        val label by target(2)
        val kind by target { it.type(ElementType.INT) }
        assertThat(pixels.name()).isEqualTo("pixels")
        assertThat(pixels.shape().toString()).isEqualTo("[n, 8, 8]")
        assertThat(ids.type().element()).isEqualTo(ElementType.INT)
        assertThat(code.name()).isEqualTo("code")
        assertThat(code).isSameAs(code)
        assertThat(label.name()).isEqualTo("label")
        assertThat(kind.shape().toString()).isEqualTo("[n]")
    }
}
