package dev.nervure.runtime.kernel.attention;

import dev.nervure.runtime.kernel.dropout.Dropout;
import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.Team;
import dev.nervure.runtime.kernel.softmax.Softmax;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(Q Kᵀ / √d) V}, sample by sample and head by head. The scores of some queries at a time exist, never all of
 * them; for the gradient each query keeps the logarithm of its sum, from which the probabilities are computed again (Dao
 * and others 2022).
 *
 * <p>Several neighbouring heads of queries may share one of keys and values. One object is one layer: what lies where.
 *
 * <p>A mask of integers says which places a query sees: those whose number is not 0. A mask of floats is added to the scores
 * after their scaling; −∞ hides a place. A query that sees no place has a result of zeros, and hands on no gradient.
 */
public final class Attention {
    /**
     * Where the vectors of a tensor lie: step {@code t} of head {@code h} of sample {@code s} begins at {@code s · sample +
     * from + h · head + t · step}, all in floats.
     */
    public record Vectors(int sample, int from, int head, int step) {}

    private static final Vectors NO_MASK = new Vectors(0, 0, 0, 0);
    /** Queries whose scores exist at a time. */
    private static final int BLOCK = 64;
    /** Queries of all heads that are worth a second thread. */
    private static final int LEAST_QUERIES = 64;

    private final int heads;
    private final int perMemoryHead;
    private final int size;
    private final int valueSize;
    private final int maxSteps;
    private final boolean causal;
    private final int window;
    private final float dropout;
    private final float scale;
    private final Vectors queries;
    private final Vectors keys;
    private final Vectors values;
    private final Vectors results;
    private final Vectors mask;

    /**
     * Without a mask.
     *
     * @param heads of queries
     * @param memoryHeads of keys and values, a divisor of {@code heads}
     * @param size the size d of a query and a key
     * @param valueSize the size of a value and a result
     * @param maxSteps the number of queries that a sample has room for
     * @param causal whether a query sees the keys up to its own place only
     * @param dropout the probability that a training pass drops a weight
     */
    public Attention(
            int heads,
            int memoryHeads,
            int size,
            int valueSize,
            int maxSteps,
            boolean causal,
            float dropout,
            Vectors queries,
            Vectors keys,
            Vectors values,
            Vectors results) {
        this(heads, memoryHeads, size, valueSize, maxSteps, causal, dropout, queries, keys, values, results, NO_MASK);
    }

    /** The same with a mask, whose vectors have a number for each place. */
    public Attention(
            int heads,
            int memoryHeads,
            int size,
            int valueSize,
            int maxSteps,
            boolean causal,
            float dropout,
            Vectors queries,
            Vectors keys,
            Vectors values,
            Vectors results,
            Vectors mask) {
        this(heads, memoryHeads, size, valueSize, maxSteps, causal, 0, dropout, queries, keys, values, results, mask);
    }

    private Attention(
            int heads,
            int memoryHeads,
            int size,
            int valueSize,
            int maxSteps,
            boolean causal,
            int window,
            float dropout,
            Vectors queries,
            Vectors keys,
            Vectors values,
            Vectors results,
            Vectors mask) {
        this.heads = heads;
        this.perMemoryHead = heads / memoryHeads;
        this.size = size;
        this.valueSize = valueSize;
        this.maxSteps = maxSteps;
        this.causal = causal;
        this.window = window;
        this.dropout = dropout;
        this.scale = (float) (1 / StrictMath.sqrt(size));
        this.queries = queries;
        this.keys = keys;
        this.values = values;
        this.results = results;
        this.mask = mask;
    }

    /** The same, causal, where a query sees {@code places} places alone: its own and those before it. */
    public Attention window(int places) {
        return new Attention(
                heads,
                heads / perMemoryHead,
                size,
                valueSize,
                maxSteps,
                causal,
                places,
                dropout,
                queries,
                keys,
                values,
                results,
                mask);
    }

