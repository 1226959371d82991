package dev.nervure.runtime.generated;

import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.kernel.Storage;
import java.util.List;

/** The smallest model that trains, written as the processor writes them: y = x · Wᵀ + b, L = mean (y − targets)². */
public final class LineModel extends CompiledModel<LineModel.LineActivations, LineModel.LineGradients> {
    public static final int INPUTS = 2;

    private final LineWeights weights;
    private final boolean hasLoss;

    private LineModel(LineWeights weights, boolean hasLoss) {
        super(weights, LineActivations.class, LineGradients.class);
        this.weights = weights;
        this.hasLoss = hasLoss;
    }

    public static LineModel create(long seed) {
        LineModel model = new LineModel(new LineWeights(), true);
        model.initialize(seed);
        return model;
    }

    /** The same, declared without a loss. */
    public static LineModel lossless() {
        return new LineModel(new LineWeights(), false);
    }

    public float predict(float... x) {
        LineActivations a = borrow();
        fill(x, a.x, INPUTS, "x");
        forward(a, 1);
        float y = a.y[0];
        giveBack(a);
        return y;
    }

    @Override
    public String name() {
        return "Line";
    }

    @Override
    public List<TensorInfo> inputs() {
        return List.of(new TensorInfo("x", false, INPUTS));
    }

    @Override
    public List<TensorInfo> targets() {
        return hasLoss ? List.of(new TensorInfo("targets", false, 1)) : List.of();
    }

    @Override
    public List<TensorInfo> outputs() {
        return List.of(new TensorInfo("y", false, 1));
    }

    @Override
    public LineActivations newActivations(int capacity) {
        return new LineActivations(Keep.EVERYTHING, capacity);
    }

    @Override
    public LineActivations newTrainingActivations(int capacity) {
        return new LineActivations(Keep.TRAINING, capacity);
    }

    @Override
    public LineActivations newInferenceActivations(int capacity) {
        return new LineActivations(Keep.INFERENCE, capacity);
    }

    @Override
    public LineGradients newGradients(int capacity) {
        return new LineGradients(weights, Keep.EVERYTHING, capacity);
    }

    @Override
    public LineGradients newTrainingGradients(int capacity) {
        return new LineGradients(weights, Keep.TRAINING, capacity);
    }

    @Override
    public LineModel copy() {
        LineModel copy = new LineModel(new LineWeights(), hasLoss);
        copy.copyWeights(this);
        return copy;
    }

    @Override
    protected void runForward(LineActivations a, int n) {
        for (int s = 0; s < n; s++) {
            a.sum[s] = weights.weight[0] * a.x[2 * s] + weights.weight[1] * a.x[2 * s + 1];
            a.y[s] = a.sum[s] + weights.bias[0];
        }
    }

    @Override
    protected List<LossInfo> losses() {
        return hasLoss ? List.of(new LossInfo("loss", "MeanSquaredError", "y", "targets", 1)) : List.of();
    }

    @Override
    protected float runLoss(LineActivations a, int n) {
        if (!hasLoss) {
            throw withoutLoss();
        }
        a.lossSums[0] = 0;
        a.lossSums[1] = n;
        for (int s = 0; s < n; s++) {
            a.lossSums[0] += (double) (a.y[s] - a.targets[s]) * (a.y[s] - a.targets[s]);
        }
        a.sumOverBatch(a.lossSums);
        a.loss[0] = (float) (a.lossSums[0] / a.lossSums[1]);
        return a.loss[0];
    }

    @Override
    protected void runBackward(LineActivations a, LineGradients g, int n) {
        g.weight[0] = g.weight[1] = g.bias[0] = 0;
        for (int s = 0; s < n; s++) {
            if (g.fromLoss()) {
                g.y[s] = 2 * (a.y[s] - a.targets[s]) / (float) a.lossSums[1];
            }
            g.weight[0] += g.y[s] * a.x[2 * s];
            g.weight[1] += g.y[s] * a.x[2 * s + 1];
            g.bias[0] += g.y[s];
        }
    }

    public static final class LineWeights extends CompiledWeights {
        final float[] weight = new float[INPUTS];
        final float[] bias = new float[1];
        final float[] seen = new float[1];

        LineWeights() {
            parameter("y.weight", Storage.flat(weight), Initial.uniform(1), 1, INPUTS);
            parameter("y.bias", Storage.flat(bias), Initial.constant(0), 1);
            fixed("y.seen", Storage.flat(seen), Initial.constant(3), 1);
        }
    }

    public static final class LineActivations extends CompiledActivations {
        final float[] x;
        final float[] sum;
        final float[] y;
        final float[] targets;
        final double[] lossSums = new double[2];
        final float[] loss = new float[1];

        LineActivations(Keep keep, int capacity) {
            super(keep, capacity);
            x = newFloats(INPUTS);
            sum = newFloats(1);
            y = newFloats(1);
            targets = newFloats(1);
        }

        @Override
        protected void describe(Layers layers) {
            layers.add("x", "Input", "", new int[] {INPUTS});
            layers.add("sum", "Dense", "", new int[] {1}, "y.weight");
            layers.add("y", "Add", "", new int[] {1}, "y.bias");
            layers.add("targets", "Target", "", new int[] {1});
            layers.add("loss", "MeanSquaredError", "", new int[] {});
            layers.loss(lossSums);
        }

        @Override
        public float[] floats(String tensor) {
            switch (tensor) {
                case "x":
                    return x;
                case "sum":
                    return kept(sum, "sum", Keep.EVERYTHING);
                case "y":
                    return y;
                case "targets":
                    return targets;
                case "loss":
                    return loss;
                default:
                    throw new AssertionError(turnOf(tensor));
            }
        }

        @Override
        public int[] ints(String tensor) {
            throw new AssertionError(turnOf(tensor));
        }
    }

    public static final class LineGradients extends CompiledGradients {
        final float[] weight = new float[INPUTS];
        final float[] bias = new float[1];
        final float[] y;

        LineGradients(LineWeights weights, Keep keep, int capacity) {
            super(weights, keep, capacity);
            parameter("y.weight", Storage.flat(weight));
            parameter("y.bias", Storage.flat(bias));
            y = newFloats(1);
        }

        @Override
        public float[] activation(String tensor) {
            if (tensor.equals("y")) {
                return kept(y, "y", Keep.EVERYTHING);
            }
            throw new AssertionError(turnOf(tensor));
        }
    }
}
