package dev.nervure.examples.kotlin

import dev.nervure.dsl.Activation
import dev.nervure.dsl.Dense
import dev.nervure.dsl.Input
import dev.nervure.dsl.Loss
import dev.nervure.dsl.NeuralNetwork
import dev.nervure.dsl.Tensor

/** Tells two spirals apart: a point of the plane in, one logit a spiral out. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
interface Spirals {
    @get:Input(2)
    val point: Tensor

    @Dense(units = 32, activation = Activation.TANH)
    fun first(point: Tensor): Tensor

    @Dense(units = 32, activation = Activation.TANH)
    fun second(first: Tensor): Tensor

    @Dense(units = 2)
    fun spiral(second: Tensor): Tensor
}
