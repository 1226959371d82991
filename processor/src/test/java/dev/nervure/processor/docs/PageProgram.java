package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.DefinitionProcessor;
import dev.nervure.processor.NeuralNetworkProcessor;
import dev.nervure.processor.UnclaimedAnnotationProcessor;
import dev.nervure.runtime.Model;
import dev.nervure.training.Trainer;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The lines of Java of a page, compiled with the README's network and samples for it, and run as one program in a folder of
 * their own. Blocks that declare a network are files of their own, and those that begin with {@code static} are methods.
 *
 * @param more further places on the class path
 */
record PageProgram(Path folder, String more) {
    /** A page whose lines use what users have at run time. */
    PageProgram(Path folder) {
        this(folder, "");
    }

    private static final Pattern DECLARATION =
            Pattern.compile("^@NeuralNetwork.*?(?:interface|class) (\\w+)", Pattern.DOTALL);

    /** Digits that a network can learn, and that are the same in every run. */
    private static final String SAMPLES = """
            package digits;

            import java.util.Random;

            final class Samples {
                static final float[][] PIXELS = new float[400][64];
                static final int[] CLASSES = new int[400];

                static {
                    Random random = new Random(1);
                    for (int i = 0; i < CLASSES.length; i++) {
                        CLASSES[i] = i % 10;
                        for (int p = 0; p < 64; p++) {
                            PIXELS[i][p] = (p % 10 == CLASSES[i] ? 1 : 0) + (float) random.nextGaussian() / 2;
                        }
                    }
                }

                private Samples() {}

                static void require(boolean holds, Object what) {
                    if (!holds) {
                        throw new AssertionError(what);
                    }
                }
            }
            """;

    private static final String DIGITS = """
            package digits;

            import dev.nervure.dsl.*;

            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
            interface Digits {
                @Input(64) Tensor pixels();
                @Dense(units = 64, activation = Activation.RELU) Tensor hidden(Tensor pixels);
                @Dense(units = 10) Tensor logits(Tensor hidden);
            }
            """;

    /**
     * Runs the blocks of a page within a program, and returns what it prints.
     *
     * @param program the class {@code digits.Program}; it says BLOCKS where the lines belong, and METHODS where the methods do
     */
    String run(String program, List<String> blocks) throws IOException, InterruptedException {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("Digits", DIGITS);
        sources.put("Samples", SAMPLES);
        List<String> lines = new ArrayList<>();
        List<String> methods = new ArrayList<>();
        for (String block : blocks) {
            Matcher declaration = DECLARATION.matcher(block);
            if (declaration.find()) {
                sources.put(
                        declaration.group(1),
                        "package digits;\n\nimport dev.nervure.dsl.*;\nimport java.util.List;\n\n" + block);
            } else {
                (block.startsWith("static ") ? methods : lines).add(block);
            }
        }
        sources.put(
                "Program",
                program.replace("BLOCKS", String.join("\n", lines)).replace("METHODS", String.join("\n", methods)));
        compile(sources);
        return run();
    }

    private void compile(Map<String, String> sources) {
        StringWriter errors = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-Xlint:all", "-Werror", "-d", folder.toString(), "-cp", classPath());
        List<JavaFileObject> files = sources.entrySet().stream()
                .map(source -> source(source.getKey(), source.getValue()))
                .toList();
        JavaCompiler.CompilationTask task = compiler.getTask(errors, null, null, options, null, files);
        task.setProcessors(
                List.of(new NeuralNetworkProcessor(), new DefinitionProcessor(), new UnclaimedAnnotationProcessor()));
        boolean compiled = task.call();
        assertThat(compiled).as(errors.toString()).isTrue();
    }

    private String classPath() {
        return Builds.origin(NeuralNetwork.class)
                + File.pathSeparator
                + Builds.origin(Model.class)
                + File.pathSeparator
                + Builds.origin(Trainer.class)
                + File.pathSeparator
                + Builds.origin(CsvReader.class)
                + (more.isEmpty() ? "" : File.pathSeparator + more);
    }

    private static JavaFileObject source(String name, String text) {
        URI uri = URI.create("page:///digits/" + name + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + File.pathSeparator + classPath(),
                        "digits.Program")
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(said + Files.readString(folder.resolve("errors")))
                .isZero();
        return said;
    }
}
