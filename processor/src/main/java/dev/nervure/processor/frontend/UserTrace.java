package dev.nervure.processor.frontend;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a stack that a definition's own code is: nothing of Nervure, nothing of the JDK. */
record UserTrace(List<StackTraceElement> frames) {
    private static final int SHOWN = 8;

    static UserTrace of(StackTraceElement[] stack) {
        return new UserTrace(Arrays.stream(stack)
                .filter(frame -> DefinitionLoader.NAME.equals(frame.getClassLoaderName()))
                .toList());
    }

    /** What a definition says by an exception: a shape rule its own text, everything else by the name of the class. */
    static Refusal refusal(String definition, Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof InvocationTargetException || cause instanceof ExceptionInInitializerError)) {
            cause = cause.getCause();
        }
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        String text;
        if (cause instanceof NetworkException) {
            text = String.valueOf(cause.getMessage());
        } else if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
            text = Message.NOT_COMPILED.format(
                    definition, "no class " + String.valueOf(cause.getMessage()).replace('/', '.'));
        } else {
            text = Message.THREW.format(definition, cause);
        }
        return of(cause.getStackTrace()).refusal(text);
    }

    /** A text with these frames below it, at the innermost of them. */
    Refusal refusal(String text) {
        if (frames.isEmpty()) {
            return new Refusal(text, "", 0);
        }
        StackTraceElement innermost = frames.get(0);
        int nested = innermost.getClassName().indexOf('$');
        String place =
                nested < 0 ? innermost.getClassName() : innermost.getClassName().substring(0, nested);
        return new Refusal(text + shown(), place, innermost.getLineNumber());
    }

    private String shown() {
        String shown = frames.stream()
                .limit(SHOWN)
                .map(frame -> "\n    at " + frame.getClassName() + "." + frame.getMethodName() + "("
                        + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .collect(Collectors.joining());
        return frames.size() > SHOWN ? shown + "\n    …" : shown;
    }
}