    /**
     * The results of sample {@code s}, which has {@code steps} queries and {@code places} keys and values.
     *
     * @param logSums {@code [n, heads, maxSteps]}: of each query log Σ e^(score − largest score), kept for the gradient
     */
    public void forward(float[] q, float[] k, float[] v, int s, int steps, int places, float[] y, float[] logSums) {
        forward(q, k, v, s, steps, places, y, logSums, Dropout.NONE);
    }

    /** The same with some weights dropped: {@code stream} says which, or that there are none. */
    public void forward(
            float[] q, float[] k, float[] v, int s, int steps, int places, float[] y, float[] logSums, long stream) {
        forward(q, k, v, null, null, s, steps, places, y, logSums, stream);
    }

    /** The same with a mask that is added to the scores. */
    public void forward(
            float[] q,
            float[] k,
            float[] v,
            float[] mask,
            int s,
            int steps,
            int places,
            float[] y,
            float[] logSums,
            long stream) {
        forward(q, k, v, mask, null, s, steps, places, y, logSums, stream);
    }

    /** The same with a mask of the places that are seen. */
    public void forward(
            float[] q,
            float[] k,
            float[] v,
            int[] mask,
            int s,
            int steps,
            int places,
            float[] y,
            float[] logSums,
            long stream) {
        forward(q, k, v, null, mask, s, steps, places, y, logSums, stream);
    }

    private void forward(
            float[] q,
            float[] k,
            float[] v,
            float @Nullable [] added,
            int @Nullable [] seen,
            int s,
            int steps,
            int places,
            float[] y,
            float[] logSums,
            long stream) {
        int memoryHeads = heads / perMemoryHead;
        if (Team.shares(memoryHeads * steps, LEAST_QUERIES)) {
            Team.share(
                    memoryHeads,
                    1,
                    (first, count) ->
                            forward(q, k, v, added, seen, s, steps, places, y, logSums, stream, first, count));
        } else {
            forward(q, k, v, added, seen, s, steps, places, y, logSums, stream, 0, memoryHeads);
        }
    }

