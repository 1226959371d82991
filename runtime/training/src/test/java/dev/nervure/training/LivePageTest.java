package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.generated.TwoLayerModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LivePageTest {
    private static String get(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void showsWhatTrainingDoes() throws Exception {
        LivePage page = LivePage.open(0, () -> "3 <looks like> a 5");
        URI now = page.address().resolve("now");
        assertThat(get(page.address())).contains("It has not begun").contains("<script>");
        StringBuilder during = new StringBuilder();
        Trainer.of(TwoLayerModel.create(1))
                .epochs(2)
                .validation(Samples.dataset(20, 2))
                .listener(page)
                .listener(new TrainingListener() {
                    @Override
                    public void onEpoch(TrainingHistory.Epoch epoch) {
                        try {
                            during.setLength(0);
                            during.append(get(now));
                        } catch (IOException | InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }
                })
                .fit(Samples.dataset(200, 1));
        assertThat(during)
                .contains("Training of TwoLayer", "epoch 2 of 2", "200 of 200 samples")
                .contains("loss of a batch", "learning rate", "accuracy", "validation")
                .contains("3 &lt;looks like&gt; a 5")
                .doesNotContain("<script>");
        assertThatThrownBy(() -> get(now)).isInstanceOf(IOException.class); // closed with the training
    }

    @Test
    void aBrowserSeesTheEnd() throws Exception {
        LivePage page = LivePage.open(0);
        URI now = page.address().resolve("now");
        get(now);
        CompletableFuture<String> last = new CompletableFuture<>();
        Thread browser = new Thread(() -> {
            String seen = "";
            try {
                while (true) {
                    seen = get(now);
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException e) {
                last.complete(seen);
            }
        });
        browser.start();
        Trainer.of(TwoLayerModel.create(1)).listener(page).fit(Samples.dataset(100, 1));
        assertThat(last.join()).contains("Training has ended");
    }

    @Test
    void manyBatchesBecomeFewPoints() throws Exception {
        LivePage page = LivePage.open(0);
        URI now = page.address().resolve("now");
        get(now);
        StringBuilder lastPage = new StringBuilder();
        Trainer.of(TwoLayerModel.create(1))
                .batchSize(1)
                .epochs(5)
                .listener(page)
                .listener(new TrainingListener() {
                    @Override
                    public void onEpoch(TrainingHistory.Epoch epoch) {
                        try {
                            lastPage.setLength(0);
                            lastPage.append(get(now));
                        } catch (IOException | InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }
                })
                .fit(Samples.dataset(200, 1));
        assertThat(lastPage.length()).isLessThan(200_000); // 1,000 batches
    }
}
