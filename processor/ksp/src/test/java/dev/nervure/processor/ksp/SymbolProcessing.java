package dev.nervure.processor.ksp;

import com.google.devtools.ksp.impl.KotlinSymbolProcessing;
import com.google.devtools.ksp.processing.KSPJvmConfig;
import com.google.devtools.ksp.processing.KSPLogger;
import com.google.devtools.ksp.processing.SymbolProcessorProvider;
import com.google.devtools.ksp.symbol.FileLocation;
import com.google.devtools.ksp.symbol.KSNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs KSP on sources in a folder, by its own API. */
final class SymbolProcessing {
    private final Path folder;
    private final List<SymbolProcessorProvider> providers = new ArrayList<>();
    private Map<String, String> options = Map.of();
    private String target = "17";

    SymbolProcessing(Path folder) {
        this.folder = folder;
        providers.add(new NervureSymbolProcessorProvider());
    }

    SymbolProcessing source(String path, String text) {
        Path file = folder.resolve("src/main/kotlin").resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    SymbolProcessing options(Map<String, String> given) {
        options = given;
        return this;
    }

    SymbolProcessing target(String jvm) {
        target = jvm;
        return this;
    }

    /** Another processor that runs too. */
    SymbolProcessing with(SymbolProcessorProvider provider) {
        providers.add(provider);
        return this;
    }

    SymbolProcessing instead(SymbolProcessorProvider provider) {
        providers.clear();
        return with(provider);
    }

    /** What KSP wrote, by paths below its folders of sources and of resources, and what it said, with lines. */
    record Result(Map<String, String> files, List<String> messages, boolean ok) {}

    Result run() throws IOException {
        KSPJvmConfig.Builder config = new KSPJvmConfig.Builder();
        config.setModuleName("tests");
        config.setSourceRoots(List.of(folder.resolve("src/main/kotlin").toFile()));
        config.setJavaSourceRoots(List.of(folder.resolve("src/main/kotlin").toFile()));
        config.setLibraries(libraries());
        config.setJdkHome(new File(System.getProperty("java.home")));
        config.setJvmTarget(target);
        config.setProjectBaseDir(folder.toFile());
        config.setOutputBaseDir(folder("out"));
        config.setCachesDir(folder("caches"));
        config.setClassOutputDir(folder("out/classes"));
        config.setKotlinOutputDir(folder("out/kotlin"));
        config.setJavaOutputDir(folder("out/java"));
        config.setResourceOutputDir(folder("out/resources"));
        config.setProcessorOptions(options);
        config.setLanguageVersion("2.1");
        config.setApiVersion("2.1");
        Messages messages = new Messages();
        KotlinSymbolProcessing.ExitCode code =
                new KotlinSymbolProcessing(config.build(), providers, messages).execute();
        Map<String, String> files = new TreeMap<>(files(folder.resolve("out/java")));
        files.putAll(files(folder.resolve("out/resources")));
        return new Result(files, messages.found, code == KotlinSymbolProcessing.ExitCode.OK);
    }

    private File folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name)).toFile();
    }

    /** The language, the tests' own classes, Kotlin's library. */
    private static List<File> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("symbol-processing"))
                .map(File::new)
                .filter(File::exists)
                .toList();
    }

    /** The files below a folder, byte for byte as characters of Latin-1. */
    static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                files.put(name, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static final class Messages implements KSPLogger {
        private final List<String> found = new ArrayList<>();

        private void add(String kind, String text, KSNode node) {
            String place = node != null && node.getLocation() instanceof FileLocation at
                    ? Path.of(at.getFilePath()).getFileName() + ":" + at.getLineNumber() + ": "
                    : "";
            found.add(kind + " " + place + text);
        }

        @Override
        public void logging(String text, KSNode node) {}

        @Override
        public void info(String text, KSNode node) {
            if (node != null) { // otherwise it is KSP's own
                add("note", text, node);
            }
        }

        @Override
        public void warn(String text, KSNode node) {
            add("warning", text, node);
        }

        @Override
        public void error(String text, KSNode node) {
            add("error", text, node);
        }

        @Override
        public void exception(Throwable e) {
            found.add("exception " + e);
        }
    }
}
