package dev.nervure.examples.service;

import dev.nervure.examples.digits.data.DigitImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Asks a service as many clients at once do, and says how it answers. With a rate, each request has a time at which it is
 * due, and its latency counts from then: a service that stalls does not get away with fewer requests.
 */
public final class Load {
    /** What one client saw. */
    private static final class Client extends Thread {
        final long[] nanos;
        int answers;

        Client(int most, Runnable work) {
            super(work);
            this.nanos = new long[most];
        }
    }

    private static final int MOST = 2_000_000; // answers of a client

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;
    private final byte[][] bodies;
    private final int[] digits;
    private final LongAdder errors = new LongAdder();
    private final LongAdder reloads = new LongAdder();
    private volatile boolean over;

    /** What a run saw. */
    record Result(long answers, long errors, long reloads, double seconds, long[] sortedNanos) {
        double micros(double share) {
            return sortedNanos.length == 0
                    ? Double.NaN
                    : sortedNanos[(int) Math.min(sortedNanos.length - 1, share * sortedNanos.length)] * 1e-3;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f requests/s; p50 %,.0f µs, p99 %,.0f µs, p99.9 %,.0f µs; %,d answers, %d errors, %d reloads",
                    answers / seconds,
                    micros(0.5),
                    micros(0.99),
                    micros(0.999),
                    answers,
                    errors,
                    reloads);
        }
    }

    Load(URI service) {
        this.service = service;
        DigitImages images = DigitImages.load().split().test();
        this.digits = images.labels();
        this.bodies = Arrays.stream(images.pixels()).map(Load::bytes).toArray(byte[][]::new);
    }

    /** @param args address, clients, seconds, requests a second in all (0 for as many as there can be), "reload" */
    public static void main(String[] args) throws Exception {
        Load load = new Load(URI.create(args.length > 0 ? args[0] : "http://127.0.0.1:8080"));
        int clients = args.length > 1 ? Integer.parseInt(args[1]) : 16;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        double rate = args.length > 3 ? Double.parseDouble(args[3]) : 0;
        boolean reload = args.length > 4 && args[4].equals("reload");
        load.run(clients, Math.min(10, seconds), 0, false); // until HotSpot has compiled both sides
        System.out.println(load.run(clients, seconds, rate, reload));
        System.out.println(load.get("/metrics")
                .lines()
                .filter(line -> line.startsWith("nervure_") && line.contains("Digits"))
                .reduce("", (a, b) -> a + b + "\n"));
    }

    /** Asks for some seconds. */
    Result run(int clients, int seconds, double rate, boolean reload) throws Exception {
        over = false;
        errors.reset();
        reloads.reset();
        List<Client> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int c = 0; c < clients; c++) {
            int number = c;
            Client[] own = new Client[1];
            own[0] = new Client(
                    Math.min(MOST, seconds * 50_000), () -> ask(own[0], number, clients, start, clients / rate * 1e9));
            threads.add(own[0]);
            own[0].start();
        }
        for (int s = 1; s <= seconds; s++) {
            Thread.sleep(Math.max(0, s * 1000L - (System.nanoTime() - start) / 1_000_000));
            if (reload) {
                reload(s);
            }
        }
        over = true;
        for (Client client : threads) {
            client.join();
        }
        double elapsed = (System.nanoTime() - start) * 1e-9;
        long[] sorted = threads.stream()
                .flatMapToLong(client -> Arrays.stream(client.nanos, 0, client.answers))
                .sorted()
                .toArray();
        return new Result(sorted.length, errors.sum(), reloads.sum(), elapsed, sorted);
    }

    /** One client: a request after the other, each when it is due. */
    private void ask(Client client, int number, int clients, long start, double interval) {
        for (int i = 0; !over && client.answers < client.nanos.length; i++) {
            long due = System.nanoTime();
            if (Double.isFinite(interval)) {
                due = start + (long) ((i + (double) number / clients) * interval);
                long wait = due - System.nanoTime();
                if (wait > 0 && !sleep(wait)) {
                    return;
                }
            }
            int image = (number * 7919 + i) % bodies.length;
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(service.resolve("/digits"))
                                .header("Content-Type", "application/octet-stream")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(bodies[image]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    client.nanos[client.answers++] = System.nanoTime() - due;
                } else {
                    errors.increment();
                }
            } catch (IOException e) {
                errors.increment();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean sleep(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Sends other weights: those the service began with, and fresh ones, in turns. */
    private void reload(int turn) throws IOException, InterruptedException {
        if (put(turn % 2 == 0 ? weights() : fresh()) == 204) {
            reloads.increment();
        } else {
            errors.increment();
        }
    }

    int put(byte[] weights) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(service.resolve("/digits/weights"))
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(weights))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(service.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    HttpResponse<String> post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(service.resolve(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    byte[] image(int number) {
        return bodies[number];
    }

    int digit(int number) {
        return digits[number];
    }

    static byte[] weights() throws IOException {
        return Objects.requireNonNull(Load.class.getResourceAsStream("digits.safetensors"))
                .readAllBytes();
    }

    private static byte[] fresh() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DigitsModel.create(2).save(out);
        return out.toByteArray();
    }

    private static byte[] bytes(float[] pixels) {
        ByteBuffer buffer = ByteBuffer.allocate(pixels.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(pixels);
        return buffer.array();
    }
}
