package dev.nervure.processor.frontend;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.nervure.processor.DefinitionProcessor;
import dev.nervure.processor.NeuralNetworkProcessor;
import dev.nervure.processor.ProcessorPath;
import dev.nervure.processor.UnclaimedAnnotationProcessor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a declaration does or names, it is compiled, or an error names it. */
class FaultsTest {
    private static final String INTERFACE = """
            package p;

            import dev.nervure.dsl.*;

            @NeuralNetwork
            interface Net {
                @Input(3) Tensor x();
                @Dense(units = 7) Tensor y(Tensor x);
            }
            """;

    private static String named(String name) {
        return INTERFACE.replace("interface Net", "interface " + name);
    }

    /** A definition that does something before it answers. */
    private static String definition(String action, String members) {
        return """
                package p;

                import dev.nervure.dsl.*;

                @NeuralNetwork
                final class Net implements NetworkDefinition {
                    public Network define() {
                        ACTION
                        return Network.of(Tensor.input("x", 3).dense(7).named("y"));
                    }
                    MEMBERS
                }
                """.replace("ACTION", action).replace("MEMBERS", members);
    }

    private static final String SIZES = "package p; class Sizes { static final int UNITS = 7; }";

    // B1: types that another processor writes

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void b1AttributesMayNameWhatAnotherProcessorWrites(boolean first) {
        Compilation compilation = withWriter(first, "p.Sizes", SIZES)
                .compile(source("p.Net", INTERFACE.replace("units = 7", "units = Sizes.UNITS")));
        assertThat(texts(compilation)).isEmpty();
        assertThat(generated(compilation, "p.NetModel")).contains("x [n, 3] → y [n, 7]");
    }

    @Test
    void b1WhatNobodyWritesIsTheCompilersToSay() {
        Compilation compilation =
                compiler().compile(source("p.Net", INTERFACE.replace("units = 7", "units = Sizes.UNITS")));
        assertThat(texts(compilation)).hasSize(1);
        assertThat(texts(compilation).get(0)).contains("cannot find symbol", "Sizes");
    }

    @Test
    void b1DefinitionsAndTheirSuperclassesMayBeWrittenByAnotherProcessor() {
        String base = """
                package p;

                import dev.nervure.dsl.*;

                abstract class Base implements NetworkDefinition {
                    public Network define() {
                        return Network.of(Tensor.input("x", 3).dense(7).named("y"));
                    }

                    static class Whole extends Base {}
                }
                """;
        Compilation compilation = withWriter(false, "p.Base", base)
                .compile(
                        source("p.Net", "package p; @dev.nervure.dsl.NeuralNetwork final class Net extends Base {}"),
                        source(
                                "p.Other",
                                "package p; @dev.nervure.dsl.NeuralNetwork(definition = Base.Whole.class) interface Other"
                                        + " {}"));
        assertThat(texts(compilation)).isEmpty();
        assertThat(generated(compilation, "p.NetModel")).contains("x [n, 3] → y [n, 7]");
        assertThat(generated(compilation, "p.OtherModel")).contains("x [n, 3] → y [n, 7]");
    }

    // B4: errors of the JVM

    @Test
    void b4ErrorsOfTheJvmAreSaidAtTheDeclaration() {
        Compilation compilation =
                javac().withProcessors(failing(new StackOverflowError())).compile(source("p.Net", INTERFACE));
        assertThat(texts(compilation))
                .containsExactly(
                        "Net is too large for this compiler, which ended with StackOverflowError; give javac more"
                                + " memory (-J-Xmx4g) and a deeper stack (-J-Xss64m), or make the network smaller");
        assertThat(compilation.errors().get(0).getLineNumber()).isEqualTo(6);
    }

