package dev.nervure.runtime.kernel;

import java.util.Arrays;

/**
 * {@code softmax(Q Kᵀ / √d) V}, sample by sample and head by head. The scores of one query at a time exist, never all of
 * them; for the gradient each query keeps the logarithm of its sum, from which the probabilities are computed again (Dao
 * and others 2022).
 *
 * <p>Several neighbouring heads of queries may share one of keys and values. One object is one layer: what lies where.
 */
public final class Attention {
    /**
     * Where the vectors of a tensor lie: step {@code t} of head {@code h} of sample {@code s} begins at {@code s · sample +
     * from + h · head + t · step}.
     */
    public record Vectors(int sample, int from, int head, int step) {}

    private final int heads;
    private final int perMemoryHead;
    private final int size;
    private final int valueSize;
    private final int maxSteps;
    private final boolean causal;
    private final float dropout;
    private final float scale;
    private final Vectors queries;
    private final Vectors keys;
    private final Vectors values;
    private final Vectors results;

    /**
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
        this.heads = heads;
        this.perMemoryHead = heads / memoryHeads;
        this.size = size;
        this.valueSize = valueSize;
        this.maxSteps = maxSteps;
        this.causal = causal;
        this.dropout = dropout;
        this.scale = (float) (1 / StrictMath.sqrt(size));
        this.queries = queries;
        this.keys = keys;
        this.values = values;
        this.results = results;
    }

    /**
     * The results of sample {@code s}, which has {@code steps} queries and {@code places} keys and values.
     *
     * @param logSums {@code [n, heads, maxSteps]}: kept for the gradient
     */
    public void forward(float[] q, float[] k, float[] v, int s, int steps, int places, float[] y, float[] logSums) {
        forward(q, k, v, s, steps, places, y, logSums, Dropout.NONE);
    }

    /** The same with some weights dropped: {@code stream} says which, or that there are none. */
    public void forward(
            float[] q, float[] k, float[] v, int s, int steps, int places, float[] y, float[] logSums, long stream) {
        HeadScratch scratch = HeadScratch.ofThread();
        int width = RowLoops.pad(places);
        int valueWidth = RowLoops.pad(valueSize);
        float[] scores = scratch.scores(width);
        float[] sum = scratch.row(valueWidth);
        for (int h = 0; h < heads; h++) {
            int memoryHead = h / perMemoryHead;
            if (h % perMemoryHead == 0) {
                columns(k, at(keys, s, memoryHead), keys.step, places, size, scratch.keyColumns(size, width));
                rows(
                        v,
                        at(values, s, memoryHead),
                        values.step,
                        places,
                        valueSize,
                        scratch.valueRows(places, valueWidth));
            }
            float[][] keyColumns = scratch.keyColumns(size, width);
            float[][] valueRows = scratch.valueRows(places, valueWidth);
            for (int t = 0; t < steps; t++) {
                int seen = causal ? t + 1 : places;
                scores(q, at(queries, s, h) + t * queries.step, keyColumns, scores, RowLoops.pad(seen));
                float max = Float.NEGATIVE_INFINITY;
                for (int j = 0; j < seen; j++) {
                    max = Math.max(max, scores[j]);
                }
                for (int j = 0; j < seen; j++) {
                    scores[j] -= max;
                }
                Elementwise.exp(scores, 0, scores, 0, seen);
                float total = PortableSoftmax.sum(scores, 0, seen);
                logSums[(s * heads + h) * maxSteps + t] = max + Scalar.log(total);
                drop(scores, h, t, seen, stream);
                Arrays.fill(sum, 0, valueWidth, 0f);
                RowLoops.addOne(sum, scores, 0, 1, valueRows, 0, seen, valueWidth);
                int to = at(results, s, h) + t * results.step;
                for (int c = 0; c < valueSize; c++) {
                    y[to + c] = sum[c] / total;
                }
            }
        }
    }

