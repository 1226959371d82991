package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A served model needs this module and the JDK's base, and nothing of those who train. */
class ModuleGraphTest {
    private static final Pattern DEPENDENCY = Pattern.compile("^ +dev\\.nervure\\.\\S+ +-> (\\S+)", Pattern.MULTILINE);
    private static final Pattern OURS_OR_JDK = Pattern.compile(
            "java\\..*|jdk\\.incubator\\.vector|org\\.jspecify\\.annotations|dev\\.nervure\\.runtime(\\..*)?");

    private static ModuleDescriptor descriptor() throws Exception {
        return ModuleFinder.of(classes()).findAll().iterator().next().descriptor();
    }

    private static Path classes() throws Exception {
        return Path.of(
                Model.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void requiresOnlyTheBaseOfTheJdk() throws Exception {
        assertThat(descriptor().requires())
                .filteredOn(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .extracting(Requires::name)
                .containsExactly("java.base");
    }

    @Test
    void exportsToEverybodyAndNothingElse() throws Exception {
        assertThat(descriptor().exports()).noneMatch(Exports::isQualified);
        assertThat(descriptor().packages())
                .noneMatch(
                        name -> name.startsWith("dev.nervure.training") || name.startsWith("dev.nervure.inspection"));
    }

    @Test
    void noClassNeedsAnotherLibrary() throws Exception {
        String dependencies = Tools.run(
                "jdeps", "--ignore-missing-deps", "-verbose:package", classes().toString());
        assertThat(dependencies).contains("dev.nervure.runtime.generated");
        assertThat(DEPENDENCY.matcher(dependencies).results().map(found -> found.group(1)))
                .filteredOn(name -> !OURS_OR_JDK.matcher(name).matches())
                .isEmpty();
    }
}
