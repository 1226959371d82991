package dev.nervure.examples.benchmarks.compile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the five declarations again and again in one JVM, in turns with the processor, and without it together with
 * the sources that it generated. Prints the milliseconds of the second half of the rounds, one a line: with, without.
 */
public final class Compilations {
    private static final String SOURCES = "/dev/nervure/examples/benchmarks/networks/";
    private static final List<String> NETWORKS = List.of("TinyNet", "MlpNet", "DeepNet", "CnnNet", "GruNet");

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final String classPath;
    private final String processorPath;
    private final Path generated;
    private final Path classes;

    private Compilations(Path work, String classPath, String processorPath) throws IOException {
        this.classPath = classPath;
        this.processorPath = processorPath;
        this.generated = Files.createTempDirectory(work, "generated");
        this.classes = Files.createTempDirectory(work, "classes");
    }

    /** @param args a folder to work in, the class path, the processor path, the number of rounds */
    public static void main(String[] args) throws IOException {
        Path work = Path.of(args[0]);
        Compilations compilations = new Compilations(work, args[1], args[2]);
        List<Path> declarations = declarations(Files.createTempDirectory(work, "declarations"));
        int rounds = Integer.parseInt(args[3]);
        for (int round = 0; round < rounds; round++) {
            double with = compilations.withProcessor(declarations);
            double without = compilations.withoutProcessor(declarations);
            if (round >= rounds / 2) {
                System.out.println(with + " " + without);
            }
        }
    }

    private static List<Path> declarations(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String network : NETWORKS) {
            String name = network + ".java";
            try (InputStream in = Compilations.class.getResourceAsStream(SOURCES + name)) {
                files.add(Files.write(folder.resolve(name), in.readAllBytes()));
            }
        }
        return files;
    }

    private double withProcessor(List<Path> declarations) throws IOException {
        return compile(List.of("-processorpath", processorPath, "-s", generated.toString()), declarations);
    }

    private double withoutProcessor(List<Path> declarations) throws IOException {
        List<Path> all = new ArrayList<>(declarations);
        try (Stream<Path> files = Files.walk(generated)) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(all::add);
        }
        return compile(List.of("-proc:none"), all);
    }

    private double compile(List<String> more, List<Path> sources) throws IOException {
        List<String> options = new ArrayList<>(List.of("-cp", classPath, "-d", classes.toString()));
        options.addAll(more);
        long start = System.nanoTime();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
            if (!javac.getTask(null, files, null, options, null, units).call()) {
                throw new IllegalStateException("javac reported errors, above");
            }
        }
        return (System.nanoTime() - start) * 1e-6;
    }
}
