package dev.nervure.processor.frontend;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;

/** Compiles what was generated before the compilation under way comes to it, to see what becomes of it. */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * The class files, by binary name; none where there is no compiler, or where the sources do not compile, which the
     * compilation under way then says.
     *
     * @param sources their texts by qualified name
     */
    public static Map<String, byte[]> compile(ProcessingEnvironment environment, Map<String, String> sources) {
        Surroundings surroundings = new Surroundings(environment, SourceTrees.of(environment), Set.of());
        List<MemoryFile> files = sources.entrySet().stream()
                .map(source -> new MemoryFile(source.getKey(), URI.create(""), source.getValue()))
                .toList();
        try {
            return new NestedCompiler(surroundings, environment.getSourceVersion(), Set.of()).compile(files);
        } catch (Refusal notCompiled) {
            return Map.of();
        } finally {
            surroundings.close();
        }
    }
}
