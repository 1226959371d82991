package dev.nervure.examples.service;

import dev.nervure.examples.sentences.TrainedSentences;
import dev.nervure.runtime.Batcher;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.WeightsFileException;
import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;

/** Two networks behind HTTP: digits, by JSON or by bytes, and the words that follow a beginning. */
final class Service implements AutoCloseable {
    /** The body of a request to read a digit. */
    record Image(float[] pixels) {}

    /** What is read, and how likely each digit is. */
    record Reading(int digit, double[] probabilities) {}

    private static final Duration PATIENCE = Duration.ofSeconds(1); // of a request for its batch
    private static final long LARGEST_BODY = 10_000_000; // bytes

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TrainedSentences sentences;
    private final Batcher digits;
    private final Batcher nextWords;
    private final Javalin server;

    private Service(int port, int batch, String host) throws IOException {
        this.sentences = TrainedSentences.load(resource("next-word.safetensors"));
        DigitsModel model = DigitsModel.create(1);
        model.restore(resource("digits.safetensors"));
        CompletableFuture<Batcher> other = CompletableFuture.supplyAsync(() -> batcher(model, batch)); // both warm up
        this.nextWords = batcher(sentences.model(), batch);
        this.digits = other.join();
        this.server = Javalin.create(config -> {
                    config.showJavalinBanner = false;
                    config.http.maxRequestSize = LARGEST_BODY;
                    config.jetty.modifyServer(jetty -> jetty.setStopTimeout(5000)); // answers what it has begun
                })
                .post("/digits", this::readDigit)
                .post("/next-words", this::followWords)
                .put("/digits/weights", this::reload)
                .get("/health", context -> context.result("ready"))
                .get("/metrics", context -> context.result(metrics.scrape()))
                .exception(IllegalArgumentException.class, (e, context) -> say(context, HttpStatus.BAD_REQUEST, e))
                .exception(WeightsFileException.class, (e, context) -> say(context, HttpStatus.BAD_REQUEST, e))
                .exception(
                        RejectedExecutionException.class,
                        (e, context) -> say(context.header("Retry-After", "1"), HttpStatus.SERVICE_UNAVAILABLE, e))
                .exception(
                        CompletionException.class,
                        (e, context) -> say(
                                context,
                                e.getCause() instanceof TimeoutException
                                        ? HttpStatus.GATEWAY_TIMEOUT
                                        : HttpStatus.INTERNAL_SERVER_ERROR,
                                e.getCause()))
                .start(host, port); // both models are warm by now
    }

    /**
     * Starts the service. It is ready when this returns.
     *
     * @param port 0 for a free one
     * @param batch the most requests of one pass; 1 answers each request by a pass of its own
     * @param host the address to listen on
     */
    static Service start(int port, int batch, String host) throws IOException {
        return new Service(port, batch, host);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        digits.close();
        nextWords.close();
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Service.class.getResourceAsStream(name), name);
    }

    private Batcher batcher(Model model, int batch) {
        Batcher batcher = Batcher.of(model)
                .maxBatch(batch)
                .maxDelay(Duration.ofNanos(200_000))
                .finiteInputs()
                .start();
        count(batcher, "answered", counts -> counts.answered());
        count(batcher, "refused", counts -> counts.refused());
        count(batcher, "expired", counts -> counts.expired());
        count(batcher, "failed", counts -> counts.failed());
        count(batcher, "batches", counts -> counts.batches());
        Gauge.builder("nervure.waiting", batcher, own -> own.counts().waiting())
                .tag("model", model.name())
                .register(metrics);
        return batcher;
    }

    private void count(Batcher batcher, String what, ToDoubleFunction<Batcher.Counts> value) {
        FunctionCounter.builder("nervure." + what, batcher, own -> value.applyAsDouble(own.counts()))
                .tag("model", batcher.model().name())
                .register(metrics);
    }

    private void readDigit(Context context) {
        float[] pixels = "application/octet-stream".equals(context.contentType())
                ? floats(context.bodyAsBytes())
                : context.bodyAsClass(Image.class).pixels();
        if (pixels == null) {
            throw new BadRequestResponse("send {\"pixels\": [64 numbers from 0 to 1]}");
        }
        Timer.Sample timer = Timer.start(metrics);
        answer(context, timer, digits, digits.submit(pixels).thenApply(Service::reading));
    }

    private void followWords(Context context) {
        List<String> words = List.of(context.body().trim().split("\\s+"));
        Timer.Sample timer = Timer.start(metrics);
        answer(context, timer, nextWords, nextWords.submit(new NextWords(sentences, words), PATIENCE));
    }

    private void answer(Context context, Timer.Sample timer, Batcher batcher, CompletableFuture<?> answer) {
        context.future(() -> answer.thenAccept(value -> {
            context.json(value);
            timer.stop(Timer.builder("nervure.answer")
                    .tag("model", batcher.model().name())
                    .publishPercentiles(0.5, 0.99, 0.999)
                    .register(metrics));
        }));
    }

    private static Reading reading(float[] logits) {
        double[] p = Softmax.of(logits, 0, logits.length);
        int digit = 0;
        for (int i = 1; i < p.length; i++) {
            digit = p[i] > p[digit] ? i : digit;
        }
        return new Reading(digit, p);
    }

    /** Little-endian floats, as most machines keep them. */
    private static float[] floats(byte[] body) {
        if (body.length % Float.BYTES != 0) {
            throw new BadRequestResponse(body.length + " bytes are not whole floats of 4 bytes");
        }
        float[] values = new float[body.length / Float.BYTES];
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** Takes the weights of the body, if they are this network's; the former ones serve on until then, and otherwise. */
    private void reload(Context context) {
        digits.reload(context.bodyInputStream());
        context.status(HttpStatus.NO_CONTENT);
    }

    private static void say(Context context, HttpStatus status, Throwable e) {
        context.status(status).json(Map.of("error", String.valueOf(e.getMessage())));
    }
}
