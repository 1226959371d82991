package dev.nervure.examples.classics;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

/** Answers requests over HTTP: the bytes of an image's pixels, and one byte back. */
final class ReadingServer implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else a short answer waits for 40 ms
    }

    private final AtomicReference<ToIntFunction<float[]>> reader = new AtomicReference<>();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    ReadingServer(ToIntFunction<float[]> first) {
        reader.set(first);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/read", exchange -> {
            float[] pixels = new float[64];
            ByteBuffer.wrap(exchange.getRequestBody().readAllBytes())
                    .asFloatBuffer()
                    .get(pixels);
            byte[] answer = {(byte) reader.get().applyAsInt(pixels)};
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    /** From now on another one reads; requests that run go on with the one before. */
    void change(ToIntFunction<float[]> other) {
        reader.set(other);
    }

    /** What a client is answered. */
    int ask(float[] pixels) {
        ByteBuffer body = ByteBuffer.allocate(pixels.length * Float.BYTES);
        body.asFloatBuffer().put(pixels);
        String host = server.getAddress().getAddress().getHostAddress();
        URI uri = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/read");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.array()))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
