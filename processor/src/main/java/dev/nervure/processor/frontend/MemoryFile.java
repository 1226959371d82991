package dev.nervure.processor.frontend;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Objects;
import javax.tools.SimpleJavaFileObject;
import org.jspecify.annotations.Nullable;

/** A source or a class file in memory, under the binary name of its class. */
public final class MemoryFile extends SimpleJavaFileObject {
    /** Reads a class file when it is needed. */
    interface Bytes {
        byte @Nullable [] read() throws IOException;
    }

    private final String binaryName;
    private final @Nullable String text;
    private final @Nullable Bytes bytes;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean read;

    private MemoryFile(String binaryName, URI uri, Kind kind, @Nullable String text, @Nullable Bytes bytes) {
        super(uri, kind);
        this.binaryName = binaryName;
        this.text = text;
        this.bytes = bytes;
    }

    /** A source, with the place that it came from. */
    public MemoryFile(String binaryName, URI uri, String text) {
        this(
                binaryName,
                uri.getPath() == null || uri.getPath().isEmpty() ? uri(binaryName, Kind.SOURCE) : uri,
                Kind.SOURCE,
                text,
                null);
    }

    /** A class file. */
    MemoryFile(String binaryName, Bytes bytes) {
        this(binaryName, uri(binaryName, Kind.CLASS), Kind.CLASS, null, bytes);
    }

    /** A class file that is to be written. */
    public MemoryFile(String binaryName) {
        this(binaryName, uri(binaryName, Kind.CLASS), Kind.CLASS, null, null);
    }

    private static URI uri(String binaryName, Kind kind) {
        return URI.create("memory:///" + binaryName.replace('.', '/') + kind.extension);
    }

    String binaryName() {
        return binaryName;
    }

    /** The text of a source. */
    String text() {
        return Objects.requireNonNull(text);
    }

    /** Whether a compiler read this source. */
    boolean isRead() {
        return read;
    }

    /** What was written. */
    public byte[] written() {
        return written.toByteArray();
    }

    /** A class may stand in a file of another name, though not in that of a module or of a package. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == getKind() && !simpleName.endsWith("-info");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
        if (text == null) {
            throw new FileNotFoundException(binaryName);
        }
        read = true;
        return text;
    }

    @Override
    public InputStream openInputStream() throws IOException {
        byte[] content = bytes == null ? null : bytes.read();
        if (content == null) {
            throw new FileNotFoundException(binaryName);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public OutputStream openOutputStream() {
        return written;
    }
}
