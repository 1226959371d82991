package dev.nervure.processor.frontend;

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
 * files.
 */
final class DefinitionLoader extends HarmlessLoader {
    /** What kapt writes on classes that have signatures only. */
    private static final String KOTLIN = "@kotlin.Metadata(";

    private final Surroundings surroundings;
    private final NestedCompiler compiler;
    private final Map<String, byte[]> compiled = new HashMap<>();

    DefinitionLoader(Surroundings surroundings, NestedCompiler compiler) {
        this.surroundings = surroundings;
        this.compiler = compiler;
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

    @Override
    byte @Nullable [] classFile(String name) throws ClassNotFoundException {
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
