package dev.nervure.training;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Each sample mixed with another one, see {@link Dataset#mixUp}. */
final class MixedDataset extends IndexedDataset {
    private final IndexedDataset base;
    private final double alpha;

    MixedDataset(IndexedDataset base, double alpha) {
        super(base.size());
        this.base = base;
        this.alpha = alpha;
    }

    @Override
    @Nullable
    Sample stored(int index) {
        return null;
    }

    @Override
    Sample make(int index, Pass pass, int turn) {
        RandomGenerator random = pass.random(index, turn, depth());
        int other = random.nextInt(size());
        double first = gamma(random);
        double share = first / (first + gamma(random));
        boolean second = random.nextDouble() >= share; // whose integers it has
        return base.sample(index, pass, turn).mix(base.sample(other, pass, turn + 1), (float) share, second);
    }

    @Override
    int[] order(Pass pass) {
        return base.order(pass);
    }

    @Override
    boolean repeats() {
        return base.repeats();
    }

    @Override
    int depth() {
        return base.depth() + 1;
    }

    /**
     * Of the gamma distribution with shape α; two of them make one of the beta distribution (Marsaglia, Tsang: A simple
     * method for generating gamma variables, 2000). StrictMath, so that every JDK gives the same bits.
     */
    private double gamma(RandomGenerator random) {
        double shape = alpha < 1 ? alpha + 1 : alpha;
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            v = v * v * v;
            double u = 1 - random.nextDouble();
            if (v > 0 && StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                double small = alpha < 1 ? StrictMath.pow(1 - random.nextDouble(), 1 / alpha) : 1;
                return Math.max(Double.MIN_NORMAL, d * v * small);
            }
        }
    }
}
