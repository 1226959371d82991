package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.Arrays;
import java.util.List;

/** What is done with a network, and beside whom it is measured. */
enum Work {
    ONE("One sample", "one sample", Peer.ONNX_RUNTIME, Arrays.asList(Subject.values())) {
        @Override
        String row(Subject subject) {
            return Rows.one(subject);
        }
    },
    BATCH("A batch of " + Rows.BATCH, "a batch", Peer.ONNX_RUNTIME, Rows.BATCHED) {
        @Override
        String row(Subject subject) {
            return Rows.batch(subject);
        }
    },
    TRAINING("A training step", "training", Peer.PYTORCH, Rows.TRAINED) {
        @Override
        String row(Subject subject) {
            return Rows.training(subject);
        }
    };

    private final String title;
    private final String phrase;
    private final Peer peer;
    private final List<Subject> subjects;

    Work(String title, String phrase, Peer peer, List<Subject> subjects) {
        this.title = title;
        this.phrase = phrase;
        this.peer = peer;
        this.subjects = subjects;
    }

    abstract String row(Subject subject);

    String title() {
        return title;
    }

    String phrase() {
        return phrase;
    }

    Peer peer() {
        return peer;
    }

    List<Subject> subjects() {
        return subjects;
    }
}
