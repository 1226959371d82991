package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Tools;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import org.junit.jupiter.api.Test;

/** What users can name, counted from the module's descriptor: each type is a promise. */
class SurfaceTest {
    private static final String[] PROMISED = {"dev.nervure.inspection", "dev.nervure.training"};
    private static final int LIMIT = 66; // 13 of them nested

    @Test
    void promisesNoMoreThanUsersNeed() throws Exception {
        assertThat(Tools.publicTypes(Trainer.class, PROMISED))
                .as("exported types")
                .contains(Trainer.class.getName())
                .hasSizeLessThanOrEqualTo(LIMIT);
    }

    @Test
    void exportsNothingElse() throws Exception {
        assertThat(Tools.descriptor(Trainer.class).exports())
                .extracting(Exports::source)
                .containsExactlyInAnyOrder(PROMISED);
    }

    @Test
    void needsTheRuntimeAlone() throws Exception {
        assertThat(Tools.descriptor(Trainer.class).requires())
                .filteredOn(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .extracting(Requires::name)
                .containsExactlyInAnyOrder("java.base", "dev.nervure.runtime");
    }

    /** Looking needs no training; training looks. */
    @Test
    void theInspectionKnowsNothingOfTraining() throws Exception {
        String dependencies = Tools.run(
                "jdeps",
                "--module-path",
                Tools.classes(Model.class).toString(),
                "--ignore-missing-deps",
                "-verbose:package",
                Tools.classes(Trainer.class).toString());
        assertThat(dependencies)
                .containsPattern("dev\\.nervure\\.training +-> dev\\.nervure\\.inspection")
                .doesNotContainPattern("dev\\.nervure\\.inspection +-> dev\\.nervure\\.training");
    }
}
