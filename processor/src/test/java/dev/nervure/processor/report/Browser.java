package dev.nervure.processor.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven by its <a href="https://chromedevtools.github.io/devtools-protocol">DevTools protocol</a>.
 * Tests that need one are skipped where none is installed.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long SECONDS = 60;

    private final Path profile;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private Browser(Path program) throws IOException {
        profile = Files.createTempDirectory("browser");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.txt").toFile())
                .start();
    }

    /** Starts the first browser of the path; skips the test if there is none. */
    public static Browser start() throws IOException {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        String skipped = "skipped: no browser of " + NAMES + " is installed";
        if (program.isEmpty()) {
            System.err.println(skipped); // the report of a skipped test does not show its reason
        }
        assumeTrue(program.isPresent(), skipped);
        return new Browser(program.get());
    }

    /** Loads a file in a window of the given size, in light or dark colours. */
    public Page open(Path file, int width, int height, boolean dark) throws IOException {
        Page page = new Page(address());
        page.send("Page.enable", "{}");
        page.send("Runtime.enable", "{}");
        page.send("Log.enable", "{}");
        page.send("Network.enable", "{}");
        page.send(
                "Emulation.setDeviceMetricsOverride",
                "{'width':%d,'height':%d,'deviceScaleFactor':1,'mobile':%b}".formatted(width, height, width < 600));
        page.send(
                "Emulation.setEmulatedMedia",
                "{'features':[{'name':'prefers-color-scheme','value':'%s'}]}".formatted(dark ? "dark" : "light"));
        page.load(file.toUri());
        return page;
    }

    /** The address of a new page's debugger. */
    private URI address() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return URI.create(JsonParser.parseString(answer)
                    .getAsJsonObject()
                    .get("webSocketDebuggerUrl")
                    .getAsString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The port that the browser chose: it writes it to a file as soon as it listens. */
    private String port() throws IOException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException(
                        "the browser does not listen: " + Files.readString(profile.resolve("output.txt")));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Files.readAllLines(file).get(0);
    }

    @Override
    public void close() throws IOException {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        delete(profile.toFile());
    }

    /** Deletes what it can: children of the browser may still be writing. */
    private static void delete(File file) {
        File[] children = file.listFiles();
        if (children != null) {
            Arrays.stream(children).forEach(Browser::delete);
        }
        file.delete();
    }

    /** One page, and all that went wrong while it was shown. */
    public final class Page implements WebSocket.Listener {
        private final WebSocket socket;
        private final AtomicInteger sent = new AtomicInteger();
        private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
        private final CompletableFuture<Void> loaded = new CompletableFuture<>();
        private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
        private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
        private final StringBuilder text = new StringBuilder();

        private Page(URI address) {
            socket = http.newWebSocketBuilder().buildAsync(address, this).join();
        }

        /** What the page wrote to the console as warning or error, and exceptions that nobody caught. */
        public List<String> errors() {
            return List.copyOf(errors);
        }

        /** What the page asked for beside itself. */
        public List<String> requests() {
            return List.copyOf(requests);
        }

        /** The value of an expression in JavaScript; promises are awaited. */
        public JsonElement evaluate(String expression) {
            JsonObject call = new JsonObject();
            call.addProperty("expression", expression);
            call.addProperty("returnByValue", true);
            call.addProperty("awaitPromise", true);
            JsonObject answer = send("Runtime.evaluate", call);
            if (answer.has("exceptionDetails")) {
                throw new AssertionError(answer);
            }
            return answer.getAsJsonObject("result").get("value");
        }

        /** Whether the page is wider than its window. */
        public boolean scrollsSideways() {
            return evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
                    .getAsBoolean();
        }

        /** The links within the page that lead nowhere. */
        public List<String> brokenLinks() {
            return strings("[...document.querySelectorAll('a')].map(a => a.getAttribute('href')).filter(href => "
                    + "!href.startsWith('#') || !document.getElementById(decodeURIComponent(href.slice(1))))");
        }

        /** The elements of a selector, by their ids, that take no room. */
        public List<String> invisible(String selector) {
            return strings("[...document.querySelectorAll('" + selector + "')].filter(e => {"
                    + "const box = e.getBoundingClientRect();"
                    + "return box.width < 2 || box.height < 2 || getComputedStyle(e).visibility === 'hidden'"
                    + "}).map(e => e.tagName + '#' + e.id)");
        }

        /** A list of texts that an expression in JavaScript gives. */
        public List<String> strings(String expression) {
            return evaluate(expression).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
        }

        /** Draws the whole page, however long it is. */
        public void screenshot(Path png) throws IOException {
            JsonObject picture = send("Page.captureScreenshot", "{'captureBeyondViewport':true}");
            Files.write(png, Base64.getDecoder().decode(picture.get("data").getAsString()));
        }

        private void load(URI file) {
            send("Page.navigate", "{'url':'%s'}".formatted(file));
            await(loaded);
        }

        private JsonObject send(String method, String parameters) {
            return send(method, JsonParser.parseString(parameters).getAsJsonObject());
        }

        private JsonObject send(String method, JsonObject parameters) {
            int id = sent.incrementAndGet();
            CompletableFuture<JsonObject> answer = new CompletableFuture<>();
            answers.put(id, answer);
            JsonObject message = new JsonObject();
            message.addProperty("id", id);
            message.addProperty("method", method);
            message.add("params", parameters);
            socket.sendText(message.toString(), true).join();
            JsonObject result = await(answer);
            if (result.has("error")) {
                throw new AssertionError(method + ": " + result);
            }
            return result.getAsJsonObject("result");
        }

        private static <T> T await(CompletableFuture<T> future) {
            try {
                return future.get(SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void receive(JsonObject message) {
            if (message.has("id")) {
                answers.remove(message.get("id").getAsInt()).complete(message);
                return;
            }
            JsonObject event = message.getAsJsonObject("params");
            switch (message.get("method").getAsString()) {
                case "Page.loadEventFired" -> loaded.complete(null);
                case "Runtime.exceptionThrown" -> errors.add(event.toString());
                case "Runtime.consoleAPICalled" -> report(event, event.get("type"));
                case "Log.entryAdded" ->
                    report(event, event.getAsJsonObject("entry").get("level"));
                case "Network.requestWillBeSent" ->
                    request(event.getAsJsonObject("request").get("url").getAsString());
                default -> {}
            }
        }

        private void report(JsonObject event, JsonElement level) {
            if (List.of("error", "warning").contains(level.getAsString())) {
                errors.add(event.toString());
            }
        }

        private void request(String url) {
            if (!url.startsWith("data:")) {
                requests.add(url);
            }
        }
    }
}
