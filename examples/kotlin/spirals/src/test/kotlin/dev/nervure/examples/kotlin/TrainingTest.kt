package dev.nervure.examples.kotlin

import dev.nervure.kotlin.component1
import dev.nervure.kotlin.component2
import dev.nervure.kotlin.component3
import dev.nervure.kotlin.epochs
import dev.nervure.kotlin.evaluate
import dev.nervure.kotlin.fit
import dev.nervure.kotlin.fitSuspending
import dev.nervure.kotlin.get
import dev.nervure.kotlin.trainingListener
import dev.nervure.training.Optimizers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The functions of nervure-kotlin that train, as docs/kotlin.md shows them. */
class TrainingTest {
    private val data = Points.onSpirals(1000, seed = 1).toDataset()

    @Test
    fun trainsAndEvaluatesByFunctionsOfTheModel() {
        val losses = mutableListOf<Pair<Int, Double>>()
        val (train, test) = Points.onSpirals(1000, seed = 1).toDataset().split(0.8, 1)
        val model = SpiralsModel.create(3)
        val history = model.fit(train) {
            optimizer(Optimizers.adam(1e-2f))
            batchSize(50)
            epochs(60)
            onEpoch { (number, training) -> losses += number to training.loss() }
        }
        val (loss, metrics) = model.evaluate(test)
        val accuracy = model.evaluate(test)["accuracy"]
        assertThat(losses.map { it.first }).isEqualTo((1..60).toList())
        assertThat(losses.last().second).isEqualTo(history.last().loss())
        assertThat(loss).isLessThan(0.3)
        assertThat(metrics["accuracy"]).isEqualTo(accuracy).isGreaterThan(0.9)
        val weights: FloatArray = model.weights()["first.weight"].values()
        assertThat(weights).hasSize(64)
    }

    @Test
    fun listenersAreMadeOfLambdas() {
        val said = mutableListOf<String>()
        var batches = 0
        val listener = trainingListener(
            onStart = { said += "begins" },
            onBatch = { batches++ },
            onEpoch = { (_, _, validation) -> said += "validated: ${validation != null}" },
            onEnd = { said += "best: ${it.best().number in 1..3}" },
        )
        SpiralsModel.create(3).fit(data) {
            batchSize(100)
            epochs(3)
            validation(data)
            listener(listener)
        }
        assertThat(said).containsExactly("begins", "validated: true", "validated: true", "validated: true", "best: true")
        assertThat(batches).isEqualTo(30)
        assertThat(SpiralsModel.create(3).fit(data) { listener(trainingListener()) }.epochs()).isNotEmpty()
    }

    @Test
    fun coroutinesWaitForItAndEndIt(): Unit = runBlocking {
        val model = SpiralsModel.create(3)
        val history = model.fitSuspending(data) { epochs(3) }
        assertThat(history.epochs()).hasSize(3)
        val seen = model.epochs(data) { epochs(1000) }.map { it.number }.take(2).toList()
        assertThat(seen).containsExactly(1, 2)
        var epochs = 0
        val job = launch {
            model.fitSuspending(data) {
                epochs(1_000_000)
                onEpoch { epochs++ }
            }
        }
        while (epochs < 2) kotlinx.coroutines.delay(1)
        job.cancelAndJoin()
        assertThat(epochs).isLessThan(1_000_000)
    }
}
