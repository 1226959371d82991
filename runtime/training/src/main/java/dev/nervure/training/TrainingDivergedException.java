package dev.nervure.training;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Training met a loss or a gradient that is NaN or infinite, and stopped. The weights are the last good ones: where a
 * sample holds the NaN, those before its batch; otherwise those of the last batch with a finite loss.
 */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int batch;
    private final @Nullable String layer;

    TrainingDivergedException(int epoch, int batch, @Nullable String layer, String message) {
        super(message);
        this.epoch = epoch;
        this.batch = batch;
        this.layer = layer;
    }

    /**
     * The epoch in which training stopped.
     *
     * @return the number of the epoch, from 1
     */
    public int epoch() {
        return epoch;
    }

    /**
     * The batch at which training stopped.
     *
     * @return the number of the batch in its epoch, from 1
     */
    public int batch() {
        return batch;
    }

    /**
     * The first tensor with a value that is NaN or infinite: an input, a layer or a target.
     *
     * @return the tensor's name, the first in the network's order; empty if all tensors are finite
     */
    public Optional<String> layer() {
        return Optional.ofNullable(layer);
    }
}
