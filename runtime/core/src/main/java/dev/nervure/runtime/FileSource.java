package dev.nervure.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A regular file, read at any position. */
final class FileSource extends ByteSource {
    private final Path file;
    private final FileChannel channel;
    private final long size;

    private FileSource(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    /** @throws WeightsFileException if there is no such file, or it is no regular file */
    static FileSource open(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) { // opening a pipe would wait for its writer for ever
                throw new WeightsFileException(
                        file,
                        attributes.isDirectory()
                                ? "is a folder"
                                : "is no regular file but a pipe or a device; read it as an InputStream");
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new FileSource(file, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw WeightsFileException.of(file, "there is no such file", e);
        } catch (IOException e) {
            throw WeightsFileException.of(file, "cannot be read: " + reason(e), e);
        }
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void read(long position, ByteBuffer into) throws IOException {
        int start = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position() - start) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
    }

    @Override
    void close() throws IOException {
        channel.close();
    }

    @Override
    WeightsFileException broken(String problem, @Nullable Throwable cause) {
        return WeightsFileException.of(file, problem, cause);
    }
}
