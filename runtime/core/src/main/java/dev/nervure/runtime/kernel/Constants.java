package dev.nervure.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Tables of constants of generated classes, kept as text: Base64 of 32-bit numbers, the lowest byte first. */
public final class Constants {
    private Constants() {}

    /** One float many times. */
    public static float[] floats(int size, float number) {
        float[] values = new float[size];
        Arrays.fill(values, number);
        return values;
    }

    /** One integer many times. */
    public static int[] ints(int size, int number) {
        int[] values = new int[size];
        Arrays.fill(values, number);
        return values;
    }

    /** The floats of all pieces, one piece after another. */
    public static float[] floats(String... pieces) {
        ByteBuffer bytes = bytes(pieces);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** The integers of all pieces, one piece after another. */
    public static int[] ints(String... pieces) {
        ByteBuffer bytes = bytes(pieces);
        int[] values = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(values);
        return values;
    }

    private static ByteBuffer bytes(String[] pieces) {
        int length = 0;
        byte[][] decoded = new byte[pieces.length][];
        for (int i = 0; i < pieces.length; i++) {
            decoded[i] = Base64.getDecoder().decode(pieces[i].getBytes(StandardCharsets.ISO_8859_1));
            length += decoded[i].length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] piece : decoded) {
            bytes.put(piece);
        }
        return bytes.flip();
    }
}
