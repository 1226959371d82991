package dev.nervure.runtime.generated;

import dev.nervure.runtime.Stream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What all generated {@code …Stream} share: position, checks, and the state as bytes. */
public abstract class CompiledStream extends StreamFace implements Stream {
    private static final int MAGIC = 0x4e565332; // "NVS2"

    private final String hash;
    private int began;

    /**
     * A stream over values for one sequence.
     *
     * @param hash of what the network computes
     * @param longest how many places it can take; 0 for any number
     */
    protected CompiledStream(String network, String hash, StreamValues values, int longest) {
        super(network, values, longest);
        this.hash = hash;
    }

    @Override
    public final int position() {
        return values.placesBefore[0];
    }

    @Override
    public final void reset() {
        enter();
        values.clear(0);
        began = 0;
        leave();
    }

    @Override
    public final long stateBytes() {
        return values.stateBytes();
    }

    /** Begins a call that takes {@code count} places; {@link #end} ends it. */
    protected final void begin(int count) {
        int at = values.placesBefore[0];
        if (longest > 0 && count > longest - at) {
            throw new IllegalStateException("this stream of " + network + " has taken " + at + " places and can take "
                    + longest + " at most, got " + count + " more; reset it to begin anew");
        }
        enter();
        began = at;
        values.places(count);
    }

    /** Ends a call, even one that failed: those places count that were computed. */
    protected final void end() {
        leave();
    }

    /** Counts places that were computed. */
    protected final void took(int count) {
        values.took(0, count);
        values.givenAnew(false);
    }

    /** How many places of what strides leave the newest call gave: {@code ⌊(t + plus) / over⌋} of the first t. */
    protected final int gave(int plus, int over) {
        return coming(values.placesBefore[0] - began, plus, over);
    }

    /** How many places of what strides leave come of the {@code count} places of this call. */
    protected final int coming(int count, int plus, int over) {
        return StreamValues.after(began + Math.max(0, count), plus, over) - StreamValues.after(began, plus, over);
    }

    /** Says that something was given that a stream is given once. */
    protected final void given() {
        values.givenAnew(true);
    }

    static void requireValues(int given, int size, String name) {
        if (given < size) {
            throw new IllegalArgumentException(name + " needs " + size + " values, got " + given);
        }
    }

    /** Copies places into the values of a stream. */
    protected static void fill(float[] from, int at, float[] to, int size, String name) {
        requireValues(from.length - at, size, name);
        System.arraycopy(from, at, to, 0, size);
    }

    /** The same of integers. */
    protected static void fill(int[] from, int at, int[] to, int size, String name) {
        requireValues(from.length - at, size, name);
        System.arraycopy(from, at, to, 0, size);
    }

    /**
     * Copies the newest of some places of an output: {@code from [outer, places, inner]}, of which {@code at} is the newest, to
     * {@code to [outer, inner]}.
     */
    protected static void newest(float[] from, int places, int at, int outer, int inner, float[] to) {
        for (int i = 0; i < outer; i++) {
            System.arraycopy(from, (i * places + at) * inner, to, i * inner, inner);
        }
    }

    /** The same of integers. */
    protected static void newest(int[] from, int places, int at, int outer, int inner, int[] to) {
        for (int i = 0; i < outer; i++) {
            System.arraycopy(from, (i * places + at) * inner, to, i * inner, inner);
        }
    }

    /**
     * Copies {@code now} places of an output, {@code from [outer, places, inner]}, to {@code to [outer, count, inner]} from place
     * {@code at} on.
     */
    protected static void all(float[] from, int places, int now, int outer, int inner, float[] to, int at, int count) {
        for (int i = 0; i < outer; i++) {
            System.arraycopy(from, i * places * inner, to, (i * count + at) * inner, now * inner);
        }
    }

    /** The same of integers. */
    protected static void all(int[] from, int places, int now, int outer, int inner, int[] to, int at, int count) {
        for (int i = 0; i < outer; i++) {
            System.arraycopy(from, i * places * inner, to, (i * count + at) * inner, now * inner);
        }
    }

    /** Makes this stream go on from where another is. */
    protected final void goOnFrom(CompiledStream other) {
        values.copy(other.values, 0, 0);
    }

    @Override
    public final byte[] save() {
        byte[] name = identity();
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(12 + name.length + values.stateBytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(name.length).put(name).putInt(position());
        values.write(0, out);
        return out.array();
    }

    @Override
    public final void restore(ByteBuffer state) {
        ByteBuffer in = state.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        byte[] name = identity();
        long expected = 12 + name.length + values.stateBytes();
        if (in.remaining() != expected) {
            throw new IllegalArgumentException(
                    "the state of a stream of " + network + " has " + expected + " bytes, got " + in.remaining());
        }
        byte[] written = new byte[name.length];
        if (in.getInt() != MAGIC || in.getInt() != name.length) {
            throw new IllegalArgumentException("these bytes are not the state of a stream of " + network);
        }
        in.get(written);
        if (!Arrays.equals(written, name)) {
            boolean otherwise = new String(written, StandardCharsets.UTF_8).startsWith(network + ' ');
            throw new IllegalArgumentException("these bytes are not the state of a stream of " + network
                    + (otherwise ? " as it is now: it was declared otherwise when they were saved" : ""));
        }
        int position = in.getInt();
        if (position < 0 || (longest > 0 && position > longest)) {
            throw new IllegalArgumentException("a stream of " + network + " cannot be at position " + position);
        }
        enter();
        values.read(0, in);
        values.placesBefore[0] = position;
        values.givenAnew(true);
        leave();
    }

    /** What a network is known by: its name, and a hash of what it computes. */
    private byte[] identity() {
        return (network + ' ' + hash).getBytes(StandardCharsets.UTF_8);
    }
}
