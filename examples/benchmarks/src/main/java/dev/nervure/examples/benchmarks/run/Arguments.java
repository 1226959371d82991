package dev.nervure.examples.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the command line asks for.
 *
 * @param length how long to measure
 * @param jdks on which; the running one if none is named
 * @param rows which rows to measure
 * @param output the folder for the page and the plot
 * @param python the command that runs Python
 */
public record Arguments(Length length, List<Jdk> jdks, Pattern rows, Path output, String python) {
    /** How to call it. */
    public static final String USAGE = """
            java -jar benchmarks.jar [--short] [--jdk HOME]... [--rows REGEX] [--output FOLDER] [--python COMMAND]

            --short   measures for about twelve minutes a JDK, to have a look; leaves out PyTorch where it
                      does not train
            --jdk     a JDK to measure on; may be repeated; the running one if there is none
            --rows    measures only rows that contain this: one/mlp, training/, product/1024, start/, …;
                      the others keep what was measured before, and 'none' only writes the page
            --output  the folder for benchmarks.md and benchmarks.svg; docs if there is none
            --python  the Python whose PyTorch is measured, if it has one; python3 if there is none
            """;

    /** @throws IllegalArgumentException if an argument is unknown or lacks its value */
    public static Arguments of(String... args) {
        Length length = Length.FULL;
        List<Jdk> jdks = new ArrayList<>();
        Pattern rows = Pattern.compile("");
        Path output = Path.of("docs");
        String python = "python3";
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--short" -> length = Length.SHORT;
                case "--jdk" -> jdks.add(Jdk.of(Path.of(value(args, ++i))));
                case "--rows" -> rows = Pattern.compile(value(args, ++i));
                case "--output" -> output = Path.of(value(args, ++i));
                case "--python" -> python = value(args, ++i);
                default -> throw new IllegalArgumentException("unknown argument " + args[i] + "\n\n" + USAGE);
            }
        }
        return new Arguments(length, jdks.isEmpty() ? List.of(Jdk.running()) : List.copyOf(jdks), rows, output, python);
    }

    private static String value(String[] args, int index) {
        if (index == args.length) {
            throw new IllegalArgumentException(args[index - 1] + " needs a value\n\n" + USAGE);
        }
        return args[index];
    }

    boolean asks(String row) {
        return rows.matcher(row).find();
    }
}
