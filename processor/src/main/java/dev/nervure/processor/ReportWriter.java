package dev.nervure.processor;

import dev.nervure.dsl.network.Message;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.frontend.Rehearsal;
import dev.nervure.processor.frontend.Reporter;
import dev.nervure.processor.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Writes the report of a declaration beside its generated sources. */
final class ReportWriter {
    private final ProcessingEnvironment environment;
    private final Reporter reporter;

    ReportWriter(ProcessingEnvironment environment, Reporter reporter) {
        this.environment = environment;
        this.reporter = reporter;
    }

    void write(TypeElement type, Declaration declaration, Emission emission) throws IOException {
        String start = declaration.packageName().isEmpty() ? "" : declaration.packageName() + ".";
        Map<String, String> sources = new LinkedHashMap<>();
        emission.files().forEach(file -> sources.put(start + file.typeSpec().name(), file.toString()));
        Report report = Report.of(declaration, emission, Rehearsal.compile(environment, sources));
        String name = declaration.name() + "Report";
        if (write(type, declaration, name + ".html", report.html())) {
            write(type, declaration, name + ".json", report.json());
        } else {
            reporter.warning(type, Message.NO_PLACE_FOR_REPORT, type.getSimpleName());
        }
    }

    /** Returns whether there was a place. Where javac has no folder for sources, it takes that of the classes. */
    private boolean write(TypeElement type, Declaration declaration, String name, String text) throws IOException {
        URI amongClasses = amongClasses(declaration.packageName(), name);
        FileObject file;
        try {
            file = environment
                    .getFiler()
                    .createResource(StandardLocation.SOURCE_OUTPUT, declaration.packageName(), name, type);
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
            return environment
                    .getFiler()
                    .getResource(StandardLocation.CLASS_OUTPUT, packageName, name)
                    .toUri();
        } catch (IOException notThere) {
            return null; // ECJ gives only files that exist
        }
    }
}
