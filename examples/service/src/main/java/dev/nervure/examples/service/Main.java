package dev.nervure.examples.service;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the service until it is told to stop. */
public final class Main {
    private static final int PORT = 8080;
    private static final int BATCH = 32;
    private static final String HOST = "127.0.0.1";

    private static final Logger SERVERS = Logger.getLogger("io.javalin"); // kept: a logger that nobody holds is lost
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private Main() {}

    /** @param args port, the most requests of a batch, and the address to listen on; 8080, 32, 127.0.0.1 if not given */
    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        SERVERS.setLevel(Level.WARNING);
        JETTY.setLevel(Level.WARNING);
        Service service = Service.start(
                args.length > 0 ? Integer.parseInt(args[0]) : PORT,
                args.length > 1 ? Integer.parseInt(args[1]) : BATCH,
                args.length > 2 ? args[2] : HOST);
        System.out.printf("ready on port %d after %d ms%n", service.port(), (System.nanoTime() - start) / 1_000_000);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            stopped.countDown();
        }));
        stopped.await();
    }
}
