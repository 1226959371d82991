package dev.nervure.processor.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.report.Browser;
import dev.nervure.training.Dataset;
import dev.nervure.training.Metric;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a training history, in a browser. */
class PagesTest {
    @TempDir
    Path folder;

    @Test
    void trainingHistory() throws IOException {
        Path file = folder.resolve("history.html");
        train().saveHtml(file);
        try (Browser browser = Browser.start()) {
            for (boolean dark : new boolean[] {false, true}) {
                Browser.Page page = browser.open(file, 390, 800, dark);
                assertThat(page.strings("[...document.querySelectorAll('figure svg title')].map(e => e.textContent)"))
                        .containsExactly("loss", "accuracy", "learning rate", "gradient norm", "seconds");
                assertThat(page.strings("[...document.querySelectorAll('th')].map(e => e.textContent)"))
                        .startsWith("epoch", "loss", "accuracy", "validation_loss");
                assertThat(page.evaluate("document.querySelectorAll('tr').length")
                                .getAsInt())
                        .isEqualTo(5);
                assertThat(page.invisible("figure svg")).isEmpty();
                assertThat(page.scrollsSideways()).isFalse();
                assertThat(page.errors()).isEmpty();
                assertThat(page.requests()).containsExactly(file.toUri().toString());
                String shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
                        .getAsString();
                assertThat(shade).isEqualTo(dark ? "rgb(22, 28, 34)" : "rgb(255, 255, 255)");
            }
        }
    }

    private static TrainingHistory train() {
        Tensor y = Tensor.input("x", 2).dense(8, Activation.TANH).dense(2).named("y");
        float[][] inputs = new float[64][];
        int[] classes = new int[64];
        Arrays.setAll(inputs, i -> new float[] {i % 8 - 4, i / 8 - 4});
        Arrays.setAll(classes, i -> inputs[i][0] > inputs[i][1] ? 1 : 0);
        Dataset data = Dataset.of(inputs, classes);
        return Trainer.of(Compiled.of(Network.of(y).loss(Loss.SOFTMAX_CROSS_ENTROPY))
                        .model(1))
                .metrics(Metric.accuracy())
                .validation(data)
                .epochs(4)
                .fit(data);
    }
}
