package dev.nervure.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service as its clients see it. */
class ServiceTest {
    private static Service service;
    private static Load client;

    @BeforeAll
    static void start() throws Exception {
        service = Service.start(0, 32, "127.0.0.1");
        client = new Load(URI.create("http://127.0.0.1:" + service.port()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void readsDigitsAsTheyWereLearned() throws Exception {
        int right = 0;
        for (int i = 0; i < 100; i++) {
            HttpResponse<String> answer = client.post("/digits", "application/octet-stream", client.image(i));
            assertThat(answer.statusCode()).isEqualTo(200);
            right += answer.body().startsWith("{\"digit\":" + client.digit(i) + ",") ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(95);
    }

    @Test
    void takesJson() throws Exception {
        StringBuilder json = new StringBuilder("{\"pixels\":[");
        ByteBuffer pixels = ByteBuffer.wrap(client.image(0)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 64; i++) {
            json.append(i == 0 ? "" : ",").append(pixels.getFloat());
        }
        HttpResponse<String> answer = post("/digits", json.append("]}").toString());
        assertThat(answer.body())
                .isEqualTo(client.post("/digits", "application/octet-stream", client.image(0))
                        .body());
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        assertThat(post("/digits", "{\"pixels\":[1,2]}").body())
                .isEqualTo("{\"error\":\"pixels has 64 values a sample, got 2\"}");
        assertThat(post("/digits", "{\"pixels\":[1,2]}").statusCode()).isEqualTo(400);
        assertThat(post("/digits", "{}").statusCode()).isEqualTo(400);
        byte[] nan = client.image(0).clone();
        ByteBuffer.wrap(nan).order(ByteOrder.LITTLE_ENDIAN).putFloat(8, Float.NaN);
        HttpResponse<String> answer = client.post("/digits", "application/octet-stream", nan);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"value 2 of pixels is NaN\"}");
        assertThat(client.post("/digits", "application/octet-stream", new byte[7])
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/next-words", "the hippopotamus").body())
                .isEqualTo("{\"error\":\"no such word: hippopotamus\"}");
    }

    @Test
    void followsABeginning() throws Exception {
        HttpResponse<String> answer = post("/next-words", "the old bird that saw the cat slept quietly on the");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"branch\":");
    }

    @Test
    void aDamagedFileLeavesTheWeights() throws Exception {
        HttpResponse<String> before = client.post("/digits", "application/octet-stream", client.image(1));
        byte[] damaged = Load.weights();
        damaged[damaged.length / 2] ^= 1;
        assertThat(client.put(Arrays.copyOf(damaged, 1000))).isEqualTo(400);
        assertThat(client.post("/digits", "application/octet-stream", client.image(1))
                        .body())
                .isEqualTo(before.body());
    }

    @Test
    void servesUnderLoadWithReloads() throws Exception {
        Load.Result result = client.run(8, 2, 0, true);
        assertThat(result.errors()).isZero();
        assertThat(result.answers()).isPositive();
        assertThat(result.reloads()).isEqualTo(2);
        assertThat(client.get("/health")).isEqualTo("ready");
        assertThat(client.get("/metrics"))
                .contains("nervure_answered_total{model=\"Digits\"}")
                .contains("nervure_waiting{model=\"NextWord\"}");
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return client.post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
