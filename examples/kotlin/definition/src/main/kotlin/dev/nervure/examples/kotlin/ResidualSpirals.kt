package dev.nervure.examples.kotlin

import dev.nervure.dsl.Activation
import dev.nervure.dsl.Loss
import dev.nervure.dsl.Network
import dev.nervure.dsl.NetworkDefinition
import dev.nervure.dsl.Tensor
import dev.nervure.kotlin.getValue
import dev.nervure.kotlin.input
import dev.nervure.kotlin.provideDelegate
import dev.nervure.kotlin.times

/** Tells two spirals apart with residual blocks: code that runs while the module that uses it is compiled. */
class ResidualSpirals : NetworkDefinition {
    override fun define(): Network {
        val point by input(2)
        var x = point.dense(WIDTH)
        repeat(BLOCKS) { x = residual(x) }
        val spiral by x.layerNorm().dense(2) { it.bias(false) }
        return Network.of(spiral).loss(Loss.SOFTMAX_CROSS_ENTROPY)
    }

    private fun residual(x: Tensor): Tensor {
        val h = x.dense(WIDTH, Activation.TANH)
        return x + 0.5f * h
    }

    private companion object {
        const val WIDTH = 24
        const val BLOCKS = 3
    }
}
