package dev.nervure.processor.frontend;

import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.network.Message;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import javax.tools.FileObject;
import org.jspecify.annotations.Nullable;

/**
 * Loads a definition and what it uses: from source if it is of the module that is being compiled, otherwise from class
 * files. The language is the one that the processor uses; the processor's other classes are not to be seen. No class can end
 * the JVM by an ordinary call.
 */
final class DefinitionLoader extends ClassLoader {
    static final String NAME = "nervure";

    private static final ClassLoader LANGUAGE = NetworkDefinition.class.getClassLoader();
    private static final String LANGUAGE_PACKAGE = NetworkDefinition.class.getPackageName() + ".";

    /** What kapt writes on classes that have signatures only. */
    private static final String KOTLIN = "@kotlin.Metadata(";

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
        if (name.equals(Exit.class.getName())) {
            return Exit.class;
        }
        return name.startsWith(LANGUAGE_PACKAGE) ? LANGUAGE.loadClass(name) : super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = classFile(name);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] harmless = ExitCalls.replaced(file);
        return defineClass(name, harmless, 0, harmless.length);
    }

    /** Definitions may read resources, an ONNX file among them. */
    @Override
    protected @Nullable URL findResource(String name) {
        FileObject file = resource(name);
        try {
            return file == null ? null : file.toUri().toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            return null; // a compiler may keep files in places of its own
        }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        FileObject file = resource(name);
        try {
            return file == null ? super.getResourceAsStream(name) : file.openInputStream();
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable FileObject resource(String name) {
        try {
            return surroundings.resource(name);
        } catch (IOException e) {
            return null;
        }
    }

    private byte @Nullable [] classFile(String name) throws ClassNotFoundException {
        byte[] file = compiled.get(name);
        if (file != null) {
            return file;
        }
        int nested = name.indexOf('$');
        try {
            MemoryFile source = surroundings.source(nested < 0 ? name : name.substring(0, nested));
            if (source == null) {
                return surroundings.classFile(name);
            }
            compile(source);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        return compiled.get(name);
    }

    private void compile(MemoryFile source) {
        if (source.text().contains(KOTLIN)) {
            String name = source.binaryName().substring(source.binaryName().lastIndexOf('.') + 1);
            throw new Refusal(Message.WITHOUT_CODE.format(name));
        }
        compiler.compile(source).forEach(compiled::putIfAbsent);
    }
}
