package dev.nervure.examples.benchmarks.report;

import java.util.List;

/** Whom Nervure's ratio of a row is about: the fastest of these that was measured. */
enum Peer {
    /** In its fastest form. */
    ONNX_RUNTIME(Contender.ONNX_RUNTIME_REUSING),
    /** From Java or from Python, whichever is faster. */
    PYTORCH(Contender.PYTORCH, Contender.PYTORCH_PYTHON);

    private final List<Contender> contenders;

    Peer(Contender... contenders) {
        this.contenders = List.of(contenders);
    }

    List<Contender> contenders() {
        return contenders;
    }
}
