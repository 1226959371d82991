package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.report.Browser;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import dev.nervure.training.LivePage;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a training in a browser: on a phone and on a screen, light and dark. */
class TrainingPagesTest {
    @TempDir
    private Path folder;

    private static Model model() {
        Tensor hidden = Tensor.input("x", 6).dense(12, Activation.RELU).named("hidden_layer_with_a_long_name");
        return Compiled.of(Network.of(hidden.dense(3).named("y")).loss(Loss.SOFTMAX_CROSS_ENTROPY))
                .model(1);
    }

    private static Dataset data() {
        float[][] x = new float[96][6];
        int[] kinds = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            kinds[i] = i % 3;
            for (int j = 0; j < 6; j++) {
                x[i][j] = (float) Math.sin(i * 7 + j) + (j == kinds[i] ? 1 : 0);
            }
        }
        return Dataset.of(x, kinds);
    }

    @Test
    void theHistoryShowsInABrowser() throws IOException {
        TrainingHistory history = Trainer.of(model())
                .epochs(12)
                .schedule(Schedule.cosineBySteps())
                .validation(data())
                .earlyStopping(5)
                .fit(data());
        Path file = folder.resolve("history.html");
        history.saveHtml(file);
        assertThat(file).content().contains("early stopping", "after 5 epochs without a better loss");
        assertThat(file)
                .content()
                .contains(">setting</th>", "<th>epoch</th><th>loss</th><th>accuracy</th><th>validation loss</th>");
        shows(file);
    }

    @Test
    void theLivePageShowsInABrowser() throws IOException, InterruptedException {
        AtomicReference<String> live = new AtomicReference<>("");
        LivePage page = LivePage.open(0, () -> "sample 1: kind 2, it is 2");
        HttpRequest ask = HttpRequest.newBuilder(page.address()).build();
        HttpClient browser = HttpClient.newHttpClient();
        browser.send(ask, BodyHandlers.ofString()); // somebody looks, so that the page is drawn
        Trainer.of(model())
                .epochs(3)
                .validation(data())
                .listener(page)
                .onEpoch(epoch -> {
                    try {
                        live.set(browser.send(ask, BodyHandlers.ofString()).body());
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .fit(data());
        assertThat(live.get()).contains("loss of a batch", "learning rate", "norm of the gradient", "sample 1: kind 2");
        Path file = folder.resolve("live.html");
        Files.writeString(file, live.get().replaceAll("(?s)<script>.*?</script>", "")); // the server is gone
        shows(file);
    }

    private static void shows(Path file) throws IOException {
        try (Browser browser = Browser.start()) {
            for (int width : new int[] {390, 1280}) {
                Browser.Page page = browser.open(file, width, 844, width == 390);
                assertThat(page.errors()).isEmpty();
                assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor")
                                .getAsString())
                        .isEqualTo(width == 390 ? "rgb(22, 28, 34)" : "rgb(255, 255, 255)"); // dark, light
                assertThat(page.requests()).hasSize(1);
                assertThat(page.scrollsSideways()).as("sideways at %s", width).isFalse();
                assertThat(page.invisible("h1, h2, figure, svg, table")).isEmpty();
                // Two charts in a row on a screen, one on a phone.
                assertThat(page.evaluate(
                                        "(() => { const f = document.querySelectorAll('.charts figure');"
                                                + " return f[0].getBoundingClientRect().top === f[1].getBoundingClientRect().top })()")
                                .getAsBoolean())
                        .as("at %s", width)
                        .isEqualTo(width == 1280);
            }
        }
    }
}
