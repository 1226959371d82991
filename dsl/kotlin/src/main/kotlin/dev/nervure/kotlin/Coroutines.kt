package dev.nervure.kotlin

import dev.nervure.runtime.Model
import dev.nervure.training.Dataset
import dev.nervure.training.Trainer
import dev.nervure.training.TrainingHistory
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.withContext
import kotlin.coroutines.CoroutineContext

// For programs with coroutines; they bring kotlinx-coroutines-core themselves.

/**
 * Trains [this] model without holding up the thread that waits for it. If the coroutine is cancelled, training ends after
 * the running batch.
 *
 * @param data what it learns from
 * @param context where it runs
 * @param settings calls the methods of a [Trainer]
 * @return loss and metrics of each epoch
 * @throws IllegalArgumentException if the data does not fit the model
 */
public suspend fun Model.fitSuspending(
    data: Dataset,
    context: CoroutineContext = Dispatchers.Default,
    settings: Trainer.() -> Unit = {},
): TrainingHistory = withContext(context) {
    val running = currentCoroutineContext()
    fit(data) {
        settings()
        onBatch { running.ensureActive() }
    }
}

/**
 * The epochs of a training, each when it ends: `model.epochs(data) { epochs(20) }.collect { println(it) }`. Each collection
 * trains anew, from the weights that the model then has. Training ends after the running batch when nobody collects any more;
 * it does not wait for a slow collector.
 *
 * @param data what it learns from
 * @param context where it runs
 * @param settings calls the methods of a [Trainer]
 */
public fun Model.epochs(
    data: Dataset,
    context: CoroutineContext = Dispatchers.Default,
    settings: Trainer.() -> Unit = {},
): Flow<TrainingHistory.Epoch> = channelFlow {
    val running = currentCoroutineContext()
    fit(data) {
        settings()
        onBatch { running.ensureActive() }
        onEpoch { trySend(it) }
    }
}.buffer(Channel.UNLIMITED).flowOn(context)
