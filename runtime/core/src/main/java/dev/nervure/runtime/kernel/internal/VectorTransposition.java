package dev.nervure.runtime.kernel.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes squares of sixteen by sixteen values in registers. A step of distance {@code d} swaps, for all {@code k} and
 * {@code j} without the bit {@code d}, the value in row {@code k}, column {@code j + d} with that in row {@code k + d},
 * column {@code j}; steps of the distances 1, 2, 4 and 8 transpose. The values of two rows that change places are brought
 * together in one vector, so that one shuffle moves them all.
 */
public final class VectorTransposition {
    /** Rows and columns of a square. */
    public static final int SIDE = 16;
    /** Whether a vector is a row of a square. */
    public static final boolean POSSIBLE = Lanes.COUNT == SIDE;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorShuffle<Float> SWAP1 = VectorShuffle.fromOp(S, lane -> lane ^ 1);
    private static final VectorShuffle<Float> SWAP2 = VectorShuffle.fromOp(S, lane -> lane ^ 2);
    private static final VectorShuffle<Float> SWAP4 = VectorShuffle.fromOp(S, lane -> lane ^ 4);
    private static final VectorShuffle<Float> SWAP8 = VectorShuffle.fromOp(S, lane -> lane ^ 8);
    private static final VectorMask<Float> UPPER1 = upper(1);
    private static final VectorMask<Float> UPPER2 = upper(2);
    private static final VectorMask<Float> UPPER4 = upper(4);
    private static final VectorMask<Float> UPPER8 = upper(8);

    private VectorTransposition() {}

