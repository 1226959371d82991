package dev.nervure.runtime.kernel.attention;

import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.attention.Attention.Vectors;
import dev.nervure.runtime.kernel.softmax.Softmax;
import java.util.Arrays;

/**
 * Causal attention one place after another: keys and values of the places before are kept, those of the new place are added.
 * The cache is a ring of {@code capacity} places, so that a window needs no copying; the order of the places does not matter
 * to the sum over them.
 *
 * <p>The cache of a sequence has a row of {@code capacity} floats, and some more to a multiple of 64, for each of the {@code memoryHeads · size} numbers of a
 * key, and likewise of a value: neighbouring places lie side by side whatever the size of a head. One object is one layer,
 * immutable and shared by threads.
 */
public final class CachedAttention {
    /** Places at once that are worth products. */
    private static final int PRODUCT = 8;

    private final int heads;
    private final int memoryHeads;
    private final int size;
    private final int valueSize;
    private final int capacity;
    private final int row;
    private final float scale;
    private final Vectors queries;
    private final Vectors keys;
    private final Vectors values;
    private final Vectors results;
    private final boolean vectors = Kernels.vectors();

    /**
     * @param heads of queries
     * @param memoryHeads of keys and values, a divisor of {@code heads}
     * @param size of a query and a key
     * @param valueSize of a value and a result
     * @param capacity how many places a query sees at most, its own included
     */
    public CachedAttention(
            int heads,
            int memoryHeads,
            int size,
            int valueSize,
            int capacity,
            Vectors queries,
            Vectors keys,
            Vectors values,
            Vectors results) {
        this.heads = heads;
        this.memoryHeads = memoryHeads;
        this.size = size;
        this.valueSize = valueSize;
        this.capacity = capacity;
        this.row = Factor.rowOf(capacity);
        this.scale = (float) (1 / StrictMath.sqrt(size));
        this.queries = queries;
        this.keys = keys;
        this.values = values;
        this.results = results;
    }

    /**
     * Takes {@code count} places of sequence {@code s}, which has {@code position} before them.
     *
     * @param keyCache {@code [n, memoryHeads · size, row]}
     * @param valueCache {@code [n, memoryHeads · valueSize, row]}
     * @param y the results
     */
    public void forward(
            float[] q,
            float[] k,
            float[] v,
            int s,
            int count,
            int position,
            float[] keyCache,
            float[] valueCache,
            float[] y) {
        if (count >= PRODUCT && position + count <= capacity) {
            put(k, v, s, 0, count, position, keyCache, valueCache);
            products(q, s, count, position, keyCache, valueCache, y);
            return;
        }
        HeadScratch scratch = HeadScratch.ofThread();
        float[] weights = scratch.weights(row);
        float[] lanes = scratch.results(64);
        int keysOfSequence = s * memoryHeads * size * row;
        int valuesOfSequence = s * memoryHeads * valueSize * row;
        for (int t = 0; t < count; t++) {
            int seen = Math.min(position + t + 1, capacity);
            put(k, v, s, t, 1, position, keyCache, valueCache);
            for (int h = 0; h < heads; h++) {
                int memoryHead = h * memoryHeads / heads;
                int firstKey = keysOfSequence + memoryHead * size * row;
                int firstValue = valuesOfSequence + memoryHead * valueSize * row;
                int query = at(queries, s, h, t);
                int result = at(results, s, h, t);
                if (vectors) {
                    VectorCache.scores(q, query, size, keyCache, firstKey, row, seen, weights);
                    Softmax.inPlace(weights, 0, seen, scale);
                    Arrays.fill(weights, seen, Factor.rowOf(seen), 0f);
                    VectorCache.sums(weights, seen, valueCache, firstValue, row, y, result, valueSize, lanes);
                } else {
                    scores(q, query, size, keyCache, firstKey, row, seen, weights);
                    Softmax.inPlace(weights, 0, seen, scale);
                    sums(weights, seen, valueCache, firstValue, row, y, result, valueSize);
                }
            }
        }
    }

