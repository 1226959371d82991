package dev.nervure.runtime.kernel.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that the vector kernels use: the hardware's widest, or of the bits that the system property
 * {@code nervure.vectorBits} says. A class of its own, so that the species is a constant to the compiler of whoever uses
 * it.
 */
public final class Lanes {
    public static final String VECTOR_BITS = "nervure.vectorBits";

    public static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, VectorShape.forBitSize(bits()));
    public static final int COUNT = FLOATS.length();

    private Lanes() {}

    private static int bits() {
        return bits(System.getProperty(VECTOR_BITS));
    }

    /** Of the property's value, null where it is not set. */
    public static int bits(@Nullable String forced) {
        int widest = Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize());
        if (forced == null) {
            return widest;
        }
        return switch (forced) {
            case "128", "256", "512" -> Integer.parseInt(forced);
            default ->
                throw new IllegalArgumentException(VECTOR_BITS + "=" + forced
                        + ": expected 128, 256 or 512; without it, this processor's widest is taken, " + widest);
        };
    }
}
