package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The lines of Java of a page, compiled with the README's network and run as one program in a folder of their own. */
record PageProgram(Path folder) {
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
     * Runs the blocks of a page within a program, where it says BLOCKS, and returns what it prints.
     *
     * @param program the class {@code digits.Program}
     */
    String run(String program, List<String> blocks) throws IOException, InterruptedException {
        compile(program.replace("BLOCKS", String.join("\n", blocks)));
        return run();
    }

    private void compile(String program) {
        StringWriter errors = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-Xlint:all", "-Werror", "-d", folder.toString(), "-cp", classPath());
        JavaCompiler.CompilationTask task = compiler.getTask(
                errors, null, null, options, null, List.of(source("Digits", DIGITS), source("Program", program)));
        task.setProcessors(
                List.of(new NeuralNetworkProcessor(), new DefinitionProcessor(), new UnclaimedAnnotationProcessor()));
        boolean compiled = task.call();
        assertThat(compiled).as(errors.toString()).isTrue();
    }

    private static String classPath() {
        return BuildsPageTest.origin(NeuralNetwork.class)
                + File.pathSeparator
                + BuildsPageTest.origin(Model.class)
                + File.pathSeparator
                + BuildsPageTest.origin(Trainer.class);
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