    // B7: the end of the JVM

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(0);",
                "Runtime.getRuntime().exit(0);",
                "Runtime.getRuntime().halt(0);",
                "java.util.function.IntConsumer end = System::exit; end.accept(0);",
                "java.util.function.IntConsumer end = Runtime.getRuntime()::halt; end.accept(0);",
                "switch (\"abc\".length()) { case 1, 2: break; case 3: try { System.exit(0); } catch (Exception e) {} }",
                "switch (\"abc\") { case \"abc\" -> System.exit(0); default -> {} }",
                "lib.Library.end();",
                "try { System.class.getMethod(\"exit\", int.class).invoke(null, 0); } catch (Exception e) {}",
                "try { Runtime.class.getDeclaredMethod(\"halt\", int.class).invoke(Runtime.getRuntime(), 0); }"
                        + " catch (Exception e) {}",
                "try { java.lang.invoke.MethodHandles.lookup().findVirtual(Runtime.class, \"halt\","
                        + " java.lang.invoke.MethodType.methodType(void.class, int.class))"
                        + ".invoke(Runtime.getRuntime(), 0); } catch (Throwable e) { throw (Error) e; }",
                "try { java.lang.invoke.MethodHandles.lookup().findStatic(System.class, \"exit\","
                        + " java.lang.invoke.MethodType.methodType(void.class, int.class)).invoke(0); }"
                        + " catch (Throwable e) { throw (Error) e; }",
                "try { java.lang.invoke.MethodHandles.lookup().bind(Runtime.getRuntime(), \"halt\","
                        + " java.lang.invoke.MethodType.methodType(void.class, int.class)).invoke(0); }"
                        + " catch (Throwable e) { throw (Error) e; }"
            })
    void b7DefinitionsDoNotEndTheCompiler(String end, @TempDir Path folder) throws IOException {
        Path classes = compiled(
                folder,
                source(
                        "lib.Library",
                        "package lib; public class Library { public static void end() { long l = 5L; System.exit((int) l);"
                                + " } }"));
        Asks others = new Asks("p.OtherModel");
        Compilation compilation = compiler(others)
                .withClasspath(classPath(classes))
                .compile(source("p.Net", definition(end, "")), source("p.Other", named("Other")));
        assertThat(texts(compilation)).hasSize(1);
        assertThat(texts(compilation).get(0))
                .startsWith("define() of Net calls ")
                .containsPattern("(exit|halt), which would end the compiler\n +at (p.Net.define|lib.Library.end)");
        assertThat(others.known()).as("the others").isTrue();
    }

    @Test
    void b7AnEndThatCannotBePreventedFailsTheBuild(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("Net.java");
        // In a class loader of its own, whose classes nobody rewrites.
        String end = "try { new java.net.URLClassLoader(new java.net.URL[] {new java.net.URL(\"file:"
                + compiled(
                        folder,
                        source(
                                "lib.Ends",
                                "package lib; public class Ends implements Runnable { public void"
                                        + " run() { System.exit(0); } }"))
                + "/\")}, null).loadClass(\"lib.Ends\").asSubclass(Runnable.class).getConstructor().newInstance().run(); }"
                + " catch (Exception e) { throw new IllegalStateException(e); }";
        Files.writeString(file, definition(end, ""));
        String path = ProcessorPath.text();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                        "-cp",
                        path,
                        "--processor-path",
                        path,
                        "-d",
                        folder.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isNotZero();
        assertThat(said).contains("error: define() of Net calls System.exit, which would end the compiler");
    }

    /** Reflection on anything else works as ever. */
    @Test
    void b7DefinitionsMayLookMethodsUp() {
        String action = "int units; try { int all = Runtime.class.getMethods().length"
                + " + System.class.getDeclaredMethods().length; units = all > 20"
                + " ? (int) Integer.class.getMethod(\"parseInt\", String.class).invoke(null, \"7\") : 0; units +="
                + " (int) java.lang.invoke.MethodHandles.lookup().findVirtual(String.class, \"length\","
                + " java.lang.invoke.MethodType.methodType(int.class)).invoke(\"\"); units += (int)"
                + " Net.class.getDeclaredMethod(\"more\").invoke(null); }"
                + " catch (Throwable e) { throw new IllegalStateException(e); }";
        Compilation compilation = compiler()
                .compile(source(
                        "p.Net",
                        definition(action, "static int more() { return 2; }").replace("dense(7)", "dense(units)")));
        assertThat(generated(compilation, "p.NetModel")).contains("x [n, 3] → y [n, 9]");
    }

    @Test
    void b7ClassesThatEndNothingAreLeftAlone() throws IOException {
        for (Class<?> type : List.of(FaultsTest.class, Instructions.class, String.class, Locale.class)) {
            try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
                byte[] file = in.readAllBytes();
                assertThat(ExitCalls.replaced(file)).isSameAs(file);
            }
        }
    }

    // B8: exceptions that misbehave

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public String getMessage() { throw new IllegalStateException(); }",
                "public String toString() { throw this; }",
                "public String toString() { return null; }",
                "public String toString() { while (true) {} }",
                "public String toString() { return toString(); }",
                "public String getMessage() { System.exit(0); return null; }",
                "public StackTraceElement[] getStackTrace() { throw this; }",
                "public synchronized Throwable getCause() { return this; }",
            })
    void b8ExceptionsThatMisbehaveAreNamed(String method) {
        String bad = "static class Bad extends RuntimeException { " + method + " }";
        Compilation compilation = compiler()
                .withOptions("-Anervure.defineTimeout=1")
                .compile(source("p.Net", definition("if (true) throw new Bad();", bad)));
        assertThat(texts(compilation)).hasSize(1);
        assertThat(texts(compilation).get(0).lines().findFirst()).contains("define() of Net threw p.Net$Bad");
    }

    @Test
    void b8LongMessagesAreCut() {
        Compilation compilation = compiler()
                .compile(source(
                        "p.Net",
                        definition("if (true) throw new IllegalStateException(\"x\".repeat(100_000_000));", "")));
        assertThat(texts(compilation)).hasSize(1);
        assertThat(texts(compilation).get(0))
                .contains("IllegalStateException: xxxx", " …\n")
                .hasSizeLessThan(2_000);
    }

    // B9: Lombok, and classes that other processors make

    @Test
    void b9DefinitionsMayUseLombok() {
        String sizes = "package p; @lombok.Value class Sizes { int units; }";
        String action = "Size size = Size.builder().units(5).build();";
        String text = definition(action, "@lombok.Value @lombok.Builder static class Size { int units; }")
                .replace("dense(7)", "dense(size.getUnits() + new Sizes(2).getUnits())");
        List<Processor> processors = new ArrayList<>(Lombok.processors());
        processors.addAll(List.of(new NeuralNetworkProcessor(), new DefinitionProcessor()));
        Compilation compilation =
                javac().withProcessors(processors).compile(source("p.Net", text), source("p.Sizes", sizes));
        assertThat(generated(compilation, "p.NetModel")).contains("x [n, 3] → y [n, 7]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void b9DefinitionsMayUseWhatAnotherProcessorWrites(boolean first) {
        String sizes = "package p; class Sizes { static int units() { return 7; } }";
        Compilation compilation = withWriter(first, "p.Sizes", sizes)
                .compile(source("p.Net", definition("", "").replace("7", "Sizes.units()")));
        assertThat(texts(compilation)).isEmpty();
        assertThat(generated(compilation, "p.NetModel")).contains("x [n, 3] → y [n, 7]");
    }

    @Test
    void b9WhatIsNotThereIsNamedWithTheWayOut() {
        Compilation compilation =
                compiler().compile(source("p.Net", definition("", "").replace("7", "Sizes.units()")));
        assertThat(texts(compilation)).anySatisfy(text -> assertThat(text)
                .startsWith("define() runs while the module is being compiled, and Net needs what is not there yet: "
                        + "cannot find symbol")
                .contains("If another annotation processor makes it, compile the definition in a module of its own, "
                        + "and name it by @NeuralNetwork(definition = …)"));
    }

    // B10: kapt's stubs

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void b10StubsOfKotlinClassesAreToldFromClasses(boolean definition) {
        String stub = "@kotlin.Metadata(k = 1)\nfinal class " + (definition ? "Net" : "Sizes");
        String net = definition("", "");
        String sizes = "package p;\n" + stub + " { static int units() { return 0; } }";
        net = definition ? net.replace("final class Net", stub) : net.replace("dense(7)", "dense(Sizes.units())");
        List<JavaFileObject> sources = new ArrayList<>(List.of(
                source("kotlin.Metadata", "package kotlin; public @interface Metadata { int k(); }"),
                source("p.Net", net)));
        if (!definition) {
            sources.add(source("p.Sizes", sizes));
        }
        String name = definition ? "Net" : "Sizes";
        assertThat(texts(compiler().compile(sources)))
                .containsExactly(
                        "kapt shows " + name + " to processors without the code of its methods, so define() cannot "
                                + "run; compile the definition and what it uses in a module of its own, and name it here by "
                                + "@NeuralNetwork(definition = …::class)");
    }

    // B11: a busy machine

    @Test
    void b11TheTimeOfOthersDoesNotCount() throws InterruptedException {
        List<Thread> others = Stream.generate(() -> new Thread(FaultsTest::compute))
                .limit(4L * Runtime.getRuntime().availableProcessors())
                .toList();
        Thread thread = new Thread(FaultsTest::compute);
        long start = System.nanoTime();
        others.forEach(Thread::start);
        ThreadTime time = new ThreadTime(thread);
        thread.start();
        while (System.nanoTime() - start < 1_000_000_000) {
            Thread.sleep(10);
            time.nanos();
        }
        long clock = System.nanoTime() - start;
        long counted = time.nanos();
        thread.interrupt();
        others.forEach(Thread::interrupt);
        assertThat(counted).isPositive().isLessThan(clock * 7 / 10); // a fair share is a fifth
    }

    private static void compute() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "try { Thread.sleep(100_000); } catch (InterruptedException e) {}",
                "try { new java.io.PipedInputStream(new java.io.PipedOutputStream()).read(); }"
                        + " catch (java.io.IOException e) {}",
                "synchronized (this) { try { wait(); } catch (InterruptedException e) {} }",
                "for (int i = 0; i >= 0; i = (i + 1) % 7) {}",
            })
    void b11WhoWaitsOrComputesForEverIsStopped(String action) {
        Compilation compilation =
                compiler().withOptions("-Anervure.defineTimeout=1").compile(source("p.Net", definition(action, "")));
        assertThat(texts(compilation)).hasSize(1);
        assertThat(texts(compilation).get(0)).startsWith("define() of Net has not ended after 1 s");
    }

    /** An interruption closes the file that a thread reads, and javac shares its jars between all who read. */
    @Test
    void b11AnInterruptionLeavesTheOthersWhole(@TempDir Path folder) throws IOException {
        Path classes = compiled(
                folder,
                source("lib.Early", "package lib; public class Early { public static int units() { return 7; } }"),
                source("lib.Late", "package lib; public class Late { public static final class Inner {} }"));
        Path jar = folder.resolve("lib.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("lib/Early.class", "lib/Late.class", "lib/Late$Inner.class")) {
                out.putNextEntry(new JarEntry(name));
                out.write(Files.readAllBytes(classes.resolve(name)));
            }
        }
        List<JavaFileObject> sources = new ArrayList<>();
        sources.add(source(
                "p.Net",
                definition(
                        "Thread.currentThread().interrupt(); int units = lib.Early.units(); Thread.interrupted();",
                        "")));
        for (int i = 0; i < 18; i++) {
            sources.add(source("p.Net" + i, named("Net" + i)));
        }
        sources.add(
                source("p.Main", "package p; class Main { lib.Late late; lib.Late.Inner inner; Net17Model last; }"));
        Compilation compilation = compiler().withClasspath(classPath(jar)).compile(sources);
        assertThat(texts(compilation)).isEmpty();
    }

    @Test
    void b11OneFailureLeavesTheOthersWhole() {
        List<JavaFileObject> sources = new ArrayList<>();
        sources.add(
                source("p.Net", definition("while (true) { new Object(); }", "").replace("return", "// return")));
        for (int i = 0; i < 18; i++) {
            sources.add(source("p.Net" + i, named("Net" + i)));
        }
        Asks others = new Asks("p.Net17Model");
        Compilation compilation =
                compiler(others).withOptions("-Anervure.defineTimeout=1").compile(sources);
        assertThat(texts(compilation)).hasSize(1);
        assertThat(others.known()).as("the others").isTrue();
    }

    // B12: warnings

    @Test
    void b12NothingWarns() {
        Compilation compilation = compiler()
                .withOptions("-Xlint:all", "-Werror", "-Anervure.loopLimit=10")
                .compile(
                        source("p.Net", INTERFACE),
                        source("p.Other", definition("", "").replace("Net ", "Other ")));
        assertThat(compilation.diagnostics()).isEmpty();
    }

    @Test
    void b12AnnotationsAreClaimedAfterBothProcessorsHaveSeenThem() throws IOException {
        try (InputStream in =
                NeuralNetworkProcessor.class.getResourceAsStream("/META-INF/services/" + Processor.class.getName())) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .endsWith(UnclaimedAnnotationProcessor.class.getName());
        }
    }

    // B13: Java below 17

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 16})
    void b13OlderJavaIsRefusedOnce(int version) {
        String number = Integer.toString(version);
        Compilation compilation = compiler()
                .withOptions("-source", number, "-target", number)
                .compile(
                        source("p.Net", INTERFACE),
                        source("p.Other", definition("", "").replace("Net ", "Other ")));
        assertThat(texts(compilation))
                .containsExactly("Nervure generates Java 17, and this compilation is for Java " + version
                        + "; compile with --release 17 or later (Maven: <maven.compiler.release>17</maven.compiler.release>; "
                        + "Gradle: options.release = 17)");
    }

    // B15: local interfaces

    /** Should a compiler ever show them, NeuralNetwork's Javadoc is to be corrected, and this test with it. */
    @Test
    void b15LocalInterfacesAreShownToNoProcessor() {
        String local =
                "package p; import dev.nervure.dsl.*; class Outer { void method() { @NeuralNetwork interface Net { "
                        + "@Input(3) Tensor x(); @Dense(units = 7) Tensor y(Tensor x); } } }";
        List<String> seen = new ArrayList<>();
        Processor all = new Other() {
            @Override
            public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
                annotations.forEach(annotation -> seen.add(annotation.toString()));
                return false;
            }
        };
        Compilation compilation = javac().withProcessors(all).compile(source("p.Outer", local));
        assertThat(texts(compilation)).isEmpty();
        assertThat(seen).isEmpty();
    }

    // Tools

    private static Compiler compiler() {
        return javac().withProcessors(
                        new NeuralNetworkProcessor(), new DefinitionProcessor(), new UnclaimedAnnotationProcessor());
    }

    private static Compiler compiler(Processor other) {
        return javac().withProcessors(other, new NeuralNetworkProcessor(), new DefinitionProcessor());
    }

    /** A processor of another kind. */
    private abstract static class Other extends AbstractProcessor {
        @Override
        public final Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public final SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }
    }

    /** Knows at the end whether a class was written. */
    private static final class Asks extends Other {
        private final String name;
        private boolean known;

        Asks(String name) {
            this.name = name;
        }

        boolean known() {
            return known;
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            known = processingEnv.getElementUtils().getTypeElement(name) != null;
            return false;
        }
    }

    /** With another processor, before or after Nervure's, that writes a class. */
    private static Compiler withWriter(boolean first, String name, String text) {
        Processor writer = new Writes(name, text);
        return first
                ? javac().withProcessors(writer, new NeuralNetworkProcessor(), new DefinitionProcessor())
                : javac().withProcessors(new DefinitionProcessor(), new NeuralNetworkProcessor(), writer);
    }

    private static final class Writes extends Other {
        private final String name;
        private final String text;
        private boolean written;

        Writes(String name, String text) {
            this.name = name;
            this.text = text;
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!written) {
                written = true;
                try (Writer out =
                        processingEnv.getFiler().createSourceFile(name).openWriter()) {
                    out.write(text);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }

    /** The processor for interfaces, where files cannot be written for that reason. */
    private static Processor failing(Error reason) {
        Filer filer = proxy(Filer.class, (method, arguments) -> {
            throw reason;
        });
        NeuralNetworkProcessor real = new NeuralNetworkProcessor();
        return proxy(Processor.class, (method, arguments) -> {
            if (!method.getName().equals("init")) {
                return method.invoke(real, arguments);
            }
            real.init(proxy(
                    ProcessingEnvironment.class,
                    (called, values) ->
                            called.getName().equals("getFiler") ? filer : called.invoke(arguments[0], values)));
            return null;
        });
    }

    private interface Call {
        Object on(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.on(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Class files of a library. */
    private static Path compiled(Path folder, JavaFileObject... sources) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                Writer.nullWriter(),
                                null,
                                null,
                                List.of("-proc:none", "-d", classes.toString()),
                                null,
                                List.of(sources))
                        .call())
                .isTrue();
        return classes;
    }

    private static List<File> classPath(Path first) {
        List<File> path = new ArrayList<>(List.of(first.toFile()));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .forEach(path::add);
        return path;
    }

    private static JavaFileObject source(String name, String text) {
        return JavaFileObjects.forSourceString(name, text);
    }

    private static List<String> texts(Compilation compilation) {
        return compilation.diagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> d.getMessage(Locale.ROOT))
                .toList();
    }

    private static String generated(Compilation compilation, String type) {
        assertThat(texts(compilation)).isEmpty();
        return compilation
                .generatedSourceFile(type)
                .map(file -> {
                    try {
                        return file.getCharContent(true).toString();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElseThrow(() -> new AssertionError("no " + type + " among " + compilation.generatedSourceFiles()));
    }
}
