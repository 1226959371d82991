package dev.nervure.examples.kotlin

import dev.nervure.dsl.Tensor
import kotlin.properties.PropertyDelegateProvider
import kotlin.reflect.KProperty

// What only Kotlin can say: numbers before tensors, and properties that name what they declare.

operator fun Float.plus(x: Tensor): Tensor = x + this

operator fun Float.minus(x: Tensor): Tensor = -x + this

operator fun Float.times(x: Tensor): Tensor = x * this

operator fun Float.div(x: Tensor): Tensor = x.pow(-1f) * this

/** `val pixels by input(64)` declares an input called `pixels`. */
fun input(vararg shape: Int): PropertyDelegateProvider<Any?, Tensor> =
    PropertyDelegateProvider { _, property -> Tensor.input(property.name, *shape) }

/** `val code by pixels.dense(32)` calls the tensor `code`. */
operator fun Tensor.provideDelegate(owner: Any?, property: KProperty<*>): Tensor = named(property.name)

operator fun Tensor.getValue(owner: Any?, property: KProperty<*>): Tensor = this
