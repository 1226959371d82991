package dev.nervure.processor.frontend;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.nervure.processor.DefinitionProcessor;
import dev.nervure.processor.NeuralNetworkProcessor;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.lang.model.SourceVersion;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions run while javac compiles, wherever their code comes from. */
class DefinitionTest {
    private static final JavaFileObject AUTOENCODER = source("demo.Autoencoder", """
                    package demo;

                    import static dev.nervure.dsl.Activation.*;
                    import dev.nervure.dsl.*;
                    import java.util.stream.IntStream;

                    @NeuralNetwork
                    public final class Autoencoder implements NetworkDefinition {
                        private record Step(int units, Activation activation) {}

                        @Override
                        public Network define() {
                            Tensor x = Tensor.input("pixels", Sizes.PIXELS);
                            for (int units : Sizes.sizes()) {
                                x = Blocks.residual(x.dense(units, RELU), units);
                            }
                            Step last = new Step(Sizes.PIXELS, SIGMOID);
                            return Network.of(x.dense(last.units(), o -> o.activation(last.activation())).named("image"))
                                    .loss(Loss.MEAN_SQUARED_ERROR);
                        }
                    }
                    """);

    private static final JavaFileObject BLOCKS = source("demo.Blocks", """
                    package demo;

                    import dev.nervure.dsl.*;
                    import java.util.List;

                    class Blocks {
                        /** A class that is generated may be named where define() does not come. */
                        private AutoencoderModel model;

                        static Tensor residual(Tensor x, int units) {
                            return x.plus(x.dense(units, o -> o.bias(false)));
                        }
                    }
                    """);

    private static final JavaFileObject SIZES = source("demo.Sizes", """
                    package demo;

                    import java.util.List;

                    interface Sizes {
                        int PIXELS = 64;

                        static List<Integer> sizes() {
                            return List.of(32, 16);
                        }
                    }
                    """);

    private static final JavaFileObject MAIN = source(
            "demo.Main",
            "package demo; class Main { AutoencoderModel model = AutoencoderModel.create(Sizes.PIXELS); }");

    private static final List<JavaFileObject> MODULE = List.of(AUTOENCODER, BLOCKS, SIZES, MAIN);

    private static Compiler compiler() {
        return javac().withProcessors(new NeuralNetworkProcessor(), new DefinitionProcessor());
    }

    @Test
    void mayUseTheRestOfItsModule() {
        Compilation compilation = compiler().compile(MODULE);
        assertThat(errors(compilation)).isEmpty();
        assertThat(text(compilation, "demo.AutoencoderForward"))
                .contains("pixels [n, 64] → image [n, 64]", "dense2(w, a, n)", "add2(a, n)");
    }

    @Test
    void mayBeNestedInClassesAndInterfaces() {
        Compilation compilation = compiler().compile(source("demo.Outer", """
                        package demo;

                        import dev.nervure.dsl.*;

                        interface Outer {
                            int UNITS = 3;

                            class Middle {
                                @NeuralNetwork
                                static class Net implements NetworkDefinition {
                                    public Network define() {
                                        return Network.of(Tensor.input("x", 3).dense(UNITS).named("y"));
                                    }
                                }
                            }
                        }
                        """));
        assertThat(errors(compilation)).isEmpty();
        assertThat(text(compilation, "demo.Outer_Middle_NetModel")).contains("x [n, 3] → y [n, 3]");
    }

