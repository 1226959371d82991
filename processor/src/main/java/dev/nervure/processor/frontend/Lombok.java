package dev.nervure.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;

/**
 * Lombok changes classes while they are compiled instead of writing others, so no round shows what it adds. Where it stands
 * on the processor path, it runs when a definition is compiled too.
 */
final class Lombok {
    private static final String PACKAGE = "lombok.";

    private Lombok() {}

    static boolean isUsedBy(MemoryFile source) {
        return source.text().contains(PACKAGE);
    }

    /** New instances of its processors; none where it is not on the processor path. */
    static List<Processor> processors() {
        List<Processor> found = new ArrayList<>();
        try {
            ServiceLoader.load(Processor.class, Lombok.class.getClassLoader()).stream()
                    .filter(provider -> provider.type().getName().startsWith(PACKAGE))
                    .forEach(provider -> found.add(provider.get()));
        } catch (ServiceConfigurationError broken) {
            // a processor that cannot be loaded is the compiler's to report
        }
        return found;
    }
}
