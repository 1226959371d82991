package dev.nervure.examples.kotlin

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
    fun propertiesNameWhatTheyDeclare() {
        val pixels by input(8, 8)
        val code by pixels.flatten().dense(4)
        assertThat(pixels.name()).isEqualTo("pixels")
        assertThat(pixels.shape().toString()).isEqualTo("[n, 8, 8]")
        assertThat(code.name()).isEqualTo("code")
        assertThat(code).isSameAs(code)
    }
}
