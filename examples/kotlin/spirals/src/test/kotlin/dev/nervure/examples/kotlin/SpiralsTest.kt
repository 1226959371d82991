package dev.nervure.examples.kotlin

import dev.nervure.runtime.Model
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class SpiralsTest {
    @Test
    fun theAnnotatedNetworkTellsNewPointsApart() {
        val model = SpiralsModel.create(3)
        tellsNewPointsApart(model, model::predict)
    }

    @Test
    fun theDefinedNetworkTellsNewPointsApart() {
        val model = ResidualModel.create(3)
        tellsNewPointsApart(model, model::predict)
    }

    private fun tellsNewPointsApart(model: Model, predict: (FloatArray) -> FloatArray) {
        val losses = mutableListOf<Double>()
        val history = train(model) { losses += it.loss() }
        assertThat(losses).hasSize(history.epochs().size)
        assertThat(Points.onSpirals(400, seed = 2).accuracy(predict)).isGreaterThan(0.95)
    }
}
