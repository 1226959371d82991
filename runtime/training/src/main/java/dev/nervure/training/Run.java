package dev.nervure.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a history says about its run beside the epochs.
 *
 * @param network the name of the network; empty if it is not known
 * @param settings how it was trained: names and values, in the order in which they are shown
 * @param rates the learning rate, step by step
 */
record Run(String network, Map<String, String> settings, LearningRateSteps rates) {
    static final Run UNKNOWN = new Run("", Map.of(), new LearningRateSteps());

    static Run of(Trainer trainer, LearningRateSteps rates) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("optimiser", trainer.optimizer.toString());
        settings.put(
                "samples a step",
                trainer.accumulate == 1
                        ? Integer.toString(trainer.batchSize)
                        : trainer.accumulate + " batches of " + trainer.batchSize);
        settings.put("epochs at most", Integer.toString(trainer.epochs));
        settings.put("seed", Long.toString(trainer.seed));
        settings.put("threads", Integer.toString(trainer.threads));
        if (trainer.earlyStopping != null) {
            settings.put("early stopping", trainer.earlyStopping.describe());
        }
        if (trainer.clipNorm > 0) {
            settings.put("gradients clipped at norm", Float.toString(trainer.clipNorm));
        }
        if (trainer.average > 0) {
            settings.put("weights averaged by", Float.toString(trainer.average));
        }
        return new Run(trainer.model.name(), settings, rates);
    }
}
