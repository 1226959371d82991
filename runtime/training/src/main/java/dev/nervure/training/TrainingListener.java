package dev.nervure.training;

/**
 * Follows a training run. The thread that called {@link Trainer#fit} calls it. An exception from a listener ends
 * training.
 */
public interface TrainingListener {
    /**
     * Called before the first batch.
     *
     * @param progress where training begins; after a resume not at epoch 1
     */
    default void onStart(TrainingProgress progress) {}

    /**
     * Called after each batch.
     *
     * @param progress how far training is; always the same object
     */
    default void onBatch(TrainingProgress progress) {}

    /**
     * Called after each epoch and its validation.
     *
     * @param epoch its loss, metrics, learning rate and time
     */
    default void onEpoch(TrainingHistory.Epoch epoch) {}

    /**
     * Called when a loss or a gradient is NaN or infinite. {@link Trainer#fit} then throws the exception.
     *
     * @param exception names epoch, batch and layer
     */
    default void onDiverged(TrainingDivergedException exception) {}

    /**
     * Called when training ends, but not after an exception.
     *
     * @param history all epochs
     */
    default void onEnd(TrainingHistory history) {}
}
