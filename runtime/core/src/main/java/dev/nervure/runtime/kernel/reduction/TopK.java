package dev.nervure.runtime.kernel.reduction;

/**
 * The {@code k} greatest or least of {@code n} values in order, and where they stand; of equal ones the first comes first. A
 * heap of the {@code k} best so far, the last of them on top, meets each value once: {@code n log k} steps at most, and
 * nearly {@code n} where few of the later values are better. One object is working memory of one thread.
 *
 * <p>Floats are ordered as {@link Float#compare} does: NaN is above all others, and −0 below 0.
 */
public final class TopK {
    private int[] keys = {};
    private int[] heap = {};

    /**
     * Writes the greatest values and their places.
     *
     * @param x the values: {@code x[from + i * step]} for i from 0 to before {@code n}
     * @param values gets the {@code k} values, {@code values[to + j * step]}, the greatest first
     * @param places gets each one's i, beside it
     */
    public void greatest(float[] x, int from, int step, int n, int k, float[] values, int[] places, int to) {
        room(n, k);
        for (int i = 0; i < n; i++) {
            keys[i] = key(x[from + i * step]);
        }
        floats(x, from, step, n, k, values, places, to);
    }

    /** The same with the least values, the least first. */
    public void least(float[] x, int from, int step, int n, int k, float[] values, int[] places, int to) {
        room(n, k);
        for (int i = 0; i < n; i++) {
            keys[i] = ~key(x[from + i * step]);
        }
        floats(x, from, step, n, k, values, places, to);
    }

    /** The same of integers. */
    public void greatest(int[] x, int from, int step, int n, int k, int[] values, int[] places, int to) {
        room(n, k);
        for (int i = 0; i < n; i++) {
            keys[i] = x[from + i * step];
        }
        integers(x, from, step, n, k, values, places, to);
    }

    /** The same of integers, the least first. */
    public void least(int[] x, int from, int step, int n, int k, int[] values, int[] places, int to) {
        room(n, k);
        for (int i = 0; i < n; i++) {
            keys[i] = ~x[from + i * step];
        }
        integers(x, from, step, n, k, values, places, to);
    }

    private void floats(float[] x, int from, int step, int n, int k, float[] values, int[] places, int to) {
        select(n, k);
        for (int j = 0; j < k; j++) {
            places[to + j * step] = heap[j];
            values[to + j * step] = x[from + heap[j] * step];
        }
    }

    private void integers(int[] x, int from, int step, int n, int k, int[] values, int[] places, int to) {
        select(n, k);
        for (int j = 0; j < k; j++) {
            places[to + j * step] = heap[j];
            values[to + j * step] = x[from + heap[j] * step];
        }
    }

    private void room(int n, int k) {
        if (keys.length < n) {
            keys = new int[n];
        }
        if (heap.length < k) {
            heap = new int[k];
        }
    }

    /** An integer in the order of floats: of negative ones all bits but the sign count the other way round. */
    private static int key(float value) {
        int bits = Float.floatToIntBits(value);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** Leaves the places of the {@code k} greatest keys in the heap, the greatest first. */
    private void select(int n, int k) {
        for (int i = 0; i < k; i++) {
            heap[i] = i;
        }
        for (int i = k / 2 - 1; i >= 0; i--) {
            sink(i, k);
        }
        for (int i = k; i < n; i++) {
            if (keys[i] > keys[heap[0]]) {
                heap[0] = i;
                sink(0, k);
            }
        }
        for (int last = k - 1; last > 0; last--) {
            int behind = heap[0];
            heap[0] = heap[last];
            heap[last] = behind;
            sink(0, last);
        }
    }

    /** Moves a place down until both below it come before it. */
    private void sink(int at, int size) {
        int place = heap[at];
        int i = at;
        for (int child = 2 * i + 1; child < size; child = 2 * i + 1) {
            if (child + 1 < size && before(heap[child], heap[child + 1])) {
                child++;
            }
            if (!before(place, heap[child])) {
                break;
            }
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = place;
    }

    /** Whether place {@code a} comes before place {@code b} in the result. */
    private boolean before(int a, int b) {
        return keys[a] > keys[b] || (keys[a] == keys[b] && a < b);
    }
}
