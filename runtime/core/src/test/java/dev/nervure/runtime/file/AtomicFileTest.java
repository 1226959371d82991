package dev.nervure.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("weights");
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        write(file, "old");
        IOException full = new IOException("the disk is full");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(ByteBuffer.allocate(1000));
                    throw full;
                }))
                .isSameAs(full);
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly("weights");
    }

    @Test
    void d3_theNextSaveRemovesWhatKilledOnesLeft() throws IOException, InterruptedException {
        Process killed = saver("killed");
        assertThat(files()).hasSize(1); // its temporary file
        killed.destroyForcibly().waitFor();
        assertThat(files()).hasSize(1);
        write(file, "new");
        assertThat(files()).containsExactly("weights");
    }

    @Test
    void d3_whatAnotherProcessWritesNowIsLeftAlone() throws IOException, InterruptedException {
        Process other = saver("other");
        write(file, "new");
        assertThat(files()).hasSize(2).contains("weights");
        try (OutputStream in = other.getOutputStream()) {
            in.write('\n');
        }
        assertThat(other.waitFor()).isZero();
        assertThat(folder.resolve("other")).hasContent("other");
        assertThat(files()).containsExactly("other", "weights");
    }

    @Test
    void d3_whatAnotherThreadWritesNowIsLeftAlone() throws IOException {
        AtomicFile.write(folder.resolve("outer"), out -> {
            write(file, "inner");
            assertThat(files()).hasSize(2).contains("weights");
            out.write(ByteBuffer.wrap(new byte[] {'o'}));
        });
        assertThat(folder.resolve("outer")).hasContent("o");
        assertThat(files()).containsExactly("outer", "weights");
    }

    @Test
    void d3_othersFilesAreLeftAlone() throws IOException {
        Files.createFile(folder.resolve(".nervure-mine"));
        Files.createFile(folder.resolve(".other.tmp"));
        Files.createDirectory(folder.resolve(".nervure-folder.tmp"));
        Files.createSymbolicLink(folder.resolve(".nervure-link.tmp"), folder.resolve(".other.tmp"));
        write(file, "new");
        assertThat(files())
                .containsExactly(".nervure-folder.tmp", ".nervure-link.tmp", ".nervure-mine", ".other.tmp", "weights");
    }

    @Test
    void d4_theModeIsKept() throws IOException {
        assumePosix();
        for (String mode : List.of("rw-------", "rw-rw-rw-", "rwxr-x---", "rw-r--r--")) {
            write(file, "old");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            AtomicFile.write(file, out -> {
                out.write(ByteBuffer.wrap(new byte[] {'n'}));
                Path temporary = folder.resolve(files().get(0));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                        .isEqualTo(mode);
            });
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(mode);
            assertThat(file).hasContent("n");
        }
    }

    @Test
    void d4_aNewFileHasTheModeOfAnyNewFile() throws IOException {
        assumePosix();
        write(file, "new");
        Path ordinary = Files.createFile(folder.resolve("ordinary"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(ordinary));
    }

    @Test
    void d4_linksStayLinks() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Path real = there.resolve("real");
        write(real, "old");
        Path middle = Files.createSymbolicLink(there.resolve("middle"), Path.of("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there", "middle"));
        write(link, "new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.isSymbolicLink(middle)).isTrue();
        assertThat(Files.isSymbolicLink(real)).isFalse();
        assertThat(real).hasContent("new");
        assertThat(files()).containsExactly("link", "there");
    }

    @Test
    void d4_aLinkToNothingGetsItsFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing"));
        write(link, "new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(folder.resolve("missing")).hasContent("new");
    }

    @Test
    void aText() throws IOException {
        write(file, "old");
        AtomicFile.write(file, "ε, 変");
        assertThat(file).hasContent("ε, 変");
        assertThatThrownBy(() -> AtomicFile.write(folder, "new")).hasMessage("it is a folder");
        assertThat(files()).containsExactly("weights");
    }

    @Test
    void d4_aFolderThatIsNotThere() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> write(missing.resolve("weights"), "new"))
                .hasMessage("there is no folder " + missing.toAbsolutePath());
    }

    @Test
    void d4_linksInACircle() throws IOException {
        Path a = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        assertThatThrownBy(() -> write(a, "new")).isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void d4_aPipeIsNotReplaced() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeTrue(Pipes.make(pipe), "there is no mkfifo");
        assertThatThrownBy(() -> write(pipe, "new"))
                .hasMessage("it is no regular file but a pipe or a device; write to an OutputStream");
        assertThat(files()).containsExactly("pipe");
    }

    @Test
    void d4_aFolderIsNotReplaced() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(() -> write(file, "new")).hasMessage("it is a folder");
        assertThat(files()).containsExactly("weights");
    }

    @Test
    void d4_aReadOnlyFileIsNotReplaced() throws IOException {
        write(file, "old");
        assertThat(file.toFile().setWritable(false)).isTrue();
        assumeTrue(!Files.isWritable(file), "an administrator may write any file");
        assertThatThrownBy(() -> write(file, "new")).isInstanceOf(AccessDeniedException.class);
        assertThat(file).hasContent("old");
    }

    @Test
    void d4_aNameAsLongAsTheFileSystemTakes() throws IOException {
        Path longest = folder.resolve("n".repeat(255));
        write(longest, "new");
        write(longest, "newer");
        assertThat(longest).hasContent("newer");
    }

    @Test
    void d5_interruptedThread() throws IOException {
        write(file, "old");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> write(file, "new")).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly("weights");
    }

    private void assumePosix() {
        assumeTrue(Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null, "no modes here");
    }

    private static void write(Path file, String content) throws IOException {
        AtomicFile.write(file, out -> out.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8))));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** A process in the middle of a save, which ends at the first byte that it is sent. */
    private Process saver(String name) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AtomicFileTest.class.getName(),
                        folder.resolve(name).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("saving");
        return process;
    }

    /** Saves the file's own name as its content, slowly. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        AtomicFile.write(file, out -> {
            System.out.println("saving");
            System.in.read();
            out.write(ByteBuffer.wrap(file.getFileName().toString().getBytes(StandardCharsets.UTF_8)));
        });
    }
}
