package dev.nervure.processor.frontend;

import javax.tools.FileObject;
import org.jspecify.annotations.Nullable;

/** Resources while a compiler runs: those of the module, then those of dependencies. */
public interface Resources {
    /** The resource of a path below the root; null if there is none. */
    @Nullable
    FileObject find(String path);
}
