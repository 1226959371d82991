package dev.nervure.processor.frontend;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import java.lang.reflect.InvocationTargetException;

/**
 * What is said of an exception that a definition threw. Its methods are the user's code: they may throw in their turn or
 * never end, so they are called in the definition's thread and within its time, and each may fail.
 */
final class Thrown {
    private static final int LONGEST = 1_000;

    private final String definition;
    private final Throwable cause;
    private volatile UserTrace trace = UserTrace.of(new StackTraceElement[0]);

    Thrown(String definition, Throwable thrown) {
        this.definition = definition;
        this.cause = thrower(thrown);
    }

    /** What reflection and static initialisers wrap exceptions in is theirs, not the user's. */
    private static Throwable thrower(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getClass() == InvocationTargetException.class
                || cause.getClass() == ExceptionInInitializerError.class) {
            Throwable inner = cause.getCause();
            if (inner == null) {
                break;
            }
            cause = inner;
        }
        return cause;
    }

    /** What the exception says of itself: a shape rule its own text, others their class too. */
    Refusal told() {
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        try {
            trace = UserTrace.of(cause.getStackTrace());
            return told(trace);
        } catch (Throwable misbehaves) {
            return untold();
        }
    }

    private Refusal told(UserTrace where) {
        if (cause instanceof NetworkException) {
            return where.refusal(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof Exit.Called called) {
            return where.refusal(Message.EXITS.format(definition, called.method()));
        }
        if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
            String missing = "no class " + String.valueOf(cause.getMessage()).replace('/', '.');
            return where.refusal(Message.NOT_COMPILED.format(definition, missing))
                    .forWantOfAClass();
        }
        String text = cause.toString();
        return where.refusal(Message.THREW.format(definition, text == null ? name() : shortened(text)));
    }

    /** What can be said without asking the exception. */
    Refusal untold() {
        return trace.refusal(Message.THREW.format(definition, name()));
    }

    private String name() {
        return cause.getClass().getName();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}
