package dev.nervure.kotlin

import dev.nervure.runtime.Model
import dev.nervure.training.Dataset
import dev.nervure.training.Evaluation
import dev.nervure.training.Trainer
import dev.nervure.training.TrainingHistory
import dev.nervure.training.TrainingListener
import dev.nervure.training.TrainingProgress

/**
 * Trains the weights of [this] model: `model.fit(data) { optimizer(Optimizers.adam(1e-3f)); epochs(20) }`.
 *
 * @param data what it learns from
 * @param settings calls the methods of a [Trainer]; the defaults are its own
 * @return loss and metrics of each epoch
 * @throws IllegalArgumentException if the data does not fit the model
 */
public inline fun Model.fit(data: Dataset, settings: Trainer.() -> Unit = {}): TrainingHistory =
    Trainer.of(this).apply(settings).fit(data)

/**
 * How well [this] model does on [data]: `val (loss, metrics) = model.evaluate(test)`.
 *
 * @param data samples with their targets
 * @param settings calls the methods of a [Trainer], such as `metrics`
 * @throws IllegalArgumentException if the data does not fit the model
 */
public inline fun Model.evaluate(data: Dataset, settings: Trainer.() -> Unit = {}): Evaluation =
    Trainer.of(this).apply(settings).evaluate(data)

/** The mean loss, in `val (loss, metrics) = evaluation`. */
public operator fun Evaluation.component1(): Double = loss()

/** The metrics by name, in `val (loss, metrics) = evaluation`. */
public operator fun Evaluation.component2(): Map<String, Double> = metrics()

/** One metric by its name: `evaluation["accuracy"]`. It throws [IllegalArgumentException] if it was not measured. */
public operator fun Evaluation.get(metric: String): Double = metric(metric)

/** Its number, from 1, in `val (number, training, validation) = epoch`. */
public operator fun TrainingHistory.Epoch.component1(): Int = number()

/** What was measured on the samples that it learned from. */
public operator fun TrainingHistory.Epoch.component2(): Evaluation = training()

/** What was measured on the validation set; null if there is none. */
public operator fun TrainingHistory.Epoch.component3(): Evaluation? = validation()

/**
 * A listener from what is worth hearing: `listener(trainingListener(onEnd = { println(it.best()) }))`.
 *
 * @param onStart before the first batch
 * @param onBatch after each batch; its argument is always the same object
 * @param onEpoch after each epoch and its validation
 * @param onEnd when training ends without an exception
 */
public fun trainingListener(
    onStart: (TrainingProgress) -> Unit = {},
    onBatch: (TrainingProgress) -> Unit = {},
    onEpoch: (TrainingHistory.Epoch) -> Unit = {},
    onEnd: (TrainingHistory) -> Unit = {},
): TrainingListener =
    object : TrainingListener {
        override fun onStart(progress: TrainingProgress) = onStart(progress)

        override fun onBatch(progress: TrainingProgress) = onBatch(progress)

        override fun onEpoch(epoch: TrainingHistory.Epoch) = onEpoch(epoch)

        override fun onEnd(history: TrainingHistory) = onEnd(history)
    }
