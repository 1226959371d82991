package dev.nervure.examples.kotlin

import dev.nervure.runtime.Model
import dev.nervure.runtime.Optimizers
import dev.nervure.runtime.Schedule
import dev.nervure.runtime.Trainer
import dev.nervure.runtime.TrainingHistory
import java.util.Locale

private const val SIDE = 25

/** Learns to tell two spirals apart, and draws which parts of the plane it takes for which. */
fun main() {
    val test = Points.onSpirals(400, seed = 2)
    val model = SpiralsModel.create(1)
    train(model) { epoch ->
        if (epoch.number % 20 == 0) {
            say("epoch %3d  %s", epoch.number, epoch.training)
        }
    }
    say("%nOf %d points that it has not seen it gets %.1f %% right.%n", test.points.size, 100 * test.accuracy(model::predict))
    println(map(model::predict))
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

/** The plane, a character for the spiral that a model, as a function from a point to logits, takes each part for. */
fun map(model: (FloatArray) -> FloatArray): String =
    (0..<SIDE).joinToString("\n") { row ->
        (0..<2 * SIDE).joinToString("") { column ->
            val point = floatArrayOf(column / (SIDE - 0.5f) - 1f, 1f - row / ((SIDE - 1) / 2f))
            if (spiral(model(point)) == 1) "#" else "."
        }
    }

private fun say(format: String, vararg values: Any?) = println(format.format(Locale.ROOT, *values))
