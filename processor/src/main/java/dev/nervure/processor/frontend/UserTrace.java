package dev.nervure.processor.frontend;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a stack that a definition's own code is: nothing of Nervure, nothing of the JDK. */
record UserTrace(List<StackTraceElement> frames) {
    private static final int SHOWN = 8;

    static UserTrace of(StackTraceElement[] stack) {
        return new UserTrace(
                Arrays.stream(stack).filter(UserTrace::isOfDefinition).toList());
    }

    /** Whether a frame is of a class that a definition brought. */
    static boolean isOfDefinition(StackTraceElement frame) {
        return HarmlessLoader.NAME.equals(frame.getClassLoaderName());
    }

    /** A text with these frames below it, at the innermost of them. */
    Refusal refusal(String text) {
        if (frames.isEmpty()) {
            return new Refusal(text);
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
