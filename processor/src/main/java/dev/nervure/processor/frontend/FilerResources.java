package dev.nervure.processor.frontend;

import java.io.IOException;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Resources as annotation processing shows them: builds copy those of the module first. */
public final class FilerResources implements Resources {
    private static final List<Location> PLACES =
            List.of(StandardLocation.CLASS_OUTPUT, StandardLocation.SOURCE_PATH, StandardLocation.CLASS_PATH);

    private final Filer filer;

    /** The resources that a compiler shows. */
    public FilerResources(Filer filer) {
        this.filer = filer;
    }

    @Override
    public @Nullable FileObject find(String path) {
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
