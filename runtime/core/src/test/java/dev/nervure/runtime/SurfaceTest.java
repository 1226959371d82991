package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor.Exports;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users can name, counted from the module's descriptor: each type is a promise. */
class SurfaceTest {
    private static final String PROMISED = "dev.nervure.runtime";
    private static final int LIMIT = 28;

    @Test
    void promisesNoMoreThanUsersNeed() throws Exception {
        assertThat(Tools.publicTypes(Model.class, PROMISED))
                .as("exported types")
                .contains(Model.class.getName())
                .hasSizeLessThanOrEqualTo(LIMIT);
    }

    @Test
    void exportsAllElseForGeneratedCodeAlone() throws Exception {
        Set<Exports> exports = Tools.descriptor(Model.class).exports();
        assertThat(exports).filteredOn(Exports::isQualified).allSatisfy(toSome -> assertThat(toSome.targets())
                .containsExactly("dev.nervure.training"));
        assertThat(exports)
                .filteredOn(toAll -> !toAll.isQualified())
                .extracting(Exports::source)
                .contains(PROMISED, PROMISED + ".generated", PROMISED + ".kernel")
                .allMatch(name -> name.equals(PROMISED)
                        || name.equals(PROMISED + ".generated")
                        || name.startsWith(PROMISED + ".kernel"));
    }
}
