package dev.nervure.training;

import java.util.ArrayList;
import java.util.List;

/** Where a training run stands, beside weights and the optimiser's memory. Random numbers follow from it and the seed. */
final class TrainingState {
    final List<TrainingHistory.Epoch> history = new ArrayList<>();
    long steps;
    long samples;
    double bestLoss = Double.POSITIVE_INFINITY;
    int bestEpoch;

    int epochs() {
        return history.size();
    }
}
