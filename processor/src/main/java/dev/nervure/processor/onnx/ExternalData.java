package dev.nervure.processor.onnx;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers that a file keeps beside itself. Only files within the folder of the model are read. */
final class ExternalData {
    private final @Nullable Path folder;

    /** The data beside a model; without a folder, external data is an error. */
    ExternalData(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * Reads numbers.
     *
     * @param entry location, offset and length, as the file gives them
     * @param bytes the bytes that the sizes of the tensor ask for
     */
    byte[] read(Map<String, String> entry, long bytes) {
        String location = entry.getOrDefault("location", "");
        long offset = number(entry, "offset", 0);
        long length = number(entry, "length", bytes);
        if (length != bytes) {
            throw new OnnxException(
                    "the sizes ask for " + bytes + " bytes of " + location + ", and length is " + length);
        }
        try (RandomAccessFile file = new RandomAccessFile(inside(location).toFile(), "r")) {
            if (offset < 0 || offset > file.length() || bytes > file.length() - offset) {
                throw new OnnxException(location + " has " + file.length() + " bytes; " + bytes + " from " + offset
                        + " on are not in it");
            }
            byte[] data = new byte[(int) Math.min(bytes, Integer.MAX_VALUE - 8L)];
            file.seek(offset);
            file.readFully(data);
            return data;
        } catch (IOException e) {
            throw new OnnxException("the numbers are in " + location + ", which cannot be read: " + e.getMessage(), e);
        }
    }

    private static long number(Map<String, String> entry, String key, long otherwise) {
        String text = entry.get(key);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new OnnxException(key + " of external data is not a number: '" + text + "'", e);
        }
    }

    /** The file of a location, which must lie in the folder, also if it is a link. */
    private Path inside(String location) throws IOException {
        if (folder == null) {
            throw new OnnxException(
                    "the numbers are in another file, '" + location + "', and this model is not in a folder");
        }
        Path path;
        try {
            path = Path.of(location);
        } catch (InvalidPathException e) {
            throw new OnnxException("'" + location + "' is not the name of a file", e);
        }
        Path file = folder.resolve(path).normalize();
        boolean leaves = location.isEmpty() || path.isAbsolute() || !file.startsWith(folder.normalize());
        if (leaves || !file.toRealPath().startsWith(folder.toRealPath())) {
            throw new OnnxException(
                    "'" + location + "' is outside of the folder of the model; such files are not read");
        }
        return file;
    }
}