    @Test
    void isFoundOnTheSourcePathAndBehindAWrappedEnvironment(@TempDir Path folder) throws IOException {
        Path sources = write(folder.resolve("src"), MODULE);
        String direct = text(compiler().compile(MODULE), "demo.AutoencoderForward");

        for (boolean sourcePath : new boolean[] {true, false}) {
            for (Wrapping wrapping : Wrapping.values()) {
                if (!sourcePath && wrapping == Wrapping.SEALED) {
                    continue;
                }
                Path out = Files.createTempDirectory(folder, "out");
                List<String> errors = compile(sources, out, sourcePath, wrapping);
                assertThat(errors).as(wrapping + " " + sourcePath).isEmpty();
                assertThat(out.resolve("demo/AutoencoderForward.java")).hasContent(direct);
            }
        }
        List<String> errors = compile(sources, Files.createDirectory(folder.resolve("none")), false, Wrapping.SEALED);
        if (Runtime.version().feature() >= 18) {
            assertThat(errors).as("any compiler tells the files of types").isEmpty();
        } else {
            assertThat(errors)
                    .containsExactly(
                            "neither source nor class file of Autoencoder can be found; compile it in a module of its "
                                    + "own, and name it by @NeuralNetwork(definition = Autoencoder.class)");
        }
    }