    /**
     * The weights by which {@link #forward} took the values of sample {@code s}, computed again from what it kept: {@code
     * [heads][steps][places]}, in which each query's add up to 1.
     */
    public float[][][] weights(float[] q, float[] k, float[] logSums, int s, int steps, int places) {
        int width = RowLoops.pad(places);
        float[][] keyColumns = new float[size][width];
        float[][][] weights = new float[heads][steps][];
        for (int h = 0; h < heads; h++) {
            columns(k, at(keys, s, h / perMemoryHead), keys.step, places, size, keyColumns);
            for (int t = 0; t < steps; t++) {
                float[] row = new float[width];
                int seen = causal ? t + 1 : places;
                scores(q, at(queries, s, h) + t * queries.step, keyColumns, row, RowLoops.pad(seen));
                float logSum = logSums[(s * heads + h) * maxSteps + t];
                for (int j = 0; j < width; j++) {
                    row[j] = j < seen ? Scalar.exp(row[j] - logSum) : 0f;
                }
                weights[h][t] = Arrays.copyOf(row, places);
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
        HeadScratch scratch = HeadScratch.ofThread();
        int width = RowLoops.pad(places);
        int keyWidth = RowLoops.pad(size);
        int valueWidth = RowLoops.pad(valueSize);
        float[] probabilities = scratch.scores(width);
        float[] slopes = scratch.slopes(width);
        float[] row = scratch.row(Math.max(keyWidth, valueWidth));
        for (int h = 0; h < heads; h++) {
            int memoryHead = h / perMemoryHead;
            int keysAt = at(keys, s, memoryHead);
            int valuesAt = at(values, s, memoryHead);
            float[][] keyColumns = scratch.keyColumns(size, width);
            float[][] keyRows = scratch.keyRows(places, keyWidth);
            float[][] valueColumns = scratch.valueColumns(valueSize, width);
            float[][] keyGradients = scratch.keyGradients(places, keyWidth);
            float[][] valueGradients = scratch.valueGradients(places, valueWidth);
            if (h % perMemoryHead == 0) {
                columns(k, keysAt, keys.step, places, size, keyColumns);
                rows(k, keysAt, keys.step, places, size, keyRows);
                columns(v, valuesAt, values.step, places, valueSize, valueColumns);
                clear(keyGradients, places);
                clear(valueGradients, places);
            }
            for (int t = 0; t < steps; t++) {
                int seen = causal ? t + 1 : places;
                int query = at(queries, s, h) + t * queries.step;
                int result = at(results, s, h) + t * results.step;
                scores(q, query, keyColumns, probabilities, RowLoops.pad(seen));
                float logSum = logSums[(s * heads + h) * maxSteps + t];
                for (int j = 0; j < seen; j++) {
                    probabilities[j] -= logSum;
                }
                Elementwise.exp(probabilities, 0, probabilities, 0, seen);

                copy(dy, result, valueSize, row, valueWidth);
                System.arraycopy(probabilities, 0, slopes, 0, seen);
                drop(slopes, h, t, seen, stream);
                for (int j = 0; j < seen; j++) {
                    RowLoops.add1x1(valueGradients[j], slopes[j], row, valueWidth);
                }
                float mean = 0; // Σ probability · slope of it
                for (int c = 0; c < valueSize; c++) {
                    mean = Fma.add(dy[result + c], y[result + c], mean);
                }
                int seenWidth = RowLoops.pad(seen);
                Arrays.fill(slopes, 0, seenWidth, 0f);
                RowLoops.addOne(slopes, dy, result, 1, valueColumns, 0, valueSize, seenWidth);
                drop(slopes, h, t, seen, stream);
                for (int j = 0; j < seen; j++) {
                    slopes[j] = probabilities[j] * (slopes[j] - mean) * scale;
                }

                copy(q, query, size, row, keyWidth);
                for (int j = 0; j < seen; j++) {
                    RowLoops.add1x1(keyGradients[j], slopes[j], row, keyWidth);
                }
                Arrays.fill(row, 0, keyWidth, 0f);
                RowLoops.addOne(row, slopes, 0, 1, keyRows, 0, seen, keyWidth);
                for (int c = 0; c < size; c++) {
                    dq[query + c] += row[c];
                }
            }
            if ((h + 1) % perMemoryHead == 0) {
                addTo(dk, keysAt, keys.step, places, size, keyGradients);
                addTo(dv, valuesAt, values.step, places, valueSize, valueGradients);
            }
        }
    }

    private void drop(float[] weights, int h, int t, int seen, long stream) {
        if (stream != Dropout.NONE) {
            Dropout.apply(weights, seen, dropout, stream, (long) (h * maxSteps + t) << 32);
        }
    }

    private static int at(Vectors vectors, int s, int h) {
        return s * vectors.sample + vectors.from + h * vectors.head;
    }

    /** {@code scores[j] = q · kⱼ / √d}; past the keys that are seen it may write anything. */
    private void scores(float[] q, int at, float[][] keyColumns, float[] scores, int width) {
        Arrays.fill(scores, 0, width, 0f);
        RowLoops.addOne(scores, q, at, 1, keyColumns, 0, size, width);
        for (int j = 0; j < width; j++) {
            scores[j] *= scale;
        }
    }

    private static void columns(float[] x, int from, int step, int count, int size, float[][] columns) {
        for (int c = 0; c < size; c++) {
            float[] column = columns[c];
            for (int j = 0; j < count; j++) {
                column[j] = x[from + j * step + c];
            }
        }
    }

    private static void rows(float[] x, int from, int step, int count, int size, float[][] rows) {
        for (int j = 0; j < count; j++) {
            System.arraycopy(x, from + j * step, rows[j], 0, size);
        }
    }

    private static void addTo(float[] x, int from, int step, int count, int size, float[][] rows) {
        for (int j = 0; j < count; j++) {
            for (int c = 0; c < size; c++) {
                x[from + j * step + c] += rows[j][c];
            }
        }
    }

    private static void copy(float[] x, int from, int size, float[] row, int width) {
        System.arraycopy(x, from, row, 0, size);
        Arrays.fill(row, size, width, 0f);
    }

    private static void clear(float[][] rows, int count) {
        for (int j = 0; j < count; j++) {
            Arrays.fill(rows[j], 0f);
        }
    }
}
