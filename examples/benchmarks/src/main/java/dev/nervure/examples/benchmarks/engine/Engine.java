package dev.nervure.examples.benchmarks.engine;

import dev.nervure.examples.benchmarks.networks.Subject;

/** Who runs a network, always on one thread unless said otherwise. */
public enum Engine {
    NERVURE {
        @Override
        Inference open(Subject subject, int samples, int threads) {
            return new NervureInference(subject.model(), samples, threads);
        }

        @Override
        public Training training(Subject subject, int threads) {
            return new NervureTraining(subject, threads);
        }
    },
    ONNX_RUNTIME {
        @Override
        Inference open(Subject subject, int samples, int threads) {
            return new OnnxRuntimeInference(
                    subject.onnx(), threads, subject.inputShape(samples));
        }
    },
    ONNX_RUNTIME_REUSING {
        @Override
        Inference open(Subject subject, int samples, int threads) {
            return new OnnxRuntimeReusing(
                    subject.onnx(),
                    threads,
                    subject.inputShape(samples),
                    subject.outputShape(samples));
        }
    },
    PYTORCH {
        @Override
        public boolean infers(Subject subject) {
            return PyTorchBlocks.knows(subject);
        }

        @Override
        Inference open(Subject subject, int samples, int threads) {
            return new PyTorchInference(subject, samples);
        }

        @Override
        public Training training(Subject subject, int threads) {
            return new PyTorchTraining(subject);
        }
    };

    /** Whether it has the network. */
    public boolean infers(Subject subject) {
        return true;
    }

    abstract Inference open(Subject subject, int samples, int threads);

    /**
     * Ready to learn. Nervure alone knows more threads than one here.
     *
     * @throws UnsupportedOperationException if this engine only infers
     */
    public Training training(Subject subject, int threads) {
        throw new UnsupportedOperationException(this + " does not train");
    }

    /** Ready to run, after its outputs were compared with what is expected of so many samples. */
    public final Inference inference(Subject subject, int samples, int threads, Expected expected) {
        Inference inference = open(subject, samples, threads);
        expected.check(this + " of " + subject.key(), inference);
        return inference;
    }
}
