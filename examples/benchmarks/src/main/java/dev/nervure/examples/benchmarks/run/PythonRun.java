package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.examples.benchmarks.report.Contender;
import dev.nervure.examples.benchmarks.report.Figure;
import dev.nervure.examples.benchmarks.report.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** Times training steps of PyTorch from Python, where it is installed. */
public final class PythonRun {
    private static final String[] SCRIPTS = {"networks.py", "train.py"};

    private final String python;

    /** @param python the command that runs Python */
    public PythonRun(String python) {
        this.python = python;
    }

    /** The version of PyTorch; nothing where there is no Python with PyTorch. */
    public Optional<String> version() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(python, "-c", "import torch; print(torch.__version__)")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(version) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no Python
        }
    }

    /** Microseconds of a step; nothing where there is no Python with PyTorch. */
    Optional<Figure> figure(Installation installation, Jdk jdk, Subject subject, Length length)
            throws IOException, InterruptedException {
        if (version().isEmpty()) {
            return Optional.empty();
        }
        Path folder = installation.work();
        for (String script : SCRIPTS) {
            try (InputStream in = PythonRun.class.getResourceAsStream("/python/" + script)) {
                Files.write(folder.resolve(script), in.readAllBytes());
            }
        }
        Process process = new ProcessBuilder(
                        python,
                        folder.resolve("train.py").toString(),
                        subject.key(),
                        Integer.toString(Rows.BATCH),
                        Integer.toString(length.starts))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("train.py failed, see above");
        }
        double[] micros = Arrays.stream(output.strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return Optional.of(Figure.of(
                jdk.version(),
                Rows.training(subject),
                Contender.PYTORCH_PYTHON,
                micros,
                0,
                LocalDate.now().toString()));
    }
}
