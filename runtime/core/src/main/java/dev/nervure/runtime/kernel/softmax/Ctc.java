package dev.nervure.runtime.kernel.softmax;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Connectionist temporal classification (Graves, Fernández, Gomez, Schmidhuber: Connectionist Temporal Classification,
 * ICML 2006): {@code −log} of the probability that the classes of all steps, without repetitions and blanks, spell the
 * labels. Sums over all alignments go forward and backward in logarithms of double precision, so that long sequences stay
 * finite. Offsets count floats or ints.
 *
 * <p>Labels end before the first blank: shorter ones are filled up with blanks.
 */
public final class Ctc {
    private static final double NONE = Double.NEGATIVE_INFINITY; // the logarithm of 0

    private static final ThreadLocal<@Nullable Ctc> OF_THREAD = new ThreadLocal<>();

    private double[] logs = {}; // [steps, classes]: of the probabilities
    private double[] alpha = {}; // [steps, states]: of all that leads to a state, its own step included
    private double[] beta = {}; // [states]: of all that follows, of one step
    private double[] next = {};
    private double[] shares = {}; // [classes]
    private int[] states = {}; // the class of each: blank, label, blank, label, … blank
    private int steps;
    private int classes;
    private int count; // of states

    private Ctc() {}

    private static Ctc ofThread() {
        Ctc own = OF_THREAD.get();
        if (own == null) {
            own = new Ctc();
            OF_THREAD.set(own);
        }
        return own;
    }

    /**
     * Adds the loss of one sample, divided by its number of labels as PyTorch's mean does, and 1 to the count.
     *
     * @param x logits {@code [steps, classes]} from float {@code xOffset} on
     * @param labels at most {@code most} from int {@code labelOffset} on
     * @param zeroInfinity whether labels that do not fit into the steps cost nothing, instead of infinitely much
     * @param sums {@code [Σ loss, count]}
     * @throws TargetException if a label is no class
     */
    public static void add(
            float[] x,
            int xOffset,
            int steps,
            int classes,
            int[] labels,
            int labelOffset,
            int most,
            int blank,
            boolean zeroInfinity,
            double[] sums) {
        Ctc own = ofThread();
        own.read(x, xOffset, steps, classes, labels, labelOffset, most, blank);
        double loss = -own.forward();
        sums[0] += zeroInfinity && loss == Double.POSITIVE_INFINITY ? 0 : loss / own.divisor();
        sums[1]++;
    }

    /**
     * {@code dx = scale · ∂loss/∂x} of one sample, or added to {@code dx}. Labels that do not fit have no gradient.
     *
     * @param scale ∂L/∂loss over the count of samples
     * @param dx {@code [steps, classes]} from float {@code xOffset} on
     */
    public static void gradient(
            float[] x,
            int xOffset,
            int steps,
            int classes,
            int[] labels,
            int labelOffset,
            int most,
            int blank,
            float scale,
            float[] dx,
            boolean add) {
        Ctc own = ofThread();
        own.read(x, xOffset, steps, classes, labels, labelOffset, most, blank);
        own.backward(own.forward(), scale / own.divisor(), dx, xOffset, add);
    }

    private int divisor() {
        return Math.max(1, count / 2);
    }

    private void read(
            float[] x, int xOffset, int steps, int classes, int[] labels, int labelOffset, int most, int blank) {
        int length = 0;
        while (length < most && labels[labelOffset + length] != blank) {
            int label = labels[labelOffset + length];
            if (label < 0 || label >= classes) {
                throw new TargetException(labels, labelOffset + length, classes);
            }
            length++;
        }
        this.steps = steps;
        this.classes = classes;
        this.count = 2 * length + 1;
        reserve();
        for (int s = 0; s < count; s++) {
            states[s] = s % 2 == 0 ? blank : labels[labelOffset + s / 2];
        }
        for (int t = 0; t < steps; t++) {
            logSoftmax(x, xOffset + t * classes, t * classes);
        }
    }

    private void reserve() {
        if (logs.length < steps * classes) {
            logs = new double[steps * classes];
        }
        if (alpha.length < steps * count) {
            alpha = new double[steps * count];
        }
        if (states.length < count) {
            states = new int[count];
            beta = new double[count];
            next = new double[count];
        }
        if (shares.length < classes) {
            shares = new double[classes];
        }
    }

    private void logSoftmax(float[] x, int from, int to) {
        double max = NONE;
        for (int k = 0; k < classes; k++) {
            max = Math.max(max, x[from + k]);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += Math.exp(x[from + k] - max);
        }
        double logSum = max + Math.log(sum);
        for (int k = 0; k < classes; k++) {
            logs[to + k] = x[from + k] - logSum;
        }
    }

    /** Whether a path may go from two states before: past a blank, between labels that differ. */
    private boolean skips(int s) {
        return s % 2 == 1 && s > 1 && states[s] != states[s - 2];
    }

    /** The logarithm of the probability of the labels. */
    private double forward() {
        Arrays.fill(alpha, 0, count, NONE);
        alpha[0] = logs[states[0]];
        if (count > 1) {
            alpha[1] = logs[states[1]];
        }
        for (int t = 1; t < steps; t++) {
            int before = (t - 1) * count;
            for (int s = 0; s < count; s++) {
                double stays = alpha[before + s];
                double steps = s > 0 ? alpha[before + s - 1] : NONE;
                double skips = skips(s) ? alpha[before + s - 2] : NONE;
                alpha[before + count + s] = logOfSum(stays, steps, skips) + logs[t * classes + states[s]];
            }
        }
        int last = steps * count - 1;
        return logOfSum(alpha[last], count > 1 ? alpha[last - 1] : NONE, NONE);
    }

    private void backward(double log, float scale, float[] dx, int from, boolean add) {
        Arrays.fill(beta, 0, count, NONE);
        beta[count - 1] = 0;
        if (count > 1) {
            beta[count - 2] = 0;
        }
        for (int t = steps - 1; t >= 0; t--) {
            if (t < steps - 1) {
                stepBack(t + 1);
            }
            Arrays.fill(shares, 0, classes, 0);
            for (int s = 0; s < count && log != NONE; s++) {
                shares[states[s]] += Math.exp(alpha[t * count + s] + beta[s] - log);
            }
            for (int k = 0; k < classes; k++) {
                double slope = log == NONE ? 0 : Math.exp(logs[t * classes + k]) - shares[k];
                float d = (float) (scale * slope);
                int i = from + t * classes + k;
                dx[i] = add ? dx[i] + d : d;
            }
        }
    }

    /** What follows step {@code t − 1}, from what follows step {@code t}. */
    private void stepBack(int t) {
        for (int s = 0; s < count; s++) {
            next[s] = beta[s] + logs[t * classes + states[s]];
        }
        for (int s = 0; s < count; s++) {
            double steps = s + 1 < count ? next[s + 1] : NONE;
            double skips = s + 2 < count && skips(s + 2) ? next[s + 2] : NONE;
            beta[s] = logOfSum(next[s], steps, skips);
        }
    }

    private static double logOfSum(double a, double b, double c) {
        double max = Math.max(a, Math.max(b, c));
        if (max == NONE) {
            return NONE;
        }
        return max + Math.log(Math.exp(a - max) + Math.exp(b - max) + Math.exp(c - max));
    }
}
