package dev.nervure.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nervure.inspection.BarChart;
import dev.nervure.inspection.Chart;
import dev.nervure.inspection.LineChart;
import dev.nervure.inspection.Page;
import dev.nervure.inspection.Statistics;
import dev.nervure.runtime.Parameter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page in the browser that follows training: loss and learning rate by batch, metrics by epoch, the norm of each
 * parameter's gradient, histograms of weights, the warnings of {@link TrainingWatch}, and predictions if the caller shows some.
 * It renews itself each second and reads on a phone.
 *
 * <pre>{@code
 * LivePage page = LivePage.open(8081);                       // prints nothing; page.address() is http://127.0.0.1:8081/
 * Trainer.of(model).epochs(20).listener(page).fit(train);    // the page closes with the training
 * }</pre>
 *
 * <p>The server of the JDK serves it, to this machine alone; an application on the module path starts with {@code
 * --add-modules jdk.httpserver}. It costs a few milliseconds a second while somebody looks, and
 * nothing while nobody does.
 */
public final class LivePage implements TrainingListener, AutoCloseable {
    private static final long RENEWAL_NANOS = 1_000_000_000L;
    private static final long LOOKING_NANOS = 5_000_000_000L; // since the last request
    private static final int POINTS = 400; // of the chart of batches
    private static final int BINS = 30;
    private static final int WIDTH = 560; // of a chart, in pixels
    private static final int HEIGHT = 260;

    private static final String RENEW = """
            <script>
            const renew = setInterval(async () => {
              try {
                const page = await (await fetch('now')).text();
                document.body.innerHTML = new DOMParser().parseFromString(page, 'text/html').body.innerHTML;
              } catch (closed) {
                clearInterval(renew);
              }
            }, 1000);
            </script>
            """;

    private final HttpServer server;
    private final TrainingWatch watch = TrainingWatch.to(warning -> {});
    private final List<TrainingHistory.Epoch> epochs = new ArrayList<>();
    private final Supplier<String> predictions;
    private final CountDownLatch seenToTheEnd = new CountDownLatch(1);
    private final long[] numbers = new long[2 * POINTS]; // of batches, every so many
    private final double[] losses = new double[2 * POINTS];
    private final double[] rates = new double[2 * POINTS];

    private int points;
    private long stride = 1; // batches between two points
    private long batches;
    private long rendered;
    private String shownPredictions = "";
    private @Nullable TrainingProgress progress;
    private volatile String page = Page.of("Training").text("It has not begun.").toHtml();
    private volatile long asked;
    private volatile boolean ended;

    private LivePage(HttpServer server, Supplier<String> predictions) {
        this.server = server;
        this.predictions = predictions;
        server.createContext("/now", exchange -> answer(exchange, page));
        server.createContext("/", exchange -> answer(exchange, page.replace("</body>", RENEW + "</body>")));
        server.start();
    }

    /**
     * Opens a page.
     *
     * @param port the port on this machine; 0 for a free one
     * @return a listener for one training run
     * @throws IOException if the port is taken
     */
    public static LivePage open(int port) throws IOException {
        return open(port, () -> "");
    }

    /**
     * Opens a page that shows predictions too.
     *
     * @param port the port on this machine; 0 for a free one
     * @param predictions some lines of text, asked for after each epoch by the thread that trains
     * @return a listener for one training run
     * @throws IOException if the port is taken
     */
    public static LivePage open(int port, Supplier<String> predictions) throws IOException {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new LivePage(HttpServer.create(here, 0), predictions);
    }

    /**
     * Where the page is.
     *
     * @return such as {@code http://127.0.0.1:8081/}
     */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void onStart(TrainingProgress progress) {
        this.progress = progress;
        watch.onStart(progress);
        render("has begun");
    }

    @Override
    public void onBatch(TrainingProgress progress) {
        watch.onBatch(progress);
        if (batches++ % stride == 0) {
            keep(progress);
        }
        long now = System.nanoTime();
        if (now - rendered > RENEWAL_NANOS && asked != 0 && now - asked < LOOKING_NANOS) {
            render("is running");
        }
    }

    /** Keeps a point of the chart. Where there are too many, every second one goes. */
    private void keep(TrainingProgress progress) {
        numbers[points] = batches;
        losses[points] = progress.loss();
        rates[points] = progress.learningRate();
        points++;
        if (points == numbers.length) {
            for (int i = 0; i < POINTS; i++) {
                numbers[i] = numbers[2 * i];
                losses[i] = losses[2 * i];
                rates[i] = rates[2 * i];
            }
            points = POINTS;
            stride *= 2;
        }
    }

