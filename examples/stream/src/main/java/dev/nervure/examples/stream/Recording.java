package dev.nervure.examples.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Five minutes of an electrocardiogram.
 *
 * @param millivolts the readings, {@value #RATE} a second
 */
record Recording(float[] millivolts) {
    /** Readings a second. */
    static final int RATE = 360;

    private static final int ZERO = 1024;
    private static final float STEPS_A_MILLIVOLT = 200;

    /** Minutes 19:35 to 24:35 of record 208 of the MIT-BIH arrhythmia database. */
    static Recording load() {
        try (InputStream file = Recording.class.getResourceAsStream("record208.gz")) {
            if (file == null) {
                throw new IOException("no resource record208.gz");
            }
            ByteBuffer bytes =
                    ByteBuffer.wrap(new GZIPInputStream(file).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[bytes.remaining() / Short.BYTES];
            for (int i = 0; i < values.length; i++) {
                values[i] = (bytes.getShort() - ZERO) / STEPS_A_MILLIVOLT;
            }
            return new Recording(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first four minutes, to learn from. */
    Recording first() {
        return new Recording(Arrays.copyOf(millivolts, 4 * 60 * RATE));
    }

    /** The last minute, to be judged by. */
    Recording last() {
        return new Recording(Arrays.copyOfRange(millivolts, 4 * 60 * RATE, millivolts.length));
    }

    static double seconds(int readings) {
        return readings / (double) RATE;
    }
}
