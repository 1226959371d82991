package dev.nervure.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.training.TrainingListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookingAtWordsTest {
    private static final int EPOCHS = 5; // less than half of the lesson's, to be quick

    private final LookingAtWords lesson = LookingAtWords.train(EPOCHS, new TrainingListener() {});

    /** One head looks from "it" at the animal several times as much as if it looked at all words alike. */
    @Test
    void aHeadLooksFromItAtTheAnimal() {
        List<LookingAtWords.Head> heads = lesson.heads();
        assertThat(heads).hasSize(8);
        assertThat(lesson.most().share()).isGreaterThan(2 * lesson.evenly());
    }

    @Test
    void wordsAfterTheCatSatOnThe() {
        assertThat(List.copyOf(lesson.nextWords().keySet()).subList(0, 3))
                .containsExactlyInAnyOrder("mat", "sofa", "rug");
        assertThat(lesson.nextWords().values().stream()
                        .limit(3)
                        .mapToDouble(p -> p)
                        .sum())
                .isGreaterThan(0.6); // 0.95 after the lesson's epochs
    }

    @Test
    void shows() {
        Sheet sheet = new Sheet("title", new PrintStream(OutputStream.nullOutputStream()));
        lesson.show(sheet);
        assertThat(sheet.html()).contains("head 4", "branch", "sofa");
        assertThat(sheet.chart("block0").toSvg()).contains("thoughts.layers.0.attention");
    }
}
