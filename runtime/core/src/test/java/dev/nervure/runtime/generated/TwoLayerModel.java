package dev.nervure.runtime.generated;

import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.kernel.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * PyTorch's {@code Sequential(Linear(5, 8), Tanh(), Linear(8, 3))} with mean cross-entropy, written as the processor
 * writes networks: one weight kept row-major and one by inputs, sums shared by the shards of a batch, and a statistic.
 */
public final class TwoLayerModel extends CompiledModel<TwoLayerModel.A, TwoLayerModel.G> {
    public static final int IN = 5;
    public static final int HIDDEN = 8;
    public static final int CLASSES = 3;

    private final W w;

    /** What a test makes the forward pass do besides. */
    public Consumer<A> hook = a -> {};

    /** What a test declares instead. */
    public List<TensorInfo> targets = List.of(new TensorInfo("targets", true, new int[0], "", CLASSES));

    private TwoLayerModel(W w) {
        super(w, A.class, G.class);
        this.w = w;
    }

    public static TwoLayerModel create(long seed) {
        TwoLayerModel model = new TwoLayerModel(new W());
        model.initialize(seed);
        return model;
    }

    @Override
    public String name() {
        return "TwoLayer";
    }

    @Override
    public List<TensorInfo> inputs() {
        return List.of(new TensorInfo("x", false, IN));
    }

    @Override
    public List<TensorInfo> targets() {
        return targets;
    }

    @Override
    public List<TensorInfo> outputs() {
        return List.of(new TensorInfo("logits", false, CLASSES));
    }

    @Override
    public A newActivations(int capacity) {
        return new A(Keep.EVERYTHING, capacity);
    }

    @Override
    public A newTrainingActivations(int capacity) {
        return new A(Keep.TRAINING, capacity);
    }

    @Override
    public A newInferenceActivations(int capacity) {
        return new A(Keep.INFERENCE, capacity);
    }

    @Override
    public G newGradients(int capacity) {
        return new G(w, Keep.EVERYTHING, capacity);
    }

    @Override
    public G newTrainingGradients(int capacity) {
        return new G(w, Keep.TRAINING, capacity);
    }

    @Override
    public TwoLayerModel copy() {
        TwoLayerModel copy = new TwoLayerModel(new W());
        copy.copyWeights(this);
        return copy;
    }

    @Override
    protected void runForward(A a, int n) {
        hook.accept(a);
        TrainingPass pass = a.pass();
        if (pass != null) {
            a.sums[0] = 0;
            for (int i = 0; i < n * IN; i++) {
                a.sums[0] += a.x[i];
            }
            a.sumOverBatch(a.sums);
            w.seen[0] = (float) a.sums[0]; // every shard writes the same
        }
        for (int s = 0; s < n; s++) {
            for (int j = 0; j < HIDDEN; j++) {
                float z = w.bias0[j];
                for (int i = 0; i < IN; i++) {
                    z += a.x[s * IN + i] * w.weight0[i][j];
                }
                a.hidden[s * HIDDEN + j] = (float) Math.tanh(z);
            }
            for (int k = 0; k < CLASSES; k++) {
                float z = w.bias2[k];
                for (int j = 0; j < HIDDEN; j++) {
                    z += a.hidden[s * HIDDEN + j] * w.weight2[k * HIDDEN + j];
                }
                a.logits[s * CLASSES + k] = z;
            }
        }
    }

    @Override
    protected List<LossInfo> losses() {
        return List.of(new LossInfo("loss", "SoftmaxCrossEntropy", "logits", "targets", 1));
    }

    @Override
    protected float runLoss(A a, int n) {
        a.lossAndCount[0] = 0;
        a.lossAndCount[1] = n;
        for (int s = 0; s < n; s++) {
            a.lossAndCount[0] += logSumExp(a, s) - a.logits[s * CLASSES + a.targets[s]];
        }
        a.sumOverBatch(a.lossAndCount);
        a.loss[0] = (float) (a.lossAndCount[0] / a.lossAndCount[1]);
        return a.loss[0];
    }

