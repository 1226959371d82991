package dev.nervure.processor.frontend;

import java.io.IOException;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Resources while javac runs: those of the module, which builds copy first, then those of dependencies. */
final class Resources {
    private static final List<Location> PLACES =
            List.of(StandardLocation.CLASS_OUTPUT, StandardLocation.SOURCE_PATH, StandardLocation.CLASS_PATH);

    private Resources() {}

    /** The resource of a path below the root; null if there is none. */
    static @Nullable FileObject find(Filer filer, String path) {
        for (Location place : PLACES) {
            try {
                FileObject file = filer.getResource(place, "", path);
                file.openInputStream().close();
                return file;
            } catch (IOException | IllegalArgumentException | UnsupportedOperationException notThere) {
                // the next place; compilers differ in how they say that there is nothing
            }
        }
        return null;
    }
}
