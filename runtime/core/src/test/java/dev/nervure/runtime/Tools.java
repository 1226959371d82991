package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** What the JDK knows of our modules. */
public final class Tools {
    private Tools() {}

    /** What a tool of the JDK prints; it must succeed. */
    public static String run(String tool, String... arguments) {
        StringWriter out = new StringWriter();
        int status =
                ToolProvider.findFirst(tool).orElseThrow().run(new PrintWriter(out), new PrintWriter(out), arguments);
        assertThat(status).as(out.toString()).isZero();
        return out.toString();
    }

    /** The folder with the classes of a class's module. */
    public static Path classes(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** The descriptor of a class's module. */
    public static ModuleDescriptor descriptor(Class<?> type) throws IOException, URISyntaxException {
        try (InputStream in = Files.newInputStream(classes(type).resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    /** The public types of some packages of a class's module, nested ones too. */
    public static List<String> publicTypes(Class<?> inModule, String... packages) throws Exception {
        List<String> names = new ArrayList<>();
        for (String packageName : packages) {
            try (Stream<Path> files = Files.list(classes(inModule).resolve(packageName.replace('.', '/')))) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".class") && !name.contains("-")) {
                        Class<?> type = Class.forName(packageName + "." + name.substring(0, name.length() - 6));
                        if (isPublic(type)) {
                            names.add(type.getName());
                        }
                    }
                }
            }
        }
        return names;
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass() && (outer == null || isPublic(outer));
    }
}
