package dev.nervure.examples.kotlin

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class SpiralsTest {
    @Test
    fun tellsNewPointsApart() {
        val model = SpiralsModel.create(3)
        val losses = mutableListOf<Double>()
        val history = train(model) { losses += it.loss() }
        assertThat(losses).hasSize(history.epochs().size)
        assertThat(Points.onSpirals(400, seed = 2).accuracy(model::predict)).isGreaterThan(0.95)
    }
}
