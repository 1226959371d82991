package dev.nervure.runtime.generated;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the pass of a stream reads and writes: its state, and the values of the places that are given now. Turns of repeated
 * blocks share positions and lengths with what they repeat in.
 */
public abstract class StreamValues {
    /**
     * What each sequence has for itself from call to call: {@code size} floats, or integers.
     *
     * @param given whether it is no state but was given from outside, or computed of that
     */
    private record State(float[] floats, int[] ints, int size, boolean given) {
        int bytes() {
            return 4 * size;
        }
    }

    /** How many places there are of what strides leave: {@code ⌊(t + plus) / over⌋} after t > 0. */
    private record Rate(int plus, int over, int[] before, int[] now) {}

    private static final int HALF = 1 << 30;

    private static final float[] NO_FLOATS = {};
    private static final int[] NO_INTS = {};

    /** How many places each sequence has taken. */
    final int[] placesBefore;

    /** How many places each sequence is given now. */
    private final int[] placesNow;

    private final int capacity;
    private final List<State> states;
    private final List<Rate> rates;

    /** After how many places all strides and windows stand as before. */
    private final int[] period;

    /** Whether something was given once since the last step that computes what follows of it. */
    private final boolean[] givenAnew;

    /**
     * Values for some sequences.
     *
     * @param capacity how many, at least 1
     */
    protected StreamValues(int capacity) {
        CompiledActivations.requireCapacity(capacity);
        this.capacity = capacity;
        this.placesBefore = new int[capacity];
        this.placesNow = new int[capacity];
        this.states = new ArrayList<>();
        this.rates = new ArrayList<>();
        this.period = new int[] {1};
        this.givenAnew = new boolean[] {true};
        Arrays.fill(placesNow, 1);
    }

    /** Values of a turn of a repeated block, or of many places at once over the state of {@code owner}. */
    protected StreamValues(StreamValues owner) {
        this.capacity = owner.capacity;
        this.placesBefore = owner.placesBefore;
        this.placesNow = owner.placesNow;
        this.states = owner.states;
        this.rates = owner.rates;
        this.period = owner.period;
        this.givenAnew = owner.givenAnew;
    }

    /** How many places each sequence has taken. */
    protected final int[] placesBefore() {
        return placesBefore;
    }

    /** How many places each sequence is given now. */
    protected final int[] placesNow() {
        return placesNow;
    }

    /** How many places of what strides leave each sequence has had: {@code ⌊(t + plus) / over⌋} of the first t. */
    protected final int[] placesBefore(int plus, int over) {
        return rate(plus, over).before;
    }

    /** How many places of what strides leave each sequence is given now. */
    protected final int[] placesNow(int plus, int over) {
        return rate(plus, over).now;
    }

    private Rate rate(int plus, int over) {
        for (Rate rate : rates) {
            if (rate.plus == plus && rate.over == over) {
                return rate;
            }
        }
        Rate rate = new Rate(plus, over, new int[capacity], new int[capacity]);
        rates.add(rate);
        ring(over);
        return rate;
    }

    /** Says how many places the one sequence is given now. */
    public final void places(int count) {
        places(0, count);
    }

    /** Says how many places a sequence is given now. */
    final void places(int s, int count) {
        placesNow[s] = count;
        for (int i = 0; i < rates.size(); i++) {
            Rate rate = rates.get(i);
            rate.before[s] = after(placesBefore[s], rate.plus, rate.over);
            rate.now[s] = after(placesBefore[s] + count, rate.plus, rate.over) - rate.before[s];
        }
    }

    /** How many places of what strides leave there are after {@code t}. */
    static int after(int t, int plus, int over) {
        return t == 0 ? 0 : Math.max(0, Math.floorDiv(t + plus, over));
    }

    /** Counts places that a sequence took. One without end goes on from a smaller number, at which strides and windows stand alike. */
    final void took(int s, int count) {
        long next = (long) placesBefore[s] + count;
        if (next > Integer.MAX_VALUE - HALF / 2) {
            next = HALF - HALF % period[0] + next % period[0];
        }
        placesBefore[s] = (int) next;
    }

    /** Says that something goes round every so many places. */
    protected final void ring(int places) {
        int a = period[0];
        int b = places;
        while (b > 0) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        period[0] = (int) Math.min(HALF, (long) period[0] / a * places);
    }

    /** Whether something was given since what follows of it was computed. */
    public final boolean givenAnew() {
        return givenAnew[0];
    }

    /** Says whether something was given since what follows of it was computed. */
    final void givenAnew(boolean anew) {
        givenAnew[0] = anew;
    }

    /** State of {@code size} floats a sequence, at first 0. */
    protected final float[] state(int size) {
        return floats(size, false);
    }

    /** What each sequence is given once, or what is computed of that alone: {@code size} floats. */
    protected final float[] givenFloats(int size) {
        return floats(size, true);
    }

    /** The same of integers. */
    protected final int[] givenInts(int size) {
        State state = new State(NO_FLOATS, newInts(size), size, true);
        states.add(state);
        return state.ints;
    }

    private float[] floats(int size, boolean given) {
        State state = new State(newFloats(size), NO_INTS, size, given);
        states.add(state);
        return state.floats;
    }

    /** Values of {@code size} floats a sequence. */
    protected final float[] newFloats(int size) {
        return new float[CompiledActivations.length(size, capacity)];
    }

    /** Values of {@code size} integers a sequence. */
    protected final int[] newInts(int size) {
        return new int[CompiledActivations.length(size, capacity)];
    }

    /** The bytes of what one sequence has for itself. */
    final long stateBytes() {
        return states.stream().mapToLong(State::bytes).sum();
    }

    /** Sequence {@code s} begins anew. */
    final void clear(int s) {
        placesBefore[s] = 0;
        givenAnew[0] = true; // the weights may be others by now
        for (int i = 0; i < states.size(); i++) {
            State state = states.get(i);
            if (!state.given) {
                Arrays.fill(state.floats, s * state.size, (s + 1) * state.size, 0f);
            }
        }
    }

    /** Sequence {@code to} goes on from where sequence {@code from} of {@code other} is. */
    final void copy(StreamValues other, int from, int to) {
        placesBefore[to] = other.placesBefore[from];
        givenAnew[0] |= other.givenAnew[0];
        for (int i = 0; i < states.size(); i++) {
            State state = states.get(i);
            State source = other.states.get(i);
            if (state.ints.length > 0) {
                System.arraycopy(source.ints, from * state.size, state.ints, to * state.size, state.size);
            } else {
                System.arraycopy(source.floats, from * state.size, state.floats, to * state.size, state.size);
            }
        }
    }

    /** Writes what a sequence has for itself. */
    final void write(int s, ByteBuffer out) {
        for (State state : states) {
            if (state.ints.length > 0) {
                out.asIntBuffer().put(state.ints, s * state.size, state.size);
            } else {
                out.asFloatBuffer().put(state.floats, s * state.size, state.size);
            }
            out.position(out.position() + state.bytes());
        }
    }

    /** Reads what {@link #write} wrote. */
    final void read(int s, ByteBuffer in) {
        for (State state : states) {
            if (state.ints.length > 0) {
                in.asIntBuffer().get(state.ints, s * state.size, state.size);
            } else {
                in.asFloatBuffer().get(state.floats, s * state.size, state.size);
            }
            in.position(in.position() + state.bytes());
        }
    }
}
