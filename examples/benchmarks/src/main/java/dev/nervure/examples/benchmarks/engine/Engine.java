package dev.nervure.examples.benchmarks.engine;

import dev.nervure.examples.benchmarks.networks.Subject;

/** Who runs a network, always on one thread unless said otherwise. */
public enum Engine {
    NERVURE {
        @Override
        Inference open(Subject subject, int samples) {
            return new NervureInference(subject.model(), samples);
        }

        @Override
        public Training training(Subject subject, int threads) {
            return new NervureTraining(subject, threads);
        }
    },
    ONNX_RUNTIME {
        @Override
        Inference open(Subject subject, int samples) {
            return new OnnxRuntimeInference(OnnxBatch.of(subject.onnx(), samples), subject.inputShape(samples));
        }
    },
    ONNX_RUNTIME_REUSING {
        @Override
        Inference open(Subject subject, int samples) {
            long[] outputShape = {samples, subject.tensors().output().length};
            return new OnnxRuntimeReusing(
                    OnnxBatch.of(subject.onnx(), samples), subject.inputShape(samples), outputShape);
        }
    },
    PYTORCH {
        @Override
        Inference open(Subject subject, int samples) {
            return new PyTorchInference(subject, samples);
        }

        @Override
        public Training training(Subject subject, int threads) {
            return new PyTorchTraining(subject);
        }
    };

    abstract Inference open(Subject subject, int samples);

    /**
     * Ready to learn. Nervure alone knows more threads than one here.
     *
     * @throws UnsupportedOperationException if this engine only infers
     */
    public Training training(Subject subject, int threads) {
        throw new UnsupportedOperationException(this + " does not train");
    }

    /** Ready to run, after its outputs were compared with what PyTorch computed. */
    public final Inference inference(Subject subject, int samples) {
        Inference inference = open(subject, samples);
        Expected.of(subject, samples).check(this + " of " + subject.key(), inference);
        return inference;
    }
}
