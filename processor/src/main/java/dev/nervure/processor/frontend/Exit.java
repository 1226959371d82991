package dev.nervure.processor.frontend;

import org.jspecify.annotations.Nullable;

/**
 * What the code of definitions calls instead of the methods that end the JVM, which is the compiler's; {@link ExitCalls}
 * rewrites the calls. Public since that code is not ours.
 */
@SuppressWarnings("DoNotCallSuggester") // called by nobody who could choose
public final class Exit {
    private Exit() {}

    /** Instead of {@link System#exit}. */
    public static void exit(int status) {
        throw new Called("System.exit");
    }

    /** Instead of {@link Runtime#exit}. */
    public static void exit(@Nullable Runtime runtime, int status) {
        throw new Called("Runtime.exit");
    }

    /** Instead of {@link Runtime#halt}. */
    public static void halt(@Nullable Runtime runtime, int status) {
        throw new Called("Runtime.halt");
    }

    /** A definition wanted to end the JVM. An error, so that no handler of exceptions takes it for one of its own. */
    static final class Called extends Error {
        private static final long serialVersionUID = 1L;

        private final String method;

        private Called(String method) {
            super(method);
            this.method = method;
        }

        String method() {
            return method;
        }
    }
}
