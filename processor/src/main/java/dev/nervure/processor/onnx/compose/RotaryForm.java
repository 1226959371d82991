package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of features turned by angles that grow with the step, {@code x cos(t θ) − y sin(t θ)} and {@code x sin(t θ) + y cos(t θ)} with
 * {@code θ = base^(−2m / size)} for pair {@code m} of a head: rotary positions, of neighbours or of the halves of a head. The tables
 * may be those of a file, so angles are compared, not names.
 */
final class RotaryForm implements Form {
    /** Sines of angles t θ computed in floats, on top of what a float itself rounds. */
    private static final double PER_STEP = 2e-7;

    private static final double EXACT = 1e-5;

    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        boolean end = last.layer() instanceof AddLayer || last.layer() instanceof ConcatLayer;
        Tensor source = end && last.shape().constant() ? source(last) : null;
        if (source == null
                || source.shape().rank() != 2
                || source.shape().axis(0).max() < 2) {
            return null;
        }
        int steps = source.shape().axis(0).max();
        int count = Places.count(last);
        Linear values = count % steps == 0 ? Linear.of(last, source, readers) : null;
        if (values == null) {
            return null;
        }
        int width = count / steps;
        for (int size = 2; size <= width; size += 2) {
            for (int way = 0; way < 4 && width % size == 0; way++) {
                Turn turn = new Turn(values, steps, width, size, way % 2 == 1, way / 2 == 1);
                double base = turn.base();
                if (base > 1 && turn.fits(base)) {
                    return turn.layer(source, (float) base, last);
                }
            }
        }
        return null;
    }

    /** What is turned: the first tensor behind products with tables, one sum and one concatenation. */
    private static @Nullable Tensor source(Tensor last) {
        Tensor x = last;
        int sums = 0;
        int joins = 0;
        boolean product = false;
        while (!x.inputs().isEmpty()) {
            Tensor next = x.inputs().get(0);
            if ((x.layer() instanceof AddLayer || x.layer() instanceof SubtractLayer)
                    && x.inputs().size() == 2) {
                if (++sums > 1) {
                    break;
                }
            } else if (x.layer() instanceof ConcatLayer) {
                if (++joins > 1) {
                    break;
                }
            } else if (x.layer() instanceof MultiplyLayer && x.inputs().size() == 2 && hasTable(x)) {
                product = true;
                next = isTable(next) ? x.inputs().get(1) : next;
            } else if (!(x.layer() instanceof ScaleLayer scale && scale.offset() == 0)) {
                Places moved = Places.of(x);
                if (moved == null || moved.source() == x) {
                    break;
                }
                next = moved.source();
            }
            x = next;
        }
        return product ? x : null;
    }

    private static boolean hasTable(Tensor product) {
        return product.inputs().stream().anyMatch(RotaryForm::isTable);
    }

    private static boolean isTable(Tensor x) {
        return x.layer() instanceof ParameterLayer || x.layer() instanceof ConstantLayer;
    }

    /**
     * A way in which values may be turned pairs.
     *
     * @param size the features of a head
     * @param neighbours whether a pair is {@code (2m, 2m + 1)}; else {@code (m, m + size/2)}
     * @param headsFirst whether the values are {@code [heads, steps, size]}; else {@code [steps, heads, size]}
     */
    private record Turn(Linear values, int steps, int width, int size, boolean neighbours, boolean headsFirst) {
        private int place(int t, int head, int i) {
            return headsFirst ? (head * steps + t) * size + i : (t * (width / size) + head) * size + i;
        }

        /** The base of the angles, by the pair that turns slowest; 0 if there is none. */
        double base() {
            int pair = size / 2 - 1;
            int at = place(1, 0, neighbours ? 2 * pair : pair);
            double angle = Math.atan2(Math.abs(values.d()[at]), Math.abs(values.c()[at]));
            if (own(1, neighbours ? 2 * pair : pair) == values.second()[at]) {
                angle = Math.PI / 2 - angle;
            }
            if (pair == 0) {
                return Math.abs(angle - 1) < EXACT ? 10_000 : 0;
            }
            double base = Math.pow(angle, -size / (2.0 * pair));
            return Math.abs(base - Math.rint(base)) < 1e-5 * base ? Math.rint(base) : base;
        }

        /** The first column of the source that is turned. */
        private int offset() {
            int columns = columns();
            return Math.min(
                    Arrays.stream(values.first())
                            .map(place -> place % columns)
                            .min()
                            .orElse(0),
                    Arrays.stream(values.second())
                            .map(place -> place % columns)
                            .min()
                            .orElse(0));
        }

        private int columns() {
            return values.source().shape().axis(1).max();
        }

        private int own(int t, int j) {
            return t * columns() + offset() + j;
        }

        boolean fits(double base) {
            int columns = columns();
            int offset = offset();
            if (offset < 0 || offset + width > columns) {
                return false;
            }
            for (int t = 0; t < steps; t++) {
                for (int j = 0; j < width; j++) {
                    int i = j % size;
                    boolean left = neighbours ? i % 2 == 0 : i < size / 2;
                    int pair = neighbours ? i / 2 : i % (size / 2);
                    int partner = j + (left ? 1 : -1) * (neighbours ? 1 : size / 2);
                    double angle = t * Math.pow(base, -2.0 * pair / size);
                    int at = place(t, j / size, i);
                    int row = t * columns + offset;
                    double sine = left ? -Math.sin(angle) : Math.sin(angle);
                    double allowed = EXACT + PER_STEP * t;
                    if (!isTerm(at, row + j, row + partner, Math.cos(angle), sine, allowed)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean isTerm(int at, int own, int partner, double cosine, double sine, double allowed) {
            boolean ordered = values.first()[at] == own && values.second()[at] == partner;
            boolean swapped = values.first()[at] == partner && values.second()[at] == own;
            double c = ordered ? values.c()[at] : values.d()[at];
            double d = ordered ? values.d()[at] : values.c()[at];
            return (ordered || swapped) && Math.abs(c - cosine) <= allowed && Math.abs(d - sine) <= allowed;
        }

        Tensor layer(Tensor source, float base, Tensor last) {
            int offset = offset();
            Tensor x = width == columns() ? source : source.slice(1, offset, offset + width);
            int heads = width / size;
            Tensor turned = x.rotary(heads, o -> o.base(base).interleaved(neighbours));
            Tensor y =
                    headsFirst && heads > 1 ? turned.reshape(steps, heads, size).transpose(1, 0, 2) : turned;
            return y.shape().sample().equals(last.shape().sample()) ? y : y.reshape(Places.sizes(last));
        }
    }
}
