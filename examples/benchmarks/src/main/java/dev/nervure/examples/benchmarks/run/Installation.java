package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder that holds {@code benchmarks.jar}, what it needs, and what it writes while it measures. */
final class Installation {
    private final Path jar;

    Installation() {
        try {
            this.jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path jar() {
        return jar;
    }

    /** Where native code is unpacked, archives and results are written. */
    Path work() {
        return folder("work");
    }

    /** What every application ships. */
    Path runtimeJar() {
        return one("lib", "nervure-runtime");
    }

    /** What an application that trains ships too. */
    Path trainingJar() {
        return one("lib", "nervure-training");
    }

    Path onnxRuntimeJar() {
        return one("lib", "onnxruntime");
    }

    /** All jars of {@code processor} as one path. */
    String processorPath() {
        return path(jars("processor"));
    }

    static String path(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The weights of a network alone, as a model saves them. */
    Path weights(Subject subject) {
        Path file = work().resolve(subject.key() + ".safetensors");
        subject.model().save(file);
        return file;
    }

    Path onnx(Subject subject) {
        Path file = work().resolve(subject.key() + ".onnx");
        try {
            return Files.write(file, subject.onnx());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path one(String folder, String name) {
        return jars(folder).stream()
                .filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + folder + " beside " + jar));
    }

    private List<Path> jars(String folder) {
        try (Stream<Path> jars = Files.list(jar.resolveSibling(folder))) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(jar.resolveSibling(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
