package dev.nervure.examples.kotlin

import dev.nervure.runtime.Model
import dev.nervure.training.Optimizers
import dev.nervure.training.Schedule
import dev.nervure.training.Trainer
import dev.nervure.training.TrainingHistory
import java.util.Locale

private const val SIDE = 21

/** Two networks learn to tell two spirals apart, and show which parts of the plane they take for which. */
fun main() {
    val spirals = SpiralsModel.create(1)
    show(spirals, spirals::predict)
    val residual = ResidualModel.create(1)
    show(residual, residual::predict)
}

private fun show(model: Model, predict: (FloatArray) -> FloatArray) {
    say("%s", model.name())
    train(model) { epoch ->
        if (epoch.number % 40 == 0) {
            say("epoch %3d  %s", epoch.number, epoch.training)
        }
    }
    val unseen = Points.onSpirals(400, seed = 2)
    say("Of %d points that it has not seen it gets %.1f %% right.%n", unseen.points.size, 100 * unseen.accuracy(predict))
    say("%s%n", map(predict))
}

/** How the example learns: the same for every network. */
fun train(model: Model, listener: (TrainingHistory.Epoch) -> Unit): TrainingHistory =
    Trainer.of(model)
        .optimizer(Optimizers.adam(1e-2f))
        .schedule(Schedule.cosine())
        .batchSize(50)
        .epochs(120)
        .seed(1)
        .onEpoch(listener)
        .fit(Points.onSpirals(1000, seed = 1).toDataset())

/** The plane, a character for the spiral that each part is taken for. */
fun map(predict: (FloatArray) -> FloatArray): String =
    (0..<SIDE).joinToString("\n") { row ->
        (0..<2 * SIDE).joinToString("") { column ->
            val point = floatArrayOf(column / (SIDE - 0.5f) - 1f, 1f - row / ((SIDE - 1) / 2f))
            if (spiral(predict(point)) == 1) "#" else "."
        }
    }

private fun say(format: String, vararg values: Any?) = println(format.format(Locale.ROOT, *values))