    @Override
    public void onEpoch(TrainingHistory.Epoch epoch) {
        watch.onEpoch(epoch);
        epochs.add(epoch);
        shownPredictions = predictions.get();
        if (asked != 0) {
            render("is running");
        }
    }

    @Override
    public void onDiverged(TrainingDivergedException exception) {
        watch.onDiverged(exception);
        end("has diverged: " + exception.getMessage());
    }

    @Override
    public void onEnd(TrainingHistory history) {
        watch.onEnd(history);
        end(history.stoppedEarly() ? "has stopped early" : "has ended");
    }

    /** Shows the end to a browser that looks, and closes. */
    private void end(String state) {
        render(state);
        ended = true;
        if (asked != 0 && System.nanoTime() - asked < LOOKING_NANOS) {
            try {
                seenToTheEnd.await(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        close();
    }

    /** Closes the page. What a browser shows stays there. */
    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, String html) throws IOException {
        boolean last = ended;
        asked = System.nanoTime();
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
        if (last) {
            seenToTheEnd.countDown();
        }
    }

    private void render(String state) {
        TrainingProgress now = progress;
        if (now == null) {
            return;
        }
        rendered = System.nanoTime();
        Page next = Page.of("Training of " + now.model.name());
        next.text(String.format(
                Locale.ROOT,
                "Training %s: epoch %d of %d, batch %d, %s.",
                state,
                now.epoch(),
                now.epochs(),
                now.batch(),
                now.epochSize() > 0
                        ? now.samples() + " of " + now.epochSize() + " samples"
                        : now.samples() + " samples"));
        watch.warnings().forEach(warning -> next.text("⚠ " + warning));
        List<Chart> charts = new ArrayList<>();
        if (points > 0) {
            charts.add(byBatch("loss of a batch", losses));
        }
        charts.addAll(epochCharts());
        if (points > 0) {
            charts.add(byBatch("learning rate", rates));
            charts.add(gradients(now));
        }
        next.charts(charts);
        if (!shownPredictions.isEmpty()) {
            next.heading("Predictions").listing(shownPredictions);
        }
        weights(now, next);
        page = next.toHtml();
    }

    private LineChart byBatch(String what, double[] values) {
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = numbers[i];
            y[i] = values[i];
        }
        return LineChart.of(what, "batch", what).size(WIDTH, HEIGHT).line("training", x, y);
    }

    /** One chart a score: that of training, and that of validation. */
    private List<Chart> epochCharts() {
        List<Chart> charts = new ArrayList<>();
        if (epochs.isEmpty()) {
            return charts;
        }
        double[] x = epochs.stream().mapToDouble(TrainingHistory.Epoch::number).toArray();
        for (String name : scores(epochs.get(0).training()).keySet()) {
            LineChart chart = LineChart.of(name, "epoch", name).size(WIDTH, HEIGHT);
            chart.line(
                    "training",
                    x,
                    values(
                            name,
                            epochs.stream().map(TrainingHistory.Epoch::training).toList()));
            if (epochs.get(0).validation() != null) {
                List<Evaluation> validations = new ArrayList<>();
                for (TrainingHistory.Epoch epoch : epochs) {
                    if (epoch.validation() != null) {
                        validations.add(epoch.validation());
                    }
                }
                chart.line("validation", x, values(name, validations));
            }
            charts.add(chart);
        }
        return charts;
    }

    private static double[] values(String name, List<Evaluation> of) {
        return of.stream()
                .mapToDouble(scores -> scores(scores).getOrDefault(name, Double.NaN))
                .toArray();
    }

    private static Map<String, Double> scores(Evaluation evaluation) {
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("loss", evaluation.loss());
        scores.putAll(evaluation.metrics());
        return scores;
    }

    private static Chart gradients(TrainingProgress now) {
        Map<String, Double> norms = now.gradientNorms();
        return BarChart.of("norm of the gradient, by parameter", List.copyOf(norms.keySet()))
                .width(WIDTH)
                .bars(
                        "norm",
                        norms.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void weights(TrainingProgress now, Page next) {
        List<Chart> charts = new ArrayList<>();
        for (Parameter parameter : now.model.weights()) {
            if (parameter.trainable() && parameter.size() > 1) {
                charts.add(Statistics.of(parameter.values()).histogram(BINS).chart(parameter.name()));
            }
        }
        if (!charts.isEmpty()) {
            next.heading("Weights").charts(charts);
        }
    }
}