    /** Of the heads that read {@code count} heads of the memory. */
    private void forward(
            float[] q,
            float[] k,
            float[] v,
            float @Nullable [] added,
            int @Nullable [] allowed,
            int s,
            int steps,
            int places,
            float[] y,
            float[] logSums,
            long stream,
            int firstMemoryHead,
            int count) {
        HeadScratch scratch = HeadScratch.ofThread();
        int width = Factor.rowOf(places);
        int valueWidth = Factor.rowOf(valueSize);
        float[] weights = scratch.weights(BLOCK * width);
        float[] sums = scratch.results(BLOCK * valueWidth);
        int end = (firstMemoryHead + count) * perMemoryHead;
        for (int h = firstMemoryHead * perMemoryHead; h < end; h++) {
            int memoryHead = h / perMemoryHead;
            if (h % perMemoryHead == 0) {
                scratch.keyColumns.setColumns(k, at(keys, s, memoryHead), keys.step, size, places);
                scratch.valueRows.set(v, at(values, s, memoryHead), values.step, places, valueSize);
            }
            for (int t = 0; t < steps; t += BLOCK) {
                int rows = Math.min(BLOCK, steps - t);
                int seen = causal ? t + rows : places;
                int query = at(queries, s, h) + t * queries.step;
                int result = at(results, s, h) + t * results.step;
                int kept = (s * heads + h) * maxSteps + t;
                scratch.keyColumns.multiply(q, query, queries.step, 1, rows, size, seen, weights, width, false);
                for (int r = 0; r < rows; r++) {
                    int own = causal ? t + r + 1 : places;
                    if (masked(weights, r * width, own, added, allowed, at(mask, s, h) + (t + r) * mask.step)) {
                        logSums[kept + r] = 0;
                    } else {
                        logSums[kept + r] = Softmax.inPlace(
                                weights, r * width + unseen(own), own - unseen(own), factor(added, allowed));
                        Arrays.fill(weights, r * width, r * width + unseen(own), 0f);
                    }
                    Arrays.fill(weights, r * width + own, r * width + seen, 0f);
                    drop(weights, r * width, h, t + r, own, stream);
                }
                scratch.valueRows.multiply(weights, 0, width, 1, rows, seen, valueSize, sums, valueWidth, false);
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(sums, r * valueWidth, y, result + r * results.step, valueSize);
                }
            }
        }
    }

    /**
     * The weights by which {@link #forward} took the values of sample {@code s}, computed again from what it kept: {@code
     * [heads][steps][places]}, in which each query's add up to 1.
     */
    public float[][][] weights(float[] q, float[] k, float[] logSums, int s, int steps, int places) {
        return weights(q, k, null, null, logSums, s, steps, places);
    }

    /** The same where a mask was added to the scores. */
    public float[][][] weights(float[] q, float[] k, float[] mask, float[] logSums, int s, int steps, int places) {
        return weights(q, k, mask, null, logSums, s, steps, places);
    }

    /** The same with a mask of the places that were seen. */
    public float[][][] weights(float[] q, float[] k, int[] mask, float[] logSums, int s, int steps, int places) {
        return weights(q, k, null, mask, logSums, s, steps, places);
    }

    private float[][][] weights(
            float[] q,
            float[] k,
            float @Nullable [] added,
            int @Nullable [] allowed,
            float[] logSums,
            int s,
            int steps,
            int places) {
        HeadScratch scratch = HeadScratch.ofThread();
        int width = Factor.rowOf(places);
        float[] block = scratch.weights(steps * width);
        float[][][] weights = new float[heads][steps][];
        for (int h = 0; h < heads; h++) {
            scratch.keyColumns.setColumns(k, at(keys, s, h / perMemoryHead), keys.step, size, places);
            scratch.keyColumns.multiply(
                    q, at(queries, s, h), queries.step, 1, steps, size, places, block, width, false);
            for (int t = 0; t < steps; t++) {
                int own = causal ? t + 1 : places;
                float logSum = logSums[(s * heads + h) * maxSteps + t];
                if (!masked(block, t * width, own, added, allowed, at(mask, s, h) + t * mask.step)) {
                    Softmax.againInPlace(
                            block, t * width + unseen(own), own - unseen(own), factor(added, allowed), logSum);
                    Arrays.fill(block, t * width, t * width + unseen(own), 0f);
                }
                Arrays.fill(block, t * width + own, t * width + places, 0f);
                weights[h][t] = Arrays.copyOfRange(block, t * width, t * width + places);
            }
        }
        return weights;
    }

    /** Adds the gradients of the queries, keys and values of sample {@code s}. */
    public void addGradients(
            float[] q,
            float[] k,
            float[] v,
            float[] y,
            float[] logSums,
            float[] dy,
            int s,
            int steps,
            int places,
            float[] dq,
            float[] dk,
            float[] dv) {
        addGradients(q, k, v, y, logSums, dy, s, steps, places, dq, dk, dv, Dropout.NONE);
    }

    /** The same where forward dropped what {@code stream} says. */
    public void addGradients(
            float[] q,
            float[] k,
            float[] v,
            float[] y,
            float[] logSums,
            float[] dy,
            int s,
            int steps,
            int places,
            float[] dq,
            float[] dk,
            float[] dv,
            long stream) {
        addGradients(q, k, v, null, null, y, logSums, dy, s, steps, places, dq, dk, dv, null, stream);
    }

    /**
     * The same where forward added a mask to the scores.
     *
     * @param dmask the gradient of the mask, to be added to; null if nobody wants it
     */
    public void addGradients(
            float[] q,
            float[] k,
            float[] v,
            float[] mask,
            float[] y,
            float[] logSums,
            float[] dy,
            int s,
            int steps,
            int places,
            float[] dq,
            float[] dk,
            float[] dv,
            float @Nullable [] dmask,
            long stream) {
        addGradients(q, k, v, mask, null, y, logSums, dy, s, steps, places, dq, dk, dv, dmask, stream);
    }

    /** The same with a mask of the places that were seen. */
    public void addGradients(
            float[] q,
            float[] k,
            float[] v,
            int[] mask,
            float[] y,
            float[] logSums,
            float[] dy,
            int s,
            int steps,
            int places,
            float[] dq,
            float[] dk,
            float[] dv,
            long stream) {
        addGradients(q, k, v, null, mask, y, logSums, dy, s, steps, places, dq, dk, dv, null, stream);
    }

    private void addGradients(
            float[] q,
            float[] k,
            float[] v,
            float @Nullable [] added,
            int @Nullable [] allowed,
            float[] y,
            float[] logSums,
            float[] dy,
            int s,
            int steps,
            int places,
            float[] dq,
            float[] dk,
            float[] dv,
            float @Nullable [] dmask,
            long stream) {
        HeadScratch scratch = HeadScratch.ofThread();
        int width = Factor.rowOf(places);
        int keyWidth = Factor.rowOf(size);
        int valueWidth = Factor.rowOf(valueSize);
        float[] weights = scratch.weights(BLOCK * width);
        float[] slopes = scratch.slopes(BLOCK * width);
        float[] queryGradients = scratch.results(BLOCK * keyWidth);
        float[] keyGradients = scratch.keyGradients(places * keyWidth);
        float[] valueGradients = scratch.valueGradients(places * valueWidth);
        for (int h = 0; h < heads; h++) {
            int memoryHead = h / perMemoryHead;
            int keysAt = at(keys, s, memoryHead);
            int valuesAt = at(values, s, memoryHead);
            if (h % perMemoryHead == 0) {
                scratch.keyColumns.setColumns(k, keysAt, keys.step, size, places);
                scratch.keyRows.set(k, keysAt, keys.step, places, size);
                scratch.valueColumns.setColumns(v, valuesAt, values.step, valueSize, places);
                Arrays.fill(keyGradients, 0, places * keyWidth, 0f);
                Arrays.fill(valueGradients, 0, places * valueWidth, 0f);
            }
            for (int t = 0; t < steps; t += BLOCK) {
                int rows = Math.min(BLOCK, steps - t);
                int seen = causal ? t + rows : places;
                int query = at(queries, s, h) + t * queries.step;
                int result = at(results, s, h) + t * results.step;
                int logSum = (s * heads + h) * maxSteps + t;
                scratch.keyColumns.multiply(q, query, queries.step, 1, rows, size, seen, weights, width, false);
                for (int r = 0; r < rows; r++) {
                    int own = causal ? t + r + 1 : places;
                    if (!masked(weights, r * width, own, added, allowed, at(mask, s, h) + (t + r) * mask.step)) {
                        Softmax.againInPlace(
                                weights,
                                r * width + unseen(own),
                                own - unseen(own),
                                factor(added, allowed),
                                logSums[logSum + r]);
                        Arrays.fill(weights, r * width, r * width + unseen(own), 0f);
                    }
                    Arrays.fill(weights, r * width + own, r * width + seen, 0f);
                }

                // ∂V += (dropped weights)ᵀ · ∂y
                float[] kept = weights;
                if (stream != Dropout.NONE) {
                    kept = scratch.kept(BLOCK * width);
                    System.arraycopy(weights, 0, kept, 0, rows * width);
                    for (int r = 0; r < rows; r++) {
                        drop(kept, r * width, h, t + r, causal ? t + r + 1 : places, stream);
                    }
                }
                scratch.block.set(dy, result, results.step, rows, valueSize);
                scratch.block.multiply(kept, 0, 1, width, seen, rows, valueSize, valueGradients, valueWidth, true);

                // ∂weights = ∂y · Vᵀ, and through the softmax: weight · (∂weight − Σ weight · ∂weight)
                scratch.valueColumns.multiply(dy, result, results.step, 1, rows, valueSize, seen, slopes, width, false);
                for (int r = 0; r < rows; r++) {
                    int own = causal ? t + r + 1 : places;
                    drop(slopes, r * width, h, t + r, own, stream);
                    float mean = dot(dy, y, result + r * results.step, valueSize);
                    if (dmask != null) {
                        addMaskGradient(
                                dmask, at(mask, s, h) + (t + r) * mask.step, weights, slopes, mean, r * width, own);
                    }
                    for (int j = r * width; j < r * width + own; j++) {
                        slopes[j] = weights[j] * (slopes[j] - mean) * scale;
                    }
                    Arrays.fill(slopes, r * width + own, r * width + seen, 0f);
                }

                // ∂K += (∂scores)ᵀ · Q and ∂Q += ∂scores · K
                scratch.block.set(q, query, queries.step, rows, size);
                scratch.block.multiply(slopes, 0, 1, width, seen, rows, size, keyGradients, keyWidth, true);
                scratch.keyRows.multiply(slopes, 0, width, 1, rows, seen, size, queryGradients, keyWidth, false);
                addTo(dq, query, queries.step, rows, size, queryGradients, keyWidth);
            }
            if ((h + 1) % perMemoryHead == 0) {
                addTo(dk, keysAt, keys.step, places, size, keyGradients, keyWidth);
                addTo(dv, valuesAt, values.step, places, valueSize, valueGradients, valueWidth);
            }
        }
    }

    /** How many of the places up to a query's own are too far back for it. */
    private int unseen(int own) {
        return window == 0 ? 0 : Math.max(0, own - window);
    }

    /** What scores are multiplied by in the softmax: with a mask they are scaled before. */
    private float factor(float @Nullable [] added, int @Nullable [] allowed) {
        return added == null && allowed == null ? scale : 1f;
    }

    /**
     * Scales the scores of a query and applies its mask, if there is one. Where it hides all places, the weights are zeros,
     * and true is returned.
     */
    private boolean masked(
            float[] scores, int from, int own, float @Nullable [] added, int @Nullable [] allowed, int row) {
        if (added != null) {
            for (int j = 0; j < own; j++) {
                scores[from + j] = scores[from + j] * scale + added[row + j];
            }
        } else if (allowed != null) {
            for (int j = 0; j < own; j++) {
                scores[from + j] = allowed[row + j] != 0 ? scores[from + j] * scale : Float.NEGATIVE_INFINITY;
            }
        } else {
            return false;
        }
        for (int j = from; j < from + own; j++) {
            if (scores[j] != Float.NEGATIVE_INFINITY) {
                return false;
            }
        }
        Arrays.fill(scores, from, from + own, 0f);
        return true;
    }

    private void drop(float[] weights, int from, int h, int t, int seen, long stream) {
        if (stream != Dropout.NONE) {
            Dropout.apply(weights, from, seen, dropout, stream, h * maxSteps + t);
        }
    }

    /** {@code Σ a · b}, both from {@code at} on. */
    private static float dot(float[] a, float[] b, int at, int count) {
        float sum = 0;
        for (int c = at; c < at + count; c++) {
            sum = Fma.add(a[c], b[c], sum);
        }
        return sum;
    }

    private static int at(Vectors vectors, int s, int h) {
        return s * vectors.sample + vectors.from + h * vectors.head;
    }

    private static void addMaskGradient(
            float[] dmask, int to, float[] weights, float[] slopes, float mean, int from, int count) {
        for (int j = 0; j < count; j++) {
            dmask[to + j] += weights[from + j] * (slopes[from + j] - mean);
        }
    }

    private static void addTo(float[] x, int from, int step, int count, int size, float[] rows, int width) {
        for (int j = 0; j < count; j++) {
            for (int c = 0; c < size; c++) {
                x[from + j * step + c] += rows[j * width + c];
            }
        }
    }
}
