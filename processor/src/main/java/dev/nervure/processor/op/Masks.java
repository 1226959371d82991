package dev.nervure.processor.op;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The numbers that tell the dropout masks of layers apart. */
final class Masks {
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Masks() {}

    /**
     * The number of a layer, a literal: FNV-1a of its path in the network, with 64 bits, so that two layers of a network
     * have the same number once in some 10¹⁹ pairs.
     */
    static String layer(String path) {
        long hash = FNV_OFFSET;
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return String.format(Locale.ROOT, "0x%016xL", hash);
    }
}
