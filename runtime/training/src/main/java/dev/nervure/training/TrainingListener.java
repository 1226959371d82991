package dev.nervure.training;

/** Is told how training goes, by the thread that called {@link Trainer#fit}. What it throws ends the training. */
public interface TrainingListener {
    /** Before the first batch. */
    default void onStart(TrainingProgress progress) {}

    /** After a batch. */
    default void onBatch(TrainingProgress progress) {}

    /** After an epoch and its validation. */
    default void onEpoch(TrainingHistory.Epoch epoch) {}

    /** When a loss or a gradient is NaN or infinite; {@link Trainer#fit} then throws the exception. */
    default void onDiverged(TrainingDivergedException exception) {}

    /** When training ends; not after an exception. */
    default void onEnd(TrainingHistory history) {}
}
