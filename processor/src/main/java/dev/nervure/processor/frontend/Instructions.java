package dev.nervure.processor.frontend;

import java.nio.ByteBuffer;

/** The instructions of the JVM (JVMS 6.5), as far as their lengths go. */
final class Instructions {
    static final int INVOKE_VIRTUAL = 0xb6;
    static final int INVOKE_STATIC = 0xb8;

    private static final int IINC = 0x84;
    private static final int TABLESWITCH = 0xaa;
    private static final int LOOKUPSWITCH = 0xab;
    private static final int WIDE = 0xc4;

    private Instructions() {}

    /**
     * The bytes that an instruction takes.
     *
     * @param at where it stands
     * @param start where the method's first instruction stands
     */
    static int length(ByteBuffer code, int at, int start) {
        int operation = Byte.toUnsignedInt(code.get(at));
        return switch (operation) {
            case TABLESWITCH -> {
                int operands = aligned(at, start);
                int low = code.getInt(operands + 4);
                int high = code.getInt(operands + 8);
                yield operands + 12 + 4 * (high - low + 1) - at;
            }
            case LOOKUPSWITCH -> {
                int operands = aligned(at, start);
                yield operands + 8 + 8 * code.getInt(operands + 4) - at;
            }
            case WIDE -> Byte.toUnsignedInt(code.get(at + 1)) == IINC ? 6 : 4;
            default -> length(operation);
        };
    }

    /** Operands of switches begin at a multiple of four. */
    private static int aligned(int at, int start) {
        int offset = at - start + 1;
        return start + offset + (4 - offset % 4) % 4;
    }

    private static int length(int operation) {
        boolean loadOrStore = between(operation, 0x15, 0x19) || between(operation, 0x36, 0x3a);
        if (loadOrStore || operation == 0x10 || operation == 0x12 || operation == 0xa9 || operation == 0xbc) {
            return 2; // bipush, ldc, ret, newarray
        }
        boolean jump = between(operation, 0x99, 0xa8) || between(operation, 0xc6, 0xc7);
        boolean member = between(operation, 0xb2, INVOKE_STATIC);
        boolean type = operation == 0xbb || operation == 0xbd || between(operation, 0xc0, 0xc1);
        boolean constant = operation == 0x11 || between(operation, 0x13, 0x14);
        if (jump || member || type || constant || operation == IINC) {
            return 3;
        }
        if (operation == 0xc5) {
            return 4; // multianewarray
        }
        boolean wideJump = between(operation, 0xc8, 0xc9);
        boolean interfaceOrDynamic = between(operation, 0xb9, 0xba);
        return wideJump || interfaceOrDynamic ? 5 : 1;
    }

    private static boolean between(int operation, int first, int last) {
        return first <= operation && operation <= last;
    }
}
