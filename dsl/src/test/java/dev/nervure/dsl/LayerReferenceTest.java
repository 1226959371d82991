package dev.nervure.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/layer-reference.md says what the Javadoc of the annotations says. With {@code -Dnervure.updateGolden=true} it is
 * written instead.
 */
class LayerReferenceTest {
    private static final Path PAGE = Path.of("../docs/layer-reference.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/nervure/dsl");
    private static final Path NAMES = Path.of("../docs/coming-from.md");

    @Test
    void thePageSaysWhatTheAnnotationsSay() throws Exception {
        LayerReference reference =
                new LayerReference(DocComments.read(SOURCES), ForeignNames.read(NAMES), new TwinsTest().shortest());
        if (Boolean.getBoolean("nervure.updateGolden")) {
            Files.writeString(PAGE, reference.page());
        }
        assertThat(Files.readString(PAGE))
                .as("%s; if the change is meant, -Dnervure.updateGolden=true", PAGE)
                .isEqualTo(reference.page());
    }
}
