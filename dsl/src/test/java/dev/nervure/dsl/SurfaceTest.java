package dev.nervure.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users can name, counted from the module's descriptor: each type is a promise. */
class SurfaceTest {
    private static final int LIMIT = 156;

    @Test
    void exportsNoMoreThanUsersNeed() throws Exception {
        List<String> types = new ArrayList<>();
        for (ModuleDescriptor.Exports exports : descriptor().exports()) {
            if (!exports.isQualified()) {
                types.addAll(publicTypes(exports.source()));
            }
        }
        assertThat(types).as("exported types").contains(Tensor.class.getName()).hasSizeLessThanOrEqualTo(LIMIT);
    }

    @Test
    void exportsOnePackageToUsers() throws Exception {
        assertThat(descriptor().exports().stream().filter(exports -> !exports.isQualified()))
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.nervure.dsl");
        assertThat(descriptor().exports().stream().filter(ModuleDescriptor.Exports::isQualified))
                .allSatisfy(exports -> assertThat(exports.targets()).containsExactly("dev.nervure.processor"));
    }

    private static ModuleDescriptor descriptor() throws IOException, URISyntaxException {
        return ModuleDescriptor.read(Files.newInputStream(root().resolve("module-info.class")));
    }

    private static Path root() throws URISyntaxException {
        return Path.of(
                Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Nested types too, if all that they are nested in is public. */
    private static List<String> publicTypes(String packageName) throws Exception {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(root().resolve(packageName.replace('.', '/')))) {
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
        return names;
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass() && (outer == null || isPublic(outer));
    }
}
