package dev.nervure.processor.ksp;

import com.google.devtools.ksp.processing.CodeGenerator;
import com.google.devtools.ksp.processing.Dependencies;
import com.google.devtools.ksp.processing.Resolver;
import com.google.devtools.ksp.symbol.KSClassDeclaration;
import com.google.devtools.ksp.symbol.KSFile;
import dev.nervure.processor.DeclarationCompiler;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.emit.Resource;
import dev.nervure.processor.report.Report;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the files of a declaration where KSP wants them; each depends on the declaration's file, and on no other. */
final class GeneratorOutput implements DeclarationCompiler.Output {
    private final CodeGenerator generator;
    private final Resolver resolver;
    private final Dependencies dependencies;

    GeneratorOutput(CodeGenerator generator, Resolver resolver, KSFile origin) {
        this.generator = generator;
        this.resolver = resolver;
        this.dependencies = new Dependencies(false, origin);
    }

    @Override
    public boolean write(String packageName, String name, String text) throws IOException {
        if (isInSource(packageName.isEmpty() ? name : packageName + "." + name)) {
            return false;
        }
        try {
            write(packageName, name, "java", text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (kotlin.io.FileAlreadyExistsException | FileAlreadyExistsException exists) {
            return false;
        }
    }

    private boolean isInSource(String name) {
        KSClassDeclaration known = resolver.getClassDeclarationByName(resolver.getKSNameFromString(name));
        return known != null && known.getContainingFile() != null;
    }

    @Override
    public void write(String packageName, Resource resource) throws IOException {
        int dot = resource.name().lastIndexOf('.');
        write(packageName, resource.name().substring(0, dot), resource.name().substring(dot + 1), resource.content());
    }

    private void write(String packageName, String name, String extension, byte[] content) throws IOException {
        try (OutputStream out = generator.createNewFile(dependencies, packageName, name, extension)) {
            out.write(content);
        }
    }

    /** KSP has folders for sources and for resources, which get into the jar; a report belongs to the sources. */
    @Override
    public boolean report(Declaration declaration, Emission emission) throws IOException {
        Report report = Report.of(declaration, emission, Map.of());
        String packageName = declaration.packageName();
        String folders = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        Path model = Path.of(folders + declaration.name() + "Model.java");
        for (File written : generator.getGeneratedFile()) {
            Path file = written.toPath().toAbsolutePath();
            if (file.endsWith(model)) {
                Files.writeString(file.resolveSibling(declaration.name() + "Report.html"), report.html());
                Files.writeString(file.resolveSibling(declaration.name() + "Report.json"), report.json());
                return true;
            }
        }
        return false;
    }
}
