package dev.nervure.kotlin

import dev.nervure.dsl.InputOptions
import dev.nervure.dsl.NetworkException
import dev.nervure.dsl.Tensor
import kotlin.properties.PropertyDelegateProvider
import kotlin.reflect.KProperty

// What only Kotlin can say of tensors: numbers of any type on both sides, and properties that name what they declare.

/** `x + 1`: each value of [this] plus [number], taken as a float. The shape stays. */
public operator fun Tensor.plus(number: Number): Tensor = plus(number.toFloat())

/** `x - 1`: each value of [this] minus [number], taken as a float. The shape stays. */
public operator fun Tensor.minus(number: Number): Tensor = minus(number.toFloat())

/** `x * 2`: each value of [this] times [number], taken as a float. The shape stays. */
public operator fun Tensor.times(number: Number): Tensor = times(number.toFloat())

/** `x / 2`: each value of [this] divided by [number], taken as a float. The shape stays. */
public operator fun Tensor.div(number: Number): Tensor = div(number.toFloat())

/** `1 + x`: [this], taken as a float, plus each value of [x]. The shape stays. */
public operator fun Number.plus(x: Tensor): Tensor = x.plus(toFloat())

/** `1 - x`: [this], taken as a float, minus each value of [x]. The shape stays. */
public operator fun Number.minus(x: Tensor): Tensor = (-x).plus(toFloat())

/** `2 * x`: [this], taken as a float, times each value of [x]. The shape stays. */
public operator fun Number.times(x: Tensor): Tensor = x.times(toFloat())

/** `1 / x`: [this], taken as a float, divided by each value of [x]. The shape stays. */
public operator fun Number.div(x: Tensor): Tensor = x.pow(-1f).times(toFloat())

/**
 * `val pixels by input(64)` declares an input of floats that is called `pixels`.
 *
 * @param value the sizes of one sample, without the batch; none for a scalar
 * @throws NetworkException if a size is under 1
 */
public fun input(vararg value: Int): PropertyDelegateProvider<Any?, Tensor> =
    PropertyDelegateProvider { _, property -> Tensor.input(property.name, *value) }

/**
 * `val ids by input(64) { it.type(ElementType.INT) }` declares an input with further attributes.
 *
 * @param value the sizes of one sample, without the batch
 * @param options sets further attributes
 * @throws NetworkException if a size is under 1 or an attribute is out of range
 */
public fun input(vararg value: Int, options: (InputOptions) -> InputOptions): PropertyDelegateProvider<Any?, Tensor> =
    PropertyDelegateProvider { _, property -> Tensor.input(property.name, value.toList(), options) }

/**
 * `val label by target(1)` declares a target of floats that is called `label`.
 *
 * @param value the sizes of one sample, without the batch; none for a scalar
 * @throws NetworkException if a size is under 1
 */
public fun target(vararg value: Int): PropertyDelegateProvider<Any?, Tensor> =
    PropertyDelegateProvider { _, property -> Tensor.target(property.name, *value) }

/**
 * `val label by target { it.type(ElementType.INT) }` declares a target with further attributes.
 *
 * @param value the sizes of one sample, without the batch
 * @param options sets further attributes
 * @throws NetworkException if a size is under 1 or an attribute is out of range
 */
public fun target(vararg value: Int, options: (InputOptions) -> InputOptions): PropertyDelegateProvider<Any?, Tensor> =
    PropertyDelegateProvider { _, property -> Tensor.target(property.name, value.toList(), options) }

/** `val code by pixels.dense(32)` calls the tensor `code`. */
public operator fun Tensor.provideDelegate(owner: Any?, property: KProperty<*>): Tensor = named(property.name)

/** The tensor that a property declared. */
public operator fun Tensor.getValue(owner: Any?, property: KProperty<*>): Tensor = this