    /** Many places at once: the scores of all with all that they may see are a product, and what those after them add is left out. */
    private void products(float[] q, int s, int count, int position, float[] keyCache, float[] valueCache, float[] y) {
        HeadScratch scratch = HeadScratch.ofThread();
        int all = position + count;
        int width = Factor.rowOf(all);
        int valueWidth = Factor.rowOf(valueSize);
        float[] weights = scratch.weights(count * width);
        float[] sums = scratch.results(count * valueWidth);
        int perMemoryHead = heads / memoryHeads;
        for (int h = 0; h < heads; h++) {
            if (h % perMemoryHead == 0) {
                int memoryHead = s * memoryHeads + h / perMemoryHead;
                scratch.keyColumns.set(keyCache, memoryHead * size * row, row, size, all);
                scratch.valueRows.setColumns(valueCache, memoryHead * valueSize * row, row, all, valueSize);
            }
            scratch.keyColumns.multiply(
                    q, at(queries, s, h, 0), queries.step(), 1, count, size, all, weights, width, false);
            for (int t = 0; t < count; t++) {
                int seen = position + t + 1;
                Softmax.inPlace(weights, t * width, seen, scale);
                Arrays.fill(weights, t * width + seen, t * width + all, 0f);
            }
            scratch.valueRows.multiply(weights, 0, width, 1, count, all, valueSize, sums, valueWidth, false);
            for (int t = 0; t < count; t++) {
                System.arraycopy(sums, t * valueWidth, y, at(results, s, h, t), valueSize);
            }
        }
    }

    private static int at(Vectors vectors, int s, int head, int t) {
        return s * vectors.sample() + vectors.from() + head * vectors.head() + t * vectors.step();
    }

    /** Adds the keys and values of {@code count} places, from place {@code first} of now on. */
    private void put(
            float[] k, float[] v, int s, int first, int count, int position, float[] keyCache, float[] valueCache) {
        int slot = (position + first) % capacity;
        for (int h = 0; h < memoryHeads; h++) {
            int head = s * memoryHeads + h;
            put(k, at(keys, s, h, first), keys.step(), count, size, keyCache, head * size * row + slot);
            put(v, at(values, s, h, first), values.step(), count, valueSize, valueCache, head * valueSize * row + slot);
        }
    }

    private void put(float[] x, int at, int step, int count, int numbers, float[] cache, int to) {
        for (int i = 0; i < numbers; i++) {
            for (int t = 0; t < count; t++) {
                cache[to + i * row + t] = x[at + t * step + i];
            }
        }
    }

    /** {@code scores[t] = Σᵢ q[i] keys[i, t]}. */
    static void scores(float[] q, int query, int size, float[] keys, int first, int row, int seen, float[] scores) {
        int i = 0;
        for (int t = 0; t < seen; t++) {
            scores[t] = 0f;
        }
        for (; i + 4 <= size; i += 4) {
            float q0 = q[query + i];
            float q1 = q[query + i + 1];
            float q2 = q[query + i + 2];
            float q3 = q[query + i + 3];
            int k0 = first + i * row;
            int k1 = k0 + row;
            int k2 = k1 + row;
            int k3 = k2 + row;
            for (int t = 0; t < seen; t++) {
                scores[t] += q0 * keys[k0 + t] + q1 * keys[k1 + t] + q2 * keys[k2 + t] + q3 * keys[k3 + t];
            }
        }
        for (; i < size; i++) {
            float q0 = q[query + i];
            int k0 = first + i * row;
            for (int t = 0; t < seen; t++) {
                scores[t] += q0 * keys[k0 + t];
            }
        }
    }

    /** {@code y[i] = Σₜ weights[t] values[i, t]}. */
    static void sums(float[] weights, int seen, float[] values, int first, int row, float[] y, int to, int size) {
        int i = 0;
        for (; i + 4 <= size; i += 4) { // four sums at a time, each of which waits for its own last addition alone
            int v0 = first + i * row;
            int v1 = v0 + row;
            int v2 = v1 + row;
            int v3 = v2 + row;
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            for (int t = 0; t < seen; t++) {
                float weight = weights[t];
                s0 += weight * values[v0 + t];
                s1 += weight * values[v1 + t];
                s2 += weight * values[v2 + t];
                s3 += weight * values[v3 + t];
            }
            y[to + i] = s0;
            y[to + i + 1] = s1;
            y[to + i + 2] = s2;
            y[to + i + 3] = s3;
        }
        for (; i < size; i++) {
            int v0 = first + i * row;
            float sum = 0;
            for (int t = 0; t < seen; t++) {
                sum += weights[t] * values[v0 + t];
            }
            y[to + i] = sum;
        }
    }
}
