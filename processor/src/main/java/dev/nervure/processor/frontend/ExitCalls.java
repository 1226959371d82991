package dev.nervure.processor.frontend;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Rewrites the calls that end the JVM, {@code System.exit}, {@code Runtime.exit} and {@code Runtime.halt}, in a class file
 * (JVMS 4), and those that look such a method up by its name: they call {@link Exit}, which throws. A static method takes
 * the receiver as its first argument, so every instruction stays as long as it was, and all offsets stay true.
 */
final class ExitCalls {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;

    /** Kinds of method handles. */
    private static final int TO_VIRTUAL = 5;

    private static final int TO_STATIC = 6;

    private static final String LOOKUP =
            "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;)" + "Ljava/lang/invoke/MethodHandle;";

    /** Methods of {@link Exit} and what they stand for: static methods, and methods whose receiver is the first argument. */
    private static final Map<String, String> STATIC = Map.of("java/lang/System.exit(I)V", "(I)V");

    private static final Map<String, String> VIRTUAL = virtual(
            "java/lang/Runtime.exit(I)V",
            "java/lang/Runtime.halt(I)V",
            "java/lang/Class.getMethod(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;",
            "java/lang/Class.getDeclaredMethod(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;",
            "java/lang/Class.getMethods()[Ljava/lang/reflect/Method;",
            "java/lang/Class.getDeclaredMethods()[Ljava/lang/reflect/Method;",
            "java/lang/invoke/MethodHandles$Lookup.findVirtual" + LOOKUP,
            "java/lang/invoke/MethodHandles$Lookup.findStatic" + LOOKUP,
            "java/lang/invoke/MethodHandles$Lookup.bind" + LOOKUP.replace("Class;", "Object;"));

    private final ByteBuffer file;
    /** Where the constants begin, by index; 0 where there is none. */
    private final int[] constants;

    private final int endOfConstants;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private int count;
    /** The constants of the methods that are called instead, by the constants of those that are not. */
    private final Map<Integer, Integer> instead = new HashMap<>();

    private ExitCalls(byte[] classFile) {
        file = ByteBuffer.wrap(classFile);
        count = unsigned(8);
        constants = new int[count];
        int at = 10;
        for (int i = 1; i < count; i++) {
            constants[i] = at;
            int tag = file.get(at);
            switch (tag) {
                case UTF8 -> at += 3 + unsigned(at + 1);
                case CLASS, 8, 16, 19, 20 -> at += 3;
                case METHOD_HANDLE -> at += 4;
                case 3, 4, 9, METHOD, 11, NAME_AND_TYPE, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    i++; // long and double take two entries
                }
                default -> throw new ClassFormatError("constant " + i + " has tag " + tag);
            }
        }
        endOfConstants = at;
    }

    /** The class file without such calls; the same array if it has none. */
    static byte[] replaced(byte[] classFile) {
        ExitCalls calls = new ExitCalls(classFile.clone());
        calls.addMethods();
        if (calls.instead.isEmpty()) {
            return classFile;
        }
        calls.replaceHandles();
        calls.replaceInstructions();
        return calls.written();
    }

    private void addMethods() {
        for (int i = 1; i < constants.length; i++) {
            if (constants[i] == 0 || file.get(constants[i]) != METHOD) {
                continue;
            }
            String owner = text(unsigned(constants[unsigned(constants[i] + 1)] + 1));
            int nameAndType = constants[unsigned(constants[i] + 3)];
            String name = text(unsigned(nameAndType + 1));
            String method = owner + "." + name + text(unsigned(nameAndType + 3));
            String descriptor = STATIC.getOrDefault(method, VIRTUAL.get(method));
            if (descriptor != null) {
                instead.put(i, add(name, descriptor));
            }
        }
    }

    /** The descriptors of static methods that take the receiver first. */
    private static Map<String, String> virtual(String... methods) {
        Map<String, String> descriptors = new HashMap<>();
        for (String method : methods) {
            String owner = method.substring(0, method.indexOf('.'));
            descriptors.put(method, "(L" + owner + ";" + method.substring(method.indexOf('(') + 1));
        }
        return descriptors;
    }

    /** Adds the constants for a method of {@link Exit}; returns the index of the method's. */
    private int add(String name, String descriptor) {
        int first = count;
        try (DataOutputStream out = new DataOutputStream(added)) {
            for (String text : new String[] {Exit.class.getName().replace('.', '/'), name, descriptor}) {
                out.writeByte(UTF8);
                out.writeUTF(text);
            }
            out.writeByte(CLASS);
            out.writeShort(first);
            out.writeByte(NAME_AND_TYPE);
            out.writeShort(first + 1);
            out.writeShort(first + 2);
            out.writeByte(METHOD);
            out.writeShort(first + 3);
            out.writeShort(first + 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        count += 6;
        if (count > 0xffff) {
            throw new ClassFormatError("no room for another constant");
        }
        return first + 5;
    }

    /** References to methods, such as {@code System::exit}. */
    private void replaceHandles() {
        for (int at : constants) {
            if (at > 0 && file.get(at) == METHOD_HANDLE) {
                int kind = file.get(at + 1);
                Integer other = instead.get(unsigned(at + 2));
                if (other != null && (kind == TO_VIRTUAL || kind == TO_STATIC)) {
                    file.put(at + 1, (byte) TO_STATIC);
                    file.putShort(at + 2, other.shortValue());
                }
            }
        }
    }

    private void replaceInstructions() {
        int at = endOfConstants + 6; // access, this, super
        at += 2 + 2 * unsigned(at); // interfaces
        at = members(at); // fields
        members(at);
    }

    /** Returns where the members end. */
    private int members(int start) {
        int at = start + 2;
        for (int m = unsigned(start); m > 0; m--) {
            int attributes = unsigned(at + 6);
            at += 8; // access, name, descriptor, attributes
            for (int a = 0; a < attributes; a++) {
                if (text(unsigned(at)).equals("Code")) {
                    instructions(at + 14, file.getInt(at + 10)); // after the sizes of stack and locals
                }
                at += 6 + file.getInt(at + 2);
            }
        }
        return at;
    }

    private void instructions(int start, int length) {
        for (int at = start; at < start + length; at += Instructions.length(file, at, start)) {
            int operation = Byte.toUnsignedInt(file.get(at));
            if (operation == Instructions.INVOKE_VIRTUAL || operation == Instructions.INVOKE_STATIC) {
                Integer other = instead.get(unsigned(at + 1));
                if (other != null) {
                    file.put(at, (byte) Instructions.INVOKE_STATIC);
                    file.putShort(at + 1, other.shortValue());
                }
            }
        }
    }

    private byte[] written() {
        ByteBuffer result = ByteBuffer.allocate(file.capacity() + added.size());
        result.put(file.array(), 0, endOfConstants);
        result.put(added.toByteArray());
        result.put(file.array(), endOfConstants, file.capacity() - endOfConstants);
        result.putShort(8, (short) count);
        return result.array();
    }

    private String text(int constant) {
        int at = constants[constant];
        return new String(file.array(), at + 3, unsigned(at + 1), StandardCharsets.UTF_8);
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(file.getShort(at));
    }
}
