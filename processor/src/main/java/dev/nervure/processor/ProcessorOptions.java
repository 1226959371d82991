package dev.nervure.processor;

import dev.nervure.dsl.network.Message;
import dev.nervure.processor.plan.Options;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users say with {@code -Anervure.name=value}. */
public record ProcessorOptions(
        Options options,
        int defineTimeout,
        boolean report,
        @Nullable String problem) {
    private static final int DEFAULT_TIMEOUT = 10;

    private static final String UNROLL_LIMIT = "nervure.unrollLimit";
    private static final String LOOP_LIMIT = "nervure.loopLimit";
    private static final String UNROLL_BUDGET = "nervure.unrollBudget";
    private static final String DEFINE_TIMEOUT = "nervure.defineTimeout";
    private static final String REPORT = "nervure.report";

    private static final String WEIGHTS = "a number of weights, 0 or more";
    private static final String SECONDS = "a number of seconds, 0 or more";

    /** The names of all options. */
    public static Set<String> names() {
        return Set.of(UNROLL_LIMIT, LOOP_LIMIT, UNROLL_BUDGET, DEFINE_TIMEOUT, REPORT);
    }

    static ProcessorOptions read(Map<String, String> given) {
        try {
            return new ProcessorOptions(
                    new Options(
                            number(given, UNROLL_LIMIT, WEIGHTS, Options.DEFAULT.unrollLimit()),
                            number(given, LOOP_LIMIT, WEIGHTS, Options.DEFAULT.loopLimit()),
                            number(given, UNROLL_BUDGET, WEIGHTS, Options.DEFAULT.unrollBudget())),
                    number(given, DEFINE_TIMEOUT, SECONDS, DEFAULT_TIMEOUT),
                    report(given),
                    null);
        } catch (IllegalArgumentException e) {
            return new ProcessorOptions(Options.DEFAULT, DEFAULT_TIMEOUT, false, e.getMessage());
        }
    }

    private static boolean report(Map<String, String> given) {
        String text = given.getOrDefault(REPORT, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(Message.OPTION.format(REPORT, "true or false", text));
        }
        return text.equals("true");
    }

    private static int number(Map<String, String> given, String name, String what, int otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with what was found
        }
        throw new IllegalArgumentException(Message.OPTION.format(name, what, text));
    }
}
