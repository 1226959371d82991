package dev.nervure.processor.frontend;

import dev.nervure.dsl.network.Message;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Sees a definition end the JVM by a way that {@link ExitCalls} cannot rewrite, such as a class
 * loader of its own: says so, and makes the
 * JVM fail, since a compiler that ends with 0 and has written nothing is taken for one that succeeded.
 */
public final class ExitWatch {
    private final String definition;
    private final Predicate<StackTraceElement> ofDefinition;
    private final Thread hook = new Thread(this::ending);

    /**
     * Watches until {@link #end}.
     *
     * @param ofDefinition tells which frames are of the definition
     */
    public ExitWatch(String definition, Predicate<StackTraceElement> ofDefinition) {
        this.definition = definition;
        this.ofDefinition = ofDefinition;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending already, for another reason
        }
    }

    private void ending() {
        if (Thread.getAllStackTraces().values().stream().anyMatch(this::isExitOfDefinition)) {
            System.err.println("error: " + Message.EXITS.format(definition, "System.exit"));
            System.err.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    /** The thread that ends the JVM waits for the hooks. */
    private boolean isExitOfDefinition(StackTraceElement[] stack) {
        boolean exits = Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
        return exits && Arrays.stream(stack).anyMatch(ofDefinition);
    }

    /** Watches no longer. */
    public void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending; the hook says why
        }
    }
}
