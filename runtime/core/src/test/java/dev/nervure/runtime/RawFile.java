package dev.nervure.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that no writer would make. */
public final class RawFile {
    private RawFile() {}

    public static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the given header and as many bytes of data; header and data need not fit. */
    public static byte[] bytes(String header, int dataLength) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return bytes(json.length, json, dataLength);
    }

    public static byte[] bytes(long headerLength, byte[] header, int dataLength) {
        return ByteBuffer.allocate(Long.BYTES + header.length + dataLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .put(header)
                .array();
    }

    /** The header's entry for a tensor. */
    public static String tensor(String name, String dtype, String shape, long begin, long end) {
        return String.format(
                "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}", name, dtype, shape, begin, end);
    }

    /** The length that a file says that its header has. */
    static int headerLength(byte[] file) {
        return (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    }

    static void headerLength(byte[] file, long length) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    }
}