    @Test
    void mayBeCompiledBefore(@TempDir Path folder) throws IOException {
        JavaFileObject library = source("lib.Twice", """
                        package lib;

                        import dev.nervure.dsl.*;

                        public class Twice implements NetworkDefinition {
                            private static final class Sizes {
                                static int units() {
                                    return 5;
                                }
                            }

                            public Network define() {
                                return Network.of(Tensor.input("x", 3).dense(Sizes.units()).named("y"));
                            }
                        }
                        """);
        JavaFileObject object = source("lib.Single", """
                        package lib;

                        import dev.nervure.dsl.*;

                        public final class Single implements NetworkDefinition {
                            public static final Single INSTANCE = new Single(7);

                            private final int units;

                            private Single(int units) {
                                this.units = units;
                            }

                            public Network define() {
                                return Network.of(Tensor.input("x", 3).dense(units).named("y"));
                            }
                        }
                        """);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                null,
                                null,
                                null,
                                List.of("-proc:none", "-d", classes.toString()),
                                null,
                                List.of(library, object))
                        .call())
                .isTrue();
        List<File> classPath = new ArrayList<>(List.of(classes.toFile()));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .forEach(classPath::add);
        Compilation compilation = compiler()
                .withClasspath(classPath)
                .compile(
                        source(
                                "demo.Net",
                                "package demo; import dev.nervure.dsl.*; "
                                        + "@NeuralNetwork(definition = lib.Twice.class) public interface Net {}"),
                        source(
                                "demo.Other",
                                "package demo; import dev.nervure.dsl.*; "
                                        + "@NeuralNetwork(definition = lib.Single.class) final class Other {}"));
        assertThat(errors(compilation)).isEmpty();
        assertThat(text(compilation, "demo.NetModel")).contains("x [n, 3] → y [n, 5]", "public final class NetModel");
        assertThat(text(compilation, "demo.OtherModel")).contains("x [n, 3] → y [n, 7]", "\nfinal class OtherModel");
    }

    @Test
    void isLeftBehindWhenItNeverEnds() throws InterruptedException {
        Compilation compilation =
                compiler().withOptions("-Anervure.defineTimeout=1").compile(source("demo.Endless", """
                        package demo;

                        import dev.nervure.dsl.*;

                        @NeuralNetwork
                        final class Endless implements NetworkDefinition {
                            public Network define() {
                                Tensor x = Tensor.input("x", 3);
                                while (true) {
                                    x.dense(3);
                                }
                            }
                        }
                        """));
        assertThat(errors(compilation)).hasSize(1);
        assertThat(errors(compilation).get(0))
                .startsWith(
                        "define() of Endless has not ended after 1 s; -Anervure.defineTimeout gives it more\n      at "
                                + "demo.Endless.define(Endless.java:10)");
        assertThat(compilation.errors().get(0).getLineNumber()).isEqualTo(10);

        Thread left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("nervure demo.Endless"))
                .findFirst()
                .orElse(null);
        if (left != null) {
            assertThat(left.isDaemon()).isTrue();
            left.join(Duration.ofSeconds(10).toMillis());
            assertThat(left.isAlive())
                    .as("declares on though it was interrupted")
                    .isFalse();
        }
    }

    /** How a build tool hides javac's environment. */
    private enum Wrapping {
        NONE,
        /** Gradle: in a field. */
        FIELD,
        /** IntelliJ: in the handler of a proxy. */
        PROXY,
        /** Another one: where nobody finds it. */
        SEALED
    }

    private record Holder(ProcessingEnvironment delegate) {}

    /** What Gradle hands to incremental processors. */
    private record FieldEnvironment(ProcessingEnvironment delegate) implements ProcessingEnvironment {
        @Override
        public Map<String, String> getOptions() {
            return delegate.getOptions();
        }

        @Override
        public Messager getMessager() {
            return delegate.getMessager();
        }

        @Override
        public Filer getFiler() {
            return delegate.getFiler();
        }

        @Override
        public Elements getElementUtils() {
            return delegate.getElementUtils();
        }

        @Override
        public Types getTypeUtils() {
            return delegate.getTypeUtils();
        }

        @Override
        public SourceVersion getSourceVersion() {
            return delegate.getSourceVersion();
        }

        @Override
        public Locale getLocale() {
            return delegate.getLocale();
        }
    }

    private static Processor wrapped(Wrapping wrapping) {
        Processor real = new DefinitionProcessor();
        return (Processor) Proxy.newProxyInstance(
                Processor.class.getClassLoader(), new Class<?>[] {Processor.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("init")) {
                        real.init(wrap((ProcessingEnvironment) arguments[0], wrapping));
                        return null;
                    }
                    return method.invoke(real, arguments);
                });
    }

    private static ProcessingEnvironment wrap(ProcessingEnvironment environment, Wrapping wrapping) {
        Holder hidden = new Holder(environment);
        return switch (wrapping) {
            case NONE -> environment;
            case FIELD -> new FieldEnvironment(environment);
            case PROXY -> proxy((proxy, method, arguments) -> method.invoke(environment, arguments));
            case SEALED -> proxy((proxy, method, arguments) -> method.invoke(hidden.delegate(), arguments));
        };
    }

    private static ProcessingEnvironment proxy(InvocationHandler handler) {
        return (ProcessingEnvironment) Proxy.newProxyInstance(
                DefinitionTest.class.getClassLoader(), new Class<?>[] {ProcessingEnvironment.class}, handler);
    }

    private static List<String> compile(Path sources, Path out, boolean sourcePath, Wrapping wrapping)
            throws IOException {
        List<String> options = new ArrayList<>(List.of("-d", out.toString(), "-s", out.toString()));
        options.addAll(List.of("-sourcepath", sourcePath ? sources.toString() : out.toString()));
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (var files = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
                var found = Files.walk(sources)) {
            var inputs =
                    files.getJavaFileObjects(found.filter(Files::isRegularFile).toArray(Path[]::new));
            var task = ToolProvider.getSystemJavaCompiler().getTask(null, files, diagnostics, options, null, inputs);
            task.setProcessors(List.of(wrapped(wrapping)));
            task.call();
        }
        return diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> d.getMessage(Locale.ROOT))
                .filter(message -> !message.contains("symbol"))
                .toList();
    }

    private static Path write(Path folder, List<JavaFileObject> sources) throws IOException {
        for (JavaFileObject source : sources) {
            Path file = folder.resolve(source.getName().replaceFirst("^/", ""));
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getCharContent(true));
        }
        return folder;
    }

    private static JavaFileObject source(String name, String text) {
        return JavaFileObjects.forSourceString(name, text);
    }

    private static List<String> errors(Compilation compilation) {
        return compilation.errors().stream().map(e -> e.getMessage(Locale.ROOT)).toList();
    }

    private static String text(Compilation compilation, String type) {
        return compilation
                .generatedSourceFile(type)
                .map(file -> {
                    try {
                        return file.getCharContent(true).toString();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .orElseThrow(() -> new AssertionError("no " + type + " among " + compilation.generatedSourceFiles()));
    }
}
