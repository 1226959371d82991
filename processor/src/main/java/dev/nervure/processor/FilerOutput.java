package dev.nervure.processor;

import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.emit.Resource;
import dev.nervure.processor.frontend.Rehearsal;
import dev.nervure.processor.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Writes the files of a declaration where annotation processing wants them. */
final class FilerOutput implements DeclarationCompiler.Output {
    private final ProcessingEnvironment environment;
    private final Filer filer;
    private final TypeElement origin;

    FilerOutput(ProcessingEnvironment environment, TypeElement origin) {
        this.environment = environment;
        this.filer = environment.getFiler();
        this.origin = origin;
    }

    @Override
    public boolean write(String packageName, String name, String text) throws IOException {
        try (Writer out =
                filer.createSourceFile(qualified(packageName, name), origin).openWriter()) {
            out.write(text);
            return true;
        } catch (FilerException exists) {
            return false;
        }
    }

    @Override
    public void write(String packageName, Resource resource) throws IOException {
        FileObject file = filer.createResource(StandardLocation.CLASS_OUTPUT, packageName, resource.name(), origin);
        try (OutputStream out = file.openOutputStream()) {
            out.write(resource.content());
        }
    }

    @Override
    public boolean report(Declaration declaration, Emission emission) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        emission.files()
                .forEach(file -> sources.put(
                        qualified(declaration.packageName(), file.typeSpec().name()), file.toString()));
        Report report = Report.of(declaration, emission, Rehearsal.compile(environment, sources));
        String name = declaration.name() + "Report";
        return writeBesideSources(declaration.packageName(), name + ".html", report.html())
                && writeBesideSources(declaration.packageName(), name + ".json", report.json());
    }

    /** Returns whether there was a place. Where javac has no folder for sources, it takes that of the classes. */
    private boolean writeBesideSources(String packageName, String name, String text) throws IOException {
        URI amongClasses = amongClasses(packageName, name);
        FileObject file;
        try {
            file = filer.createResource(StandardLocation.SOURCE_OUTPUT, packageName, name, origin);
        } catch (IllegalArgumentException unknownLocation) { // so says ECJ
            return false;
        }
        if (file.toUri().equals(amongClasses)) {
            return false;
        }
        try (OutputStream out = file.openOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8)); // whatever javac's encoding is
        }
        return true;
    }

    private @Nullable URI amongClasses(String packageName, String name) {
        try {
            return filer.getResource(StandardLocation.CLASS_OUTPUT, packageName, name)
                    .toUri();
        } catch (IOException notThere) {
            return null; // ECJ gives only files that exist
        }
    }

    private static String qualified(String packageName, String name) {
        return packageName.isEmpty() ? name : packageName + "." + name;
    }
}
