package dev.nervure.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage to a safetensors file: bits, bytes, characters of its JSON, digits, missing and repeated pieces, lengths. */
public final class Mutations {
    private static final byte[] JSON = "{}[]\":,\\0129-.eu N".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH_BYTES = 8;

    private final byte[] valid;
    private final int header;
    private final SplittableRandom random;

    /** @param seed the same seed gives the same damage */
    public Mutations(byte[] valid, long seed) {
        this.valid = valid.clone();
        this.header = RawFile.headerLength(valid);
        this.random = new SplittableRandom(seed);
    }

    /** A damaged copy; rarely, what was changed is what it was. */
    public byte[] next() {
        byte[] bytes = valid.clone();
        int kind = random.nextInt(8);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
        }
        if (kind == 1) {
            return pieceRepeatedOrCut(bytes);
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            damage(bytes, kind);
        }
        return bytes;
    }

    private void damage(byte[] bytes, int kind) {
        switch (kind) {
            case 2 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 3 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            case 4 -> bytes[random.nextInt(LENGTH_BYTES)] = (byte) random.nextInt();
            case 5 -> bytes[inHeader()] = JSON[random.nextInt(JSON.length)];
            default -> digit(bytes);
        }
    }

    /** Another digit in place of one in the header: a count, an offset, a value. */
    private void digit(byte[] bytes) {
        int at = inHeader();
        for (int i = 0; i < header && (bytes[at] < '0' || bytes[at] > '9'); i++) {
            at = LENGTH_BYTES + (at - LENGTH_BYTES + 1) % header;
        }
        bytes[at] = (byte) ('0' + random.nextInt(10));
    }

    /** The header's length says so, half of the time. */
    private byte[] pieceRepeatedOrCut(byte[] bytes) {
        int from = inHeader();
        int count = 1 + random.nextInt(Math.min(60, bytes.length - from));
        boolean repeated = random.nextBoolean();
        byte[] result = new byte[bytes.length + (repeated ? count : -count)];
        System.arraycopy(bytes, 0, result, 0, from);
        if (repeated) {
            System.arraycopy(bytes, from, result, from, count);
            System.arraycopy(bytes, from, result, from + count, bytes.length - from);
        } else {
            System.arraycopy(bytes, from + count, result, from, bytes.length - from - count);
        }
        if (random.nextBoolean()) {
            RawFile.headerLength(result, header + (repeated ? count : -count));
        }
        return result;
    }

    private int inHeader() {
        return LENGTH_BYTES + random.nextInt(header);
    }
}
