package dev.nervure.training;

import java.util.ArrayList;
import java.util.List;

/** The state of a training run, without weights and the optimiser's memory. Random numbers follow from it and the seed. */
final class TrainingState {
    final List<TrainingHistory.Epoch> history = new ArrayList<>();
    long steps;
    long samples;
    double bestLoss = Double.POSITIVE_INFINITY; // or the metric that decides; negative where larger is better
    int bestEpoch;

    /** Takes over where another run stands. */
    void become(TrainingState other) {
        history.clear();
        history.addAll(other.history);
        steps = other.steps;
        samples = other.samples;
        bestLoss = other.bestLoss;
        bestEpoch = other.bestEpoch;
    }

    int epochs() {
        return history.size();
    }
}
