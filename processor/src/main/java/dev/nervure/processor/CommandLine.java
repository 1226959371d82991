package dev.nervure.processor;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.processor.frontend.ExitWatch;
import dev.nervure.processor.frontend.OnnxChoices;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxException;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.translate.OnnxCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arguments of {@link NetworkCompiler#main}. */
final class CommandLine {
    private static final String USAGE = """
            arguments:
              <class of a NetworkDefinition> <folder for the sources>
              onnx <file> <folder for the sources> <name of the classes, garden.MiniLm>
              check <file>
            and options, such as -Anervure.unrollLimit=0; for a file also
              ids.1=128               the size of axis 1 of the input ids
              ids.1=T:128             a length T that varies, up to 128
              --fixed=rate=16000      the numbers of an input, with commas
              --outputs=logits        values of the graph, with commas
              --loss=SOFTMAX_CROSS_ENTROPY""";

    private static final Pattern AXIS = Pattern.compile("(.+)\\.(\\d{1,2})=(?:(\\w+):)?(\\d{1,9})");
    private static final Pattern FIXED = Pattern.compile("--fixed=(.+)=([^=]+)");
    private static final String OUTPUTS = "--outputs=";
    private static final String LOSS = "--loss=";
    private static final String OPTION = "-A";

    private final Map<String, String> options = new HashMap<>();
    private OnnxSettings settings = OnnxSettings.none();

    private CommandLine() {}

    static void run(List<String> arguments) throws IOException {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        int places = first.equals("onnx") ? 4 : 2;
        if (arguments.size() < places) {
            throw new IllegalArgumentException(USAGE);
        }
        CommandLine line = new CommandLine();
        boolean file = first.equals("onnx") || first.equals("check");
        arguments.subList(places, arguments.size()).forEach(argument -> line.read(argument, file));
        switch (first) {
            case "check" -> System.out.print(line.check(Path.of(arguments.get(1))));
            case "onnx" ->
                line.write(
                        NetworkCompiler.onnx(arguments.get(3), Path.of(arguments.get(1)), line.settings),
                        arguments.get(2));
            default -> line.write(compiler(first), arguments.get(1));
        }
    }

    private void write(NetworkCompiler compiler, String folder) throws IOException {
        compiler.options(options).writeTo(Path.of(folder));
    }

    private void read(String argument, boolean file) {
        Matcher axis = AXIS.matcher(argument);
        Matcher fixed = FIXED.matcher(argument);
        int equals = argument.indexOf('=');
        if (argument.startsWith(OPTION) && equals > 0) {
            options.put(argument.substring(OPTION.length(), equals), argument.substring(equals + 1));
        } else if (!file) {
            throw unknown(argument);
        } else if (argument.startsWith(OUTPUTS)) {
            settings = settings.outputs(argument.substring(OUTPUTS.length()).split(",", -1));
        } else if (argument.startsWith(LOSS)) {
            settings = settings.loss(loss(argument.substring(LOSS.length())));
        } else if (fixed.matches()) {
            settings = settings.fixed(fixed.group(1), numbers(fixed.group(2), argument));
        } else if (axis.matches()) {
            int place = Integer.parseInt(axis.group(2));
            int size = Integer.parseInt(axis.group(4));
            settings = axis.group(3) == null
                    ? settings.axis(axis.group(1), place, size)
                    : settings.axis(axis.group(1), place, axis.group(3), size);
        } else {
            throw unknown(argument);
        }
    }

    private static Loss loss(String name) {
        return Arrays.stream(Loss.values())
                .filter(loss -> loss.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(LOSS + name));
    }

    private static double[] numbers(String text, String argument) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            throw unknown(argument);
        }
    }

    private static IllegalArgumentException unknown(String argument) {
        return new IllegalArgumentException("'" + argument + "' is no argument that is known here; " + USAGE);
    }

    private static NetworkCompiler compiler(String name) {
        Class<? extends NetworkDefinition> definition = definition(name);
        ExitWatch watch = new ExitWatch(
                definition.getSimpleName(), frame -> frame.getClassName().startsWith(definition.getName()));
        try {
            return NetworkCompiler.of(definition);
        } finally {
            watch.end();
        }
    }

    private static Class<? extends NetworkDefinition> definition(String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(NetworkDefinition.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no class " + name + " is on the class path", e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(name + " does not implement NetworkDefinition", e);
        }
    }

    /** What an ONNX file becomes, or what stands in the way. */
    private String check(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        OnnxModel model;
        try {
            model = ModelReader.read(file);
        } catch (OnnxException e) {
            return name + " cannot be read: " + e.getMessage() + "\n";
        }
        OnnxChoices choices = new OnnxChoices(name, model);
        settings.apply(choices);
        return choices.problems().isEmpty()
                ? OnnxCheck.report(name, model, choices.options())
                : String.join("\n", choices.problems()) + "\n";
    }
}
