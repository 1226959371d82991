package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one direction of a convolution keeps between its calls: its weights as it reads them, and the planes of a sample. */
final class DirectionScratch {
    private @Nullable Matrix weights;
    private @Nullable Matrix floats;
    private int version;
    private float[] prepared = {};
    private float[] planes = {};
    private float[][] rows = {};
    private final List<DirectionScratch> parts = new ArrayList<>();

    /** Whether weights must be prepared: they are others than those of the last call, or have changed since. */
    boolean isNews(Matrix weights) {
        return this.weights != weights || version != weights.version();
    }

    /** Tells which weights have been prepared. */
    void prepared(Matrix weights) {
        this.weights = weights;
        this.floats = null;
        this.version = weights.version();
    }

    /** The arrays of the weights that have been prepared; a copy as floats, made once, if they have fewer bits. */
    float[][] chunks() {
        Matrix own = floats;
        if (own == null) {
            if (weights == null) {
                throw new IllegalStateException("no weights have been prepared");
            }
            own = floats = weights.asFloats();
        }
        return own.chunks();
    }

    /** At least {@code size} floats for weights in the order in which they are read. */
    float[] prepared(int size) {
        return prepared.length >= size ? prepared : (prepared = new float[size]);
    }

    /** What was written to {@link #prepared(int)}. */
    float[] prepared() {
        return prepared;
    }

    /** At least {@code count} arrays of {@code width} floats each, for weights that loops read row by row. */
    float[][] rows(int count, int width) {
        return rows = ConvolutionScratch.grown(rows, count, width);
    }

    /** At least {@code size} floats, zero where nothing has been written. */
    float[] planes(int size) {
        return planes.length >= size ? planes : (planes = new float[size]);
    }

    /** That of part {@code i} of the direction. */
    DirectionScratch part(int i) {
        while (parts.size() <= i) {
            parts.add(new DirectionScratch());
        }
        return parts.get(i);
    }
}