    private static VectorMask<Float> upper(int distance) {
        boolean[] set = new boolean[S.length()];
        for (int lane = 0; lane < set.length; lane++) {
            set[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(S, set, 0);
    }

    /** {@code target[to + j * targetWidth + k] = source[from + k * width + j]} for a square. Where {@link #POSSIBLE}. */
    public static void square(float[] source, int from, int width, float[] target, int to, int targetWidth) {
        FloatVector r0 = FloatVector.fromArray(S, source, from);
        FloatVector r1 = FloatVector.fromArray(S, source, from + width);
        FloatVector r2 = FloatVector.fromArray(S, source, from + 2 * width);
        FloatVector r3 = FloatVector.fromArray(S, source, from + 3 * width);
        FloatVector r4 = FloatVector.fromArray(S, source, from + 4 * width);
        FloatVector r5 = FloatVector.fromArray(S, source, from + 5 * width);
        FloatVector r6 = FloatVector.fromArray(S, source, from + 6 * width);
        FloatVector r7 = FloatVector.fromArray(S, source, from + 7 * width);
        FloatVector r8 = FloatVector.fromArray(S, source, from + 8 * width);
        FloatVector r9 = FloatVector.fromArray(S, source, from + 9 * width);
        FloatVector r10 = FloatVector.fromArray(S, source, from + 10 * width);
        FloatVector r11 = FloatVector.fromArray(S, source, from + 11 * width);
        FloatVector r12 = FloatVector.fromArray(S, source, from + 12 * width);
        FloatVector r13 = FloatVector.fromArray(S, source, from + 13 * width);
        FloatVector r14 = FloatVector.fromArray(S, source, from + 14 * width);
        FloatVector r15 = FloatVector.fromArray(S, source, from + 15 * width);
        FloatVector t = r1.blend(r0, UPPER1).rearrange(SWAP1);
        r0 = r0.blend(t, UPPER1);
        r1 = t.blend(r1, UPPER1);
        t = r3.blend(r2, UPPER1).rearrange(SWAP1);
        r2 = r2.blend(t, UPPER1);
        r3 = t.blend(r3, UPPER1);
        t = r5.blend(r4, UPPER1).rearrange(SWAP1);
        r4 = r4.blend(t, UPPER1);
        r5 = t.blend(r5, UPPER1);
        t = r7.blend(r6, UPPER1).rearrange(SWAP1);
        r6 = r6.blend(t, UPPER1);
        r7 = t.blend(r7, UPPER1);
        t = r9.blend(r8, UPPER1).rearrange(SWAP1);
        r8 = r8.blend(t, UPPER1);
        r9 = t.blend(r9, UPPER1);
        t = r11.blend(r10, UPPER1).rearrange(SWAP1);
        r10 = r10.blend(t, UPPER1);
        r11 = t.blend(r11, UPPER1);
        t = r13.blend(r12, UPPER1).rearrange(SWAP1);
        r12 = r12.blend(t, UPPER1);
        r13 = t.blend(r13, UPPER1);
        t = r15.blend(r14, UPPER1).rearrange(SWAP1);
        r14 = r14.blend(t, UPPER1);
        r15 = t.blend(r15, UPPER1);
        t = r2.blend(r0, UPPER2).rearrange(SWAP2);
        r0 = r0.blend(t, UPPER2);
        r2 = t.blend(r2, UPPER2);
        t = r3.blend(r1, UPPER2).rearrange(SWAP2);
        r1 = r1.blend(t, UPPER2);
        r3 = t.blend(r3, UPPER2);
        t = r6.blend(r4, UPPER2).rearrange(SWAP2);
        r4 = r4.blend(t, UPPER2);
        r6 = t.blend(r6, UPPER2);
        t = r7.blend(r5, UPPER2).rearrange(SWAP2);
        r5 = r5.blend(t, UPPER2);
        r7 = t.blend(r7, UPPER2);
        t = r10.blend(r8, UPPER2).rearrange(SWAP2);
        r8 = r8.blend(t, UPPER2);
        r10 = t.blend(r10, UPPER2);
        t = r11.blend(r9, UPPER2).rearrange(SWAP2);
        r9 = r9.blend(t, UPPER2);
        r11 = t.blend(r11, UPPER2);
        t = r14.blend(r12, UPPER2).rearrange(SWAP2);
        r12 = r12.blend(t, UPPER2);
        r14 = t.blend(r14, UPPER2);
        t = r15.blend(r13, UPPER2).rearrange(SWAP2);
        r13 = r13.blend(t, UPPER2);
        r15 = t.blend(r15, UPPER2);
        t = r4.blend(r0, UPPER4).rearrange(SWAP4);
        r0 = r0.blend(t, UPPER4);
        r4 = t.blend(r4, UPPER4);
        t = r5.blend(r1, UPPER4).rearrange(SWAP4);
        r1 = r1.blend(t, UPPER4);
        r5 = t.blend(r5, UPPER4);
        t = r6.blend(r2, UPPER4).rearrange(SWAP4);
        r2 = r2.blend(t, UPPER4);
        r6 = t.blend(r6, UPPER4);
        t = r7.blend(r3, UPPER4).rearrange(SWAP4);
        r3 = r3.blend(t, UPPER4);
        r7 = t.blend(r7, UPPER4);
        t = r12.blend(r8, UPPER4).rearrange(SWAP4);
        r8 = r8.blend(t, UPPER4);
        r12 = t.blend(r12, UPPER4);
        t = r13.blend(r9, UPPER4).rearrange(SWAP4);
        r9 = r9.blend(t, UPPER4);
        r13 = t.blend(r13, UPPER4);
        t = r14.blend(r10, UPPER4).rearrange(SWAP4);
        r10 = r10.blend(t, UPPER4);
        r14 = t.blend(r14, UPPER4);
        t = r15.blend(r11, UPPER4).rearrange(SWAP4);
        r11 = r11.blend(t, UPPER4);
        r15 = t.blend(r15, UPPER4);
        t = r8.blend(r0, UPPER8).rearrange(SWAP8);
        r0 = r0.blend(t, UPPER8);
        r8 = t.blend(r8, UPPER8);
        t = r9.blend(r1, UPPER8).rearrange(SWAP8);
        r1 = r1.blend(t, UPPER8);
        r9 = t.blend(r9, UPPER8);
        t = r10.blend(r2, UPPER8).rearrange(SWAP8);
        r2 = r2.blend(t, UPPER8);
        r10 = t.blend(r10, UPPER8);
        t = r11.blend(r3, UPPER8).rearrange(SWAP8);
        r3 = r3.blend(t, UPPER8);
        r11 = t.blend(r11, UPPER8);
        t = r12.blend(r4, UPPER8).rearrange(SWAP8);
        r4 = r4.blend(t, UPPER8);
        r12 = t.blend(r12, UPPER8);
        t = r13.blend(r5, UPPER8).rearrange(SWAP8);
        r5 = r5.blend(t, UPPER8);
        r13 = t.blend(r13, UPPER8);
        t = r14.blend(r6, UPPER8).rearrange(SWAP8);
        r6 = r6.blend(t, UPPER8);
        r14 = t.blend(r14, UPPER8);
        t = r15.blend(r7, UPPER8).rearrange(SWAP8);
        r7 = r7.blend(t, UPPER8);
        r15 = t.blend(r15, UPPER8);
        r0.intoArray(target, to);
        r1.intoArray(target, to + targetWidth);
        r2.intoArray(target, to + 2 * targetWidth);
        r3.intoArray(target, to + 3 * targetWidth);
        r4.intoArray(target, to + 4 * targetWidth);
        r5.intoArray(target, to + 5 * targetWidth);
        r6.intoArray(target, to + 6 * targetWidth);
        r7.intoArray(target, to + 7 * targetWidth);
        r8.intoArray(target, to + 8 * targetWidth);
        r9.intoArray(target, to + 9 * targetWidth);
        r10.intoArray(target, to + 10 * targetWidth);
        r11.intoArray(target, to + 11 * targetWidth);
        r12.intoArray(target, to + 12 * targetWidth);
        r13.intoArray(target, to + 13 * targetWidth);
        r14.intoArray(target, to + 14 * targetWidth);
        r15.intoArray(target, to + 15 * targetWidth);
    }
}
