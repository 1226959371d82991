package dev.nervure.site;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** The Javadoc of what users call, of all modules together. */
final class Javadoc {
    private static final Map<String, String> SOURCES = Map.of(
            "dev.nervure.dsl", "dsl",
            "dev.nervure.runtime", "runtime/core",
            "dev.nervure.training", "runtime/training");

    /** Layers and networks are there because JDK 17's javadoc fails where a public method returns a record that is not. */
    private static final List<String> PACKAGES = List.of(
            "dev.nervure.dsl/dev.nervure.dsl",
            "dev.nervure.dsl/dev.nervure.dsl.layer",
            "dev.nervure.dsl/dev.nervure.dsl.network",
            "dev.nervure.runtime/dev.nervure.runtime",
            "dev.nervure.training/dev.nervure.training",
            "dev.nervure.training/dev.nervure.inspection");

    private Javadoc() {}

    /** Where a class that the sources name comes from. */
    private static String jar(Class<?> member) {
        return member.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    static void write(Path root, Path target) {
        List<String> arguments = new ArrayList<>(List.of("-quiet", "-d", target.toString()));
        SOURCES.forEach((module, folder) -> {
            arguments.add("--module-source-path");
            arguments.add(module + "=" + root.resolve(folder).resolve("src/main/java"));
        });
        arguments.addAll(List.of(
                "--module-path",
                jar(NullMarked.class) + File.pathSeparator + jar(CsvReader.class),
                "--add-modules",
                "jdk.incubator.vector",
                "--add-reads",
                "dev.nervure.runtime=jdk.incubator.vector",
                "-windowtitle",
                "Nervure",
                "-notimestamp",
                "-Xdoclint:none"));
        arguments.addAll(PACKAGES);
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int result = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IllegalStateException("this JDK has no javadoc"))
                .run(out, out, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("javadoc: " + said);
        }
    }
}
