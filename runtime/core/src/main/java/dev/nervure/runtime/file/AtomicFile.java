package dev.nervure.runtime.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file whole or not at all: into a temporary file in its folder, to the disk, then one atomic rename. Whenever the
 * process dies, the name leads to the old file or to the new one. The new file has the old one's mode, and a link that leads
 * to the file stays a link.
 */
public final class AtomicFile {
    private static final int MOST_LINKS = 40; // as Linux

    private AtomicFile() {}

    /** What is written. */
    public interface Content {
        /** Writes all of it. */
        void writeTo(WritableByteChannel out) throws IOException;
    }

    /** Writes a text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        write(file, out -> {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        });
    }

    /**
     * Writes a file, or replaces it.
     *
     * @throws IOException if it cannot be written; a file that was there before is unchanged
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = followLinks(file.toAbsolutePath());
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("it is the root of a file system");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        boolean exists = requireReplaceable(target);
        TemporaryFile.removeAbandoned(folder);
        try (TemporaryFile temporary = TemporaryFile.create(folder, exists ? target : null)) {
            content.writeTo(temporary.channel());
            temporary.moveTo(target);
        }
        syncFolder(folder);
    }

    /** Where a chain of links leads, whether or not there is a file at its end. */
    private static Path followLinks(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** Whether there is a file already. A rename would replace what nobody wants replaced: folders, pipes, devices. */
    private static boolean requireReplaceable(Path target) throws IOException {
        BasicFileAttributes attributes = attributes(target);
        if (attributes == null) {
            return false;
        }
        if (attributes.isDirectory()) {
            throw new IOException("it is a folder");
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("it is no regular file but a pipe or a device; write to an OutputStream");
        }
        if (!Files.isWritable(target)) { // a rename asks the folder alone
            throw new AccessDeniedException(target.toString(), null, "the file is read-only");
        }
        return true;
    }

    private static @Nullable BasicFileAttributes attributes(Path target) {
        try {
            return Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null; // there is none, or creating the new one will say why not
        }
    }

    /** Makes the rename itself survive a loss of power. Windows cannot open a folder and needs no such call. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is complete under its name; there is nothing left to do about it.
        }
    }
}
