package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A served model needs this module and the JDK's base, and nothing of those who train. */
class ModuleGraphTest {
    private static final Pattern DEPENDENCY = Pattern.compile("^ +dev\\.nervure\\.\\S+ +-> (\\S+)", Pattern.MULTILINE);
    private static final Pattern OURS_OR_JDK = Pattern.compile(
            "java\\..*|jdk\\.incubator\\.vector|org\\.jspecify\\.annotations|dev\\.nervure\\.runtime(\\..*)?");

    @Test
    void requiresOnlyTheBaseOfTheJdk() throws Exception {
        assertThat(Tools.descriptor(Model.class).requires())
                .filteredOn(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .extracting(Requires::name)
                .containsExactly("java.base");
    }

    @Test
    void exportsToEverybodyAndNothingElse() throws Exception {
        assertThat(Tools.descriptor(Model.class).exports())
                .filteredOn(Exports::isQualified)
                .allMatch(exports -> exports.targets().equals(Set.of("dev.nervure.training")))
                .extracting(Exports::source)
                .containsExactly("dev.nervure.runtime.file");
        assertThat(Tools.descriptor(Model.class).packages())
                .noneMatch(
                        name -> name.startsWith("dev.nervure.training") || name.startsWith("dev.nervure.inspection"));
    }

    @Test
    void noClassNeedsAnotherLibrary() throws Exception {
        String dependencies = Tools.run(
                "jdeps",
                "--ignore-missing-deps",
                "-verbose:package",
                Tools.classes(Model.class).toString());
        assertThat(dependencies).contains("dev.nervure.runtime.generated");
        assertThat(DEPENDENCY.matcher(dependencies).results().map(found -> found.group(1)))
                .filteredOn(name -> !OURS_OR_JDK.matcher(name).matches())
                .isEmpty();
    }
}
