package dev.nervure.examples.kotlin

import dev.nervure.dsl.NeuralNetwork

/** Has the network of [ResidualSpirals], which was compiled before, generated as `ResidualModel` and so on. */
@NeuralNetwork(definition = ResidualSpirals::class)
interface Residual
