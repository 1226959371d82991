package dev.nervure.runtime.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that exists while a save runs. Its process holds a lock on it, which the operating system takes away when the
 * process dies, however it dies: so the next save can tell what earlier ones left from what another process writes now.
 */
final class TemporaryFile implements AutoCloseable {
    private static final String PREFIX = ".nervure-";
    private static final String SUFFIX = ".tmp";
    private static final int TRIES = 100;

    /** What the names of this process's files begin with. They are never touched: closing one would lose its lock. */
    private static final String OWN = PREFIX + process() + "-";

    private final Path path;
    private final FileChannel channel;
    private boolean moved;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    private static String process() {
        ProcessHandle own = ProcessHandle.current();
        long start = own.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return Long.toString(own.pid(), Character.MAX_RADIX) + "-" + Long.toString(start, Character.MAX_RADIX);
    }

    /**
     * A new file under a short name, so that any name fits beside it.
     *
     * @param like the file whose mode, owner and group it gets; null for those of any new file
     */
    static TemporaryFile create(Path folder, @Nullable Path like) throws IOException {
        PosixFileAttributes attributes = like == null ? null : posix(like);
        for (int i = 0; i < TRIES; i++) {
            Path path = folder.resolve(OWN + UUID.randomUUID() + SUFFIX);
            TemporaryFile file = new TemporaryFile(path, open(path, attributes));
            try {
                if (file.lock()) {
                    if (attributes != null) {
                        copy(attributes, path);
                    }
                    return file;
                }
                file.close();
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        }
        throw new IOException("another process removes the temporary files in " + folder);
    }

    private static FileChannel open(Path path, @Nullable PosixFileAttributes like) throws IOException {
        // With its mode from the first moment: nobody may read a secret file while it is written.
        FileAttribute<?>[] mode = like == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(like.permissions())};
        return FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
    }

    private static @Nullable PosixFileAttributes posix(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null ? null : view.readAttributes();
    }

    private static void copy(PosixFileAttributes from, Path path) throws IOException {
        PosixFileAttributeView to = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        PosixFileAttributes now = to.readAttributes();
        try {
            if (!now.group().equals(from.group())) {
                to.setGroup(from.group());
            }
            if (!now.owner().equals(from.owner())) {
                to.setOwner(from.owner());
            }
        } catch (IOException e) {
            // Only an administrator may give files away: then it is the writer's, as any new file.
        }
        to.setPermissions(from.permissions()); // of which the process's mask has taken away some
    }

    /** Whether the file is locked and still there: before the lock, another process could take it for abandoned. */
    private boolean lock() throws IOException {
        try {
            if (channel.tryLock() == null) {
                return false;
            }
        } catch (IOException | UnsupportedOperationException e) {
            return true; // a file system without locks, where nobody removes anything either
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    FileChannel channel() {
        return channel;
    }

    /** Has all content written to the disk, then gives the file its name. */
    void moveTo(Path target) throws IOException {
        channel.force(true);
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
    }

    /** Closes the file, and removes it if it has not got its name. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (!moved) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Removes what processes that died have left in a folder. What cannot be removed is left: it is in nobody's way. */
    static void removeAbandoned(Path folder) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path path : left) {
                if (!path.getFileName().toString().startsWith(OWN)) {
                    removeIfAbandoned(path);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The save itself will say what is wrong with the folder.
        }
    }

    private static void removeIfAbandoned(Path path) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
            // Another user's, or on a file system without locks.
        }
    }
}
