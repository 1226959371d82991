package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.networks.FirstPrediction;
import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.examples.benchmarks.report.Contender;
import dev.nervure.examples.benchmarks.report.Figure;
import dev.nervure.examples.benchmarks.report.Rows;
import dev.nervure.examples.benchmarks.start.Nothing;
import dev.nervure.examples.benchmarks.start.OnnxRuntimeFirstPrediction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times processes from their start to their first line of output, in turns. */
final class StartRun {
    private static final int AOT_SINCE = 25; // in one step

    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private final Installation installation;
    private final Jdk jdk;
    private final Subject subject;
    private final Map<Contender, List<String>> commands = new LinkedHashMap<>();

    StartRun(Installation installation, Jdk jdk, Subject subject) throws IOException, InterruptedException {
        this.installation = installation;
        this.jdk = jdk;
        this.subject = subject;
        List<Path> nervure = List.of(installation.jar(), installation.runtimeJar());
        List<Path> onnxRuntime = List.of(installation.jar(), installation.onnxRuntimeJar());
        List<Object> weights = List.of(subject.key(), installation.weights(subject));
        List<Object> onnx = new ArrayList<>(List.of(installation.onnx(subject)));
        for (long size : subject.inputShape(1)) {
            onnx.add(size);
        }
        commands.put(Contender.EMPTY, java(List.of(), nervure, Nothing.class, List.of()));
        commands.put(Contender.ONNX_RUNTIME, java(List.of(), onnxRuntime, OnnxRuntimeFirstPrediction.class, onnx));
        commands.put(Contender.PLAIN, java(List.of(), nervure, FirstPrediction.class, weights));
        commands.put(Contender.VECTOR, java(VECTORS, nervure, FirstPrediction.class, weights));
        Path cds = archive("jsa");
        run(java(List.of("-XX:ArchiveClassesAtExit=" + cds), nervure, FirstPrediction.class, weights));
        commands.put(
                Contender.CDS, java(List.of("-XX:SharedArchiveFile=" + cds), nervure, FirstPrediction.class, weights));
        if (jdk.feature() >= AOT_SINCE) {
            Path aot = archive("aot");
            run(java(List.of("-XX:AOTCacheOutput=" + aot), nervure, FirstPrediction.class, weights));
            commands.put(Contender.AOT, java(List.of("-XX:AOTCache=" + aot), nervure, FirstPrediction.class, weights));
        }
    }

    /** A figure for each way to start, in milliseconds. */
    List<Figure> figures(Length length) throws IOException, InterruptedException {
        Map<Contender, double[]> millis = new LinkedHashMap<>();
        commands.keySet().forEach(name -> millis.put(name, new double[length.starts]));
        for (int i = 0; i < length.starts; i++) {
            for (Map.Entry<Contender, List<String>> command : commands.entrySet()) {
                millis.get(command.getKey())[i] = run(command.getValue());
            }
        }
        List<Figure> figures = new ArrayList<>();
        String date = LocalDate.now().toString();
        millis.forEach((name, times) -> figures.add(Figure.of(jdk.version(), Rows.start(subject), name, times, 0, date)));
        return figures;
    }

    private Path archive(String extension) throws IOException {
        Path file = installation.work().resolve(subject.key() + "-" + jdk.feature() + "." + extension);
        Files.deleteIfExists(file);
        return file;
    }

    private List<String> java(List<String> flags, List<Path> classPath, Class<?> main, List<Object> arguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java());
        command.addAll(flags);
        command.add("-cp");
        command.add(Installation.path(classPath));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Milliseconds from the start to the first line of output. */
    private static double run(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            output.readLine();
            double millis = (System.nanoTime() - start) * 1e-6;
            output.transferTo(Writer.nullWriter());
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("exit status " + status + ": " + String.join(" ", command));
            }
            return millis;
        }
    }
}
