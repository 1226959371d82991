package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.Message;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls {@code define()} in a thread of its own. Whatever that does, there is an answer in time. */
final class DefinitionRun {
    private static final long GLANCE_MILLIS = 10;

    private final Class<?> type;
    private final String name;
    private final Thread thread;
    private volatile @Nullable Network network;
    private volatile @Nullable Thrown thrown;
    private volatile @Nullable Refusal told;

    private DefinitionRun(Class<?> type, String name, ClassLoader loader) {
        this.type = type;
        this.name = name;
        this.thread = new Thread(this::define, HarmlessLoader.NAME + " " + type.getName());
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        // A thread that was left to itself may outlive the classes that it needs; nobody waits for what it says.
        thread.setUncaughtExceptionHandler((left, exception) -> {});
    }

    /**
     * The network that a definition declares.
     *
     * @param name what messages call the definition
     * @param close closes the way to the files of the compiler
     * @param seconds the time that its thread may have, see {@link ThreadTime}
     * @throws Refusal if there is none
     */
    static Network network(Class<?> type, String name, ClassLoader loader, Runnable close, int seconds) {
        DefinitionRun run = new DefinitionRun(type, name, loader);
        ExitWatch watch = new ExitWatch(name, UserTrace::isOfDefinition);
        try {
            if (!run.ends(TimeUnit.SECONDS.toNanos(seconds))) {
                throw run.abandoned(close, seconds);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            watch.end();
        }
        return run.result();
    }

    private void define() {
        try {
            network = Instances.of(type).define();
        } catch (Throwable e) { // also what a call to exit was made
            Thrown whatever = new Thrown(name, e);
            thrown = whatever;
            told = whatever.told();
        }
    }

    /** Returns false if the thread goes on beyond its time. */
    private boolean ends(long nanos) throws InterruptedException {
        ThreadTime time = new ThreadTime(thread);
        thread.start();
        do {
            thread.join(GLANCE_MILLIS);
        } while (thread.isAlive() && time.nanos() < nanos);
        return !thread.isAlive();
    }

    /**
     * Leaves the thread to itself. An interruption closes the file that a thread is reading, also for the compiler, which
     * would then find every class bad; so the way to the compiler's files is closed first.
     */
    private Refusal abandoned(Runnable close, int seconds) {
        UserTrace where = UserTrace.of(thread.getStackTrace());
        Thrown exception = thrown;
        close.run();
        thread.interrupt();
        return exception == null ? where.refusal(Message.ENDLESS.format(name, seconds)) : exception.untold();
    }

    private Network result() {
        Refusal refusal = told;
        if (refusal != null) {
            throw refusal;
        }
        Thrown exception = thrown;
        if (exception != null) {
            throw exception.untold();
        }
        Network result = network;
        if (result == null) {
            throw new Refusal(Message.DEFINES_NOTHING.format(name));
        }
        return result;
    }
}
