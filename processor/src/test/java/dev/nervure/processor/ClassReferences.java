package dev.nervure.processor;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedSet;
import java.util.TreeSet;

/** Methods that a class file calls, read from its constant pool (JVMS 4.4): {@code java/lang/Class.forName}. */
final class ClassReferences {
    private ClassReferences() {}

    static SortedSet<String> calls(byte[] file) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedSet<String> read(DataInputStream in) throws IOException {
        in.skipNBytes(8); // magic, version
        int count = in.readUnsignedShort();
        String[] text = new String[count];
        int[] first = new int[count];
        int[] second = new int[count];
        boolean[] member = new boolean[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> text[i] = in.readUTF();
                case 3, 4 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // takes two places
                }
                case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> {
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                    member[i] = tag == 10 || tag == 11;
                }
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("constant with tag " + tag);
            }
        }
        SortedSet<String> calls = new TreeSet<>();
        for (int i = 1; i < count; i++) {
            if (member[i]) {
                calls.add(text[first[first[i]]] + "." + text[first[second[i]]]);
            }
        }
        return calls;
    }
}
