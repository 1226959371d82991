package dev.nervure.processor.ksp;

import com.google.devtools.ksp.symbol.KSClassDeclaration;
import com.google.devtools.ksp.symbol.KSFile;
import dev.nervure.processor.frontend.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.FileObject;
import javax.tools.SimpleJavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * Resources under KSP, which shows none: those of the folder {@code resources} beside the sources, as in {@code
 * src/main/kotlin} and {@code src/main/resources}, files below the root of the sources, and those on the path of processors.
 */
final class SourceResources implements Resources {
    private static final String SOURCES = "src";
    private static final String FOLDER = "resources";

    private final @Nullable Path source;
    private final ClassLoader path;

    SourceResources(KSClassDeclaration declaration, ClassLoader path) {
        KSFile file = declaration.getContainingFile();
        this.source = file == null ? null : Path.of(file.getFilePath()).toAbsolutePath();
        this.path = path;
    }

    @Override
    public @Nullable FileObject find(String name) {
        for (Path folder = source == null ? null : source.getParent(); folder != null; folder = folder.getParent()) {
            for (Path file : new Path[] {folder.resolve(FOLDER).resolve(name), folder.resolve(name)}) {
                if (Files.isRegularFile(file)) {
                    return new Found(file.toUri());
                }
            }
            if (folder.endsWith(SOURCES)) {
                break;
            }
        }
        URL found = path.getResource(name);
        try {
            return found == null ? null : new Found(found.toURI());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static final class Found extends SimpleJavaFileObject {
        Found(URI uri) {
            super(uri, Kind.OTHER);
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return toUri().toURL().openStream();
        }
    }
}
