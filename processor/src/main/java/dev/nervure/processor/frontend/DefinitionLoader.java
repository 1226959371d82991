package dev.nervure.processor.frontend;

import dev.nervure.dsl.NetworkDefinition;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads a definition and what it uses: from source if it is of the module that is being compiled, otherwise from class
 * files. The language is the one that the processor uses; the processor's other classes are not to be seen.
 */
final class DefinitionLoader extends ClassLoader {
    static final String NAME = "nervure";

    private static final ClassLoader LANGUAGE = NetworkDefinition.class.getClassLoader();
    private static final String LANGUAGE_PACKAGE = NetworkDefinition.class.getPackageName() + ".";

    private final Surroundings surroundings;
    private final NestedCompiler compiler;
    private final Map<String, byte[]> compiled = new HashMap<>();

    DefinitionLoader(Surroundings surroundings, NestedCompiler compiler) {
        super(NAME, ClassLoader.getPlatformClassLoader());
        this.surroundings = surroundings;
        this.compiler = compiler;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith(LANGUAGE_PACKAGE) ? LANGUAGE.loadClass(name) : super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = classFile(name);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, file, 0, file.length);
    }

    private byte @Nullable [] classFile(String name) throws ClassNotFoundException {
        byte[] file = compiled.get(name);
        if (file != null) {
            return file;
        }
        int nested = name.indexOf('$');
        MemoryFile source = surroundings.source(nested < 0 ? name : name.substring(0, nested));
        if (source == null) {
            try {
                return surroundings.classFile(name);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        compiler.compile(source).forEach(compiled::putIfAbsent);
        return compiled.get(name);
    }
}
