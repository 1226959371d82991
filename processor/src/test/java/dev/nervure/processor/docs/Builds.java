package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.NeuralNetworkProcessor;
import dev.nervure.runtime.Model;
import dev.nervure.training.Trainer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Builds projects of users: commands of a shell, and Maven with a repository that has Nervure as it is now. */
final class Builds {
    static final String VERSION = "0.1.0-SNAPSHOT";

    /** Kept from run to run: Maven copies its plugins there. */
    private static final Path REPOSITORY = Path.of("target/repository-of-pages").toAbsolutePath();

    private Builds() {}

    /** Runs a command in a folder. What the repository lacks comes from the user's own, or from Central. */
    static String maven(Path folder, String command) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "mvn"))),
                "needs mvn on the path");
        install("nervure-dsl", "", NeuralNetwork.class);
        install("nervure-runtime", "", Model.class);
        install("nervure-training", dependency("nervure-runtime"), Trainer.class);
        install("nervure-processor", dependency("nervure-dsl"), NeuralNetworkProcessor.class, JavaFile.class);
        Path own = Path.of(System.getProperty("user.home"), ".m2/repository");
        Path settings = Files.writeString(
                Files.createTempFile("settings", ".xml"), """
                <settings>
                  <localRepository>%s</localRepository>
                  <profiles>
                    <profile>
                      <id>own</id>
                      <repositories>
                        <repository><id>own</id><url>%s</url></repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository><id>own</id><url>%s</url></pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>own</activeProfile></activeProfiles>
                </settings>
                """.formatted(REPOSITORY, own.toUri(), own.toUri()));
        try {
            return shell(folder, command.replace("mvn ", "mvn -B -ntp -s " + settings + " "));
        } finally {
            Files.delete(settings);
        }
    }

    private static void install(String artifact, String dependencies, Class<?>... types) throws Exception {
        jar(artifact(artifact, dependencies), types);
    }

    private static String dependency(String artifact) {
        return """
                  <dependencies>
                    <dependency>
                      <groupId>dev.nervure</groupId>
                      <artifactId>%s</artifactId>
                      <version>%s</version>
                    </dependency>
                  </dependencies>
                """.formatted(artifact, VERSION);
    }

    /** Writes what Maven has to know of an artifact; gives the place of its jar. */
    static Path artifact(String artifact, String dependencies) throws IOException {
        Path place = Files.createDirectories(
                REPOSITORY.resolve("dev/nervure").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        Files.writeString(place.resolve(name + ".pom"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.nervure</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                %s</project>
                """.formatted(artifact, VERSION, dependencies));
        return place.resolve(name + ".jar");
    }

    /** The jar or the folder that a class is in. */
    static Path origin(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Packs the classes that stand where the given ones do. */
    static void jar(Path jar, Class<?>... types) throws Exception {
        if (types.length == 1 && Files.isRegularFile(origin(types[0]))) {
            Files.copy(origin(types[0]), jar, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Class<?> type : types) {
                Path origin = origin(type);
                if (Files.isRegularFile(origin)) {
                    try (FileSystem library = FileSystems.newFileSystem(origin)) {
                        pack(library.getPath("/"), out);
                    }
                } else {
                    pack(origin, out);
                }
            }
        }
    }

    /** All files of a folder but what describes another jar. */
    static void pack(Path folder, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path entry : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(entry).toString().replace(File.separatorChar, '/');
                if (!name.equals("META-INF/MANIFEST.MF") && !(name.startsWith("META-INF/") && name.endsWith(".txt"))) {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(entry, out);
                }
            }
        }
    }

    /** What the commands print. */
    static String shell(Path folder, String commands) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
        Path said = Files.createTempFile("said", ".txt");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        String java = System.getProperty("java.home");
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", java);
        environment.put("PATH", java + "/bin" + File.pathSeparator + environment.get("PATH"));
        environment.remove("MAVEN_OPTS");
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        Files.delete(said);
        assertThat(ended && process.exitValue() == 0).as(text).isTrue();
        return text;
    }
}