    private static double logSumExp(A a, int s) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < CLASSES; k++) {
            max = Math.max(max, a.logits[s * CLASSES + k]);
        }
        double sum = 0;
        for (int k = 0; k < CLASSES; k++) {
            sum += Math.exp(a.logits[s * CLASSES + k] - max);
        }
        return max + Math.log(sum);
    }

    @Override
    protected void runBackward(A a, G g, int n) {
        for (float[] row : g.weight0) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(g.bias0, 0);
        Arrays.fill(g.weight2, 0);
        Arrays.fill(g.bias2, 0);
        for (int s = 0; s < n; s++) {
            Arrays.fill(g.hidden, s * HIDDEN, (s + 1) * HIDDEN, 0);
            double logSumExp = logSumExp(a, s);
            for (int k = 0; k < CLASSES; k++) {
                double p = Math.exp(a.logits[s * CLASSES + k] - logSumExp);
                float delta = g.fromLoss()
                        ? (float) ((p - (a.targets[s] == k ? 1 : 0)) / a.lossAndCount[1])
                        : g.logits[s * CLASSES + k];
                g.logits[s * CLASSES + k] = delta;
                g.bias2[k] += delta;
                for (int j = 0; j < HIDDEN; j++) {
                    g.weight2[k * HIDDEN + j] += delta * a.hidden[s * HIDDEN + j];
                    g.hidden[s * HIDDEN + j] += delta * w.weight2[k * HIDDEN + j];
                }
            }
            for (int j = 0; j < HIDDEN; j++) {
                float h = a.hidden[s * HIDDEN + j];
                float delta = g.hidden[s * HIDDEN + j] * (1 - h * h);
                g.bias0[j] += delta;
                for (int i = 0; i < IN; i++) {
                    g.weight0[i][j] += delta * a.x[s * IN + i];
                }
            }
        }
    }

    public static final class W extends CompiledWeights {
        final float[][] weight0 = new float[IN][HIDDEN];
        final float[] bias0 = new float[HIDDEN];
        final float[] weight2 = new float[CLASSES * HIDDEN];
        final float[] bias2 = new float[CLASSES];
        final float[] seen = new float[1];

        W() {
            parameter("0.weight", Storage.inputMajor(weight0), Initial.uniform(0.4f), HIDDEN, IN);
            parameter("0.bias", Storage.flat(bias0), Initial.uniform(0.4f), HIDDEN);
            parameter("2.weight", Storage.flat(weight2), Initial.uniform(0.4f), CLASSES, HIDDEN);
            parameter("2.bias", Storage.flat(bias2), Initial.uniform(0.4f), CLASSES);
            fixed("seen", Storage.flat(seen), Initial.constant(0), 1);
        }
    }

    public static final class A extends CompiledActivations {
        final float[] x;
        final float[] hidden;
        final float[] logits;
        final int[] targets;
        final double[] sums = new double[1];
        final double[] lossAndCount = new double[2];
        final float[] loss = new float[1];

        A(Keep keep, int capacity) {
            super(keep, capacity);
            x = new float[capacity * IN];
            hidden = new float[capacity * HIDDEN];
            logits = new float[capacity * CLASSES];
            targets = new int[capacity];
        }

        @Override
        protected void describe(Layers layers) {
            layers.add("x", "Input", "", new int[] {IN});
            layers.add("hidden", "Dense", "TANH", new int[] {HIDDEN}, "0.weight", "0.bias");
            layers.add("logits", "Dense", "", new int[] {CLASSES}, "2.weight", "2.bias");
            layers.ints("targets", "Target");
            layers.add("loss", "SoftmaxCrossEntropy", "", new int[] {});
            layers.loss(lossAndCount);
        }

        @Override
        public float[] floats(String tensor) {
            return switch (tensor) {
                case "x" -> x;
                case "hidden" -> kept(hidden, "hidden", Keep.TRAINING);
                case "logits" -> logits;
                case "loss" -> loss;
                default -> turnOf(tensor).floats(tensor);
            };
        }

        @Override
        public int[] ints(String tensor) {
            if (tensor.equals("targets")) {
                return targets;
            }
            throw new AssertionError(turnOf(tensor));
        }
    }

    public static final class G extends CompiledGradients {
        final float[][] weight0 = new float[IN][HIDDEN];
        final float[] bias0 = new float[HIDDEN];
        final float[] weight2 = new float[CLASSES * HIDDEN];
        final float[] bias2 = new float[CLASSES];
        final float[] hidden;
        final float[] logits;

        G(W w, Keep keep, int capacity) {
            super(w, keep, capacity);
            parameter("0.weight", Storage.inputMajor(weight0));
            parameter("0.bias", Storage.flat(bias0));
            parameter("2.weight", Storage.flat(weight2));
            parameter("2.bias", Storage.flat(bias2));
            hidden = new float[capacity * HIDDEN];
            logits = new float[capacity * CLASSES];
        }

        @Override
        public float[] activation(String tensor) {
            return switch (tensor) {
                case "hidden" -> kept(hidden, tensor, Keep.EVERYTHING);
                case "logits" -> logits;
                default -> turnOf(tensor).activation(tensor);
            };
        }
    }
}
