package dev.nervure.examples.kotlin

import dev.nervure.training.Dataset
import java.util.Random
import kotlin.math.PI
import kotlin.math.cos
import kotlin.math.sin

private const val TURNS = 1.5
private const val NOISE = 0.02

/** Points of the plane, and which of two spirals each is on. */
class Points(val points: Array<FloatArray>, val spirals: IntArray) {
    fun toDataset(): Dataset = Dataset.of(points, spirals)

    /** The share of the points whose spiral has the greater logit. */
    fun accuracy(predict: (FloatArray) -> FloatArray): Double =
        points.indices.count { spiral(predict(points[it])) == spirals[it] } / points.size.toDouble()

    companion object {
        /** Points on two spirals that wind around each other, not quite exactly. */
        fun onSpirals(count: Int, seed: Long): Points {
            val random = Random(seed)
            val spirals = IntArray(count) { it % 2 }
            val points = Array(count) {
                val radius = random.nextDouble()
                val angle = 2 * PI * TURNS * radius + PI * spirals[it]
                floatArrayOf(
                    (radius * cos(angle) + NOISE * random.nextGaussian()).toFloat(),
                    (radius * sin(angle) + NOISE * random.nextGaussian()).toFloat(),
                )
            }
            return Points(points, spirals)
        }
    }
}

/** The spiral with the greater logit. */
fun spiral(logits: FloatArray): Int = if (logits[1] > logits[0]) 1 else 0
