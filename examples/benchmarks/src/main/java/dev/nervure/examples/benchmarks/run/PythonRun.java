package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.examples.benchmarks.report.Contender;
import dev.nervure.examples.benchmarks.report.Figure;
import dev.nervure.examples.benchmarks.report.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** Times training steps of PyTorch from Python, where it is installed. */
final class PythonRun {
    private static final String[] SCRIPTS = {"networks.py", "train.py"};

    private PythonRun() {}

    /** Microseconds of a step; nothing where there is no Python with PyTorch. */
    static Optional<Figure> figure(Installation installation, Jdk jdk, Subject subject, Length length)
            throws IOException, InterruptedException {
        Path folder = installation.work();
        for (String script : SCRIPTS) {
            try (var in = PythonRun.class.getResourceAsStream("/python/" + script)) {
                Files.write(folder.resolve(script), in.readAllBytes());
            }
        }
        if (!isInstalled()) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(
                        "python3",
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

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import torch")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no Python
        }
    }
}
