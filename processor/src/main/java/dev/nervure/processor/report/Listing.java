package dev.nervure.processor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source of a generated pass, cut into its methods and what is between them.
 *
 * @param type the simple name of the class
 */
record Listing(String type, String text, List<Part> parts) {
    /** Consecutive lines; a method's with its comment. */
    record Part(@Nullable String method, String text) {}

    private static final Pattern KERNEL =
            Pattern.compile("^import dev\\.nervure\\.runtime\\.kernel\\.(?:[a-z]+\\.)?(\\w+);$", Pattern.MULTILINE);
    private static final Pattern METHOD = Pattern.compile(
            "^(?: {4}/\\*\\*\\n(?: {5}\\*.*\\n)+)? {4}(?:private )?static [\\w.\\[\\]]+ (?<name>[^\\s(]+)\\((?s:.*?)^ {4}}\\n",
            Pattern.MULTILINE);

    static Listing of(String type, String text) {
        List<Part> parts = new ArrayList<>();
        Matcher method = METHOD.matcher(text);
        int end = 0;
        while (method.find()) {
            between(text.substring(end, method.start()), parts);
            parts.add(new Part(method.group("name"), method.group()));
            end = method.end();
        }
        between(text.substring(end), parts);
        return new Listing(type, text, List.copyOf(parts));
    }

    private static void between(String text, List<Part> parts) {
        if (!text.isBlank()) {
            parts.add(new Part(null, text.strip() + "\n"));
        }
    }

    /** The classes of the runtime's kernels that a method names, or uses by a constant of the class. */
    List<String> kernels(String method) {
        String code = parts.stream()
                .filter(part -> method.equals(part.method()))
                .map(Part::text)
                .collect(Collectors.joining());
        List<String> kernels = new ArrayList<>();
        Matcher imported = KERNEL.matcher(text);
        while (imported.find()) {
            String kernel = imported.group(1);
            if (names(code, kernel) || constants(kernel).anyMatch(constant -> names(code, constant))) {
                kernels.add(kernel);
            }
        }
        return kernels;
    }

    private Stream<String> constants(String kernel) {
        return Pattern.compile("static final " + kernel + " (\\w+)")
                .matcher(text)
                .results()
                .map(result -> result.group(1));
    }

    private static boolean names(String code, String word) {
        return Pattern.compile("\\b" + word + "\\b").matcher(code).find();
    }
}
