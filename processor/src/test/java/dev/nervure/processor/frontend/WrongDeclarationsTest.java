package dev.nervure.processor.frontend;

import static com.google.testing.compile.Compiler.javac;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.DefinitionProcessor;
import dev.nervure.processor.NeuralNetworkProcessor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What declarations hear that are wrong. Each file of {@code resources/wrong-declarations} is called as a message; in it a
 * caret below a line says where javac must show an error, and which. No other error may be shown.
 */
class WrongDeclarationsTest {
    /**
     * What the tests below, {@link DefinitionTest}, {@link FaultsTest} and those of ONNX files and of KSP are for, since it is not in the
     * text of a declaration.
     */
    private static final Set<Message> OF_SURROUNDINGS = EnumSet.of(
            Message.OPTION,
            Message.NO_PLACE_FOR_REPORT,
            Message.FAULT,
            Message.CLASS_EXISTS,
            Message.PARAMETER_NAMES,
            Message.NOT_FOUND,
            Message.NOT_COMPLETE,
            Message.WITHOUT_CODE,
            Message.NOT_ON_KSP_PATH,
            Message.ENDLESS,
            Message.RELEASE,
            Message.ONNX_NOT_FOUND,
            Message.ONNX_UNREADABLE,
            Message.ONNX_INPUTS,
            Message.ONNX_IN_THE_WAY,
            Message.ONNX_NUMBERS_MEET,
            Message.ONNX_WITHOUT_PROCESSOR,
            Message.COMPILER_LIMIT);

    /** What {@link #firstDays} is for. */
    private static final Set<Message> OF_FIRST_DAYS = EnumSet.of(
            Message.LAYER_OF_OTHERS,
            Message.UNKNOWN_ATTRIBUTE,
            Message.MISSING_ATTRIBUTE,
            Message.NO_INPUT,
            Message.PROBABILITIES,
            Message.LOGITS,
            Message.ONE_CLASS,
            Message.NO_ACTIVATION,
            Message.NOT_FLAT,
            Message.CHANNELS_LAST);

    private static final Path FILES = Path.of("src/test/resources/wrong-declarations");
    private static final Path FIRST_DAYS = Path.of("src/test/resources/first-day");

    private static final String DIGITS = """
            package wrong;

            import dev.nervure.dsl.*;

            @NeuralNetwork
            interface Digits {
                @Input(64) Tensor pixels();
                @Dense(units = 10) Tensor logits(Tensor pixels);
            }
            """;

    @TestFactory
    Stream<DynamicTest> errorsStandWhereTheCaretsAre() throws IOException {
        return Files.list(FILES)
                .sorted()
                .map(file -> dynamicTest(message(file), () -> {
                    String expected = Files.readString(file);
                    String code = expected.lines()
                            .filter(line -> !line.startsWith("//"))
                            .collect(joining("\n", "", "\n"));
                    Compilation compilation = javac().withProcessors(
                                    new NeuralNetworkProcessor(), new DefinitionProcessor())
                            .compile(JavaFileObjects.forSourceString("wrong." + message(file), code));
                    assertThat(withCarets(code, compilation.errors())).isEqualTo(expected);
                }));
    }

    /**
     * What those try who come from PyTorch or Keras, each in a file of its own. What javac itself says of names that it does
     * not find is left out.
     */
    @TestFactory
    Stream<DynamicTest> firstDays() throws IOException {
        return Files.list(FIRST_DAYS)
                .sorted()
                .map(file -> dynamicTest(message(file), () -> {
                    String expected = Files.readString(file);
                    String code = expected.lines()
                            .filter(line -> !line.startsWith("//"))
                            .collect(joining("\n", "", "\n"));
                    Compilation compilation = javac().withProcessors(new NeuralNetworkProcessor())
                            .compile(JavaFileObjects.forSourceString("wrong.Net", code));
                    List<Diagnostic<? extends JavaFileObject>> ours = compilation.diagnostics().stream()
                            .filter(d -> !d.getMessage(Locale.ROOT).startsWith("cannot find symbol"))
                            .collect(toList());
                    String found = withCarets(code, ours);
                    if (Boolean.getBoolean("nervure.updateGolden")) {
                        Files.writeString(file, found);
                    }
                    assertThat(ours).isNotEmpty();
                    assertThat(found).isEqualTo(expected);
                }));
    }

    @Test
    void everyMessageIsTested() throws IOException {
        EnumSet<Message> tested = EnumSet.copyOf(OF_SURROUNDINGS);
        tested.addAll(OF_FIRST_DAYS);
        try (Stream<Path> files = Files.list(FILES)) {
            files.forEach(file -> tested.add(Message.valueOf(message(file))));
        }
        assertThat(tested).isEqualTo(EnumSet.allOf(Message.class));
    }

    @Test
    void methodsThatAreInheritedCannotNameATensor() throws ClassNotFoundException {
        List<String> unfit = new ArrayList<>();
        for (String name : List.of("CompiledActivations", "CompiledGradients")) {
            for (Class<?> type = Class.forName("dev.nervure.runtime.generated." + name);
                    type != null;
                    type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    boolean inherited = (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
                    if (inherited && method.getParameterCount() == 0) {
                        assertThat(NameCheck.unfit(method.getName()))
                                .as(method.toString())
                                .isNotNull();
                        unfit.add(method.getName());
                    }
                }
            }
        }
        assertThat(unfit).contains("capacity", "fromLoss", "toString");
    }

    @Test
    void namesThatOnlyLookDangerousAreAllowed() {
        String code = """
                package wrong;

                import dev.nervure.dsl.*;

                @NeuralNetwork(loss = Loss.MEAN_SQUARED_ERROR)
                interface Compiled {
                    @Input(6) Tensor n();
                    @Dense(units = 6) Tensor w(Tensor n);
                    @Dense(units = 6, name = "0") Tensor a(Tensor w);
                    @Dense(units = 6, name = "1.0") Tensor g(Tensor a);
                    @Dense(units = 6, name = "10") Tensor Q(Tensor g);
                    @Dense(units = 6) Tensor row(Tensor Q);
                    @Dense(units = 300) Tensor activation(Tensor row);
                    @Dense(units = 300) Tensor parameter(Tensor activation);
                    @Softmax Tensor floats(Tensor parameter);
                    @Dense(units = 6) Tensor record(Tensor floats);
                    @Dense(units = 6) Tensor dRecord(Tensor record);
                    @Dense(units = 6) Tensor i(Tensor dRecord);
                }
                """;
        assertThat(compile(code, new NeuralNetworkProcessor()).errors()).isEmpty();
    }

    @Test
    void whatJavaReportsIsLeftToIt() {
        String code = """
                package wrong;

                import dev.nervure.dsl.*;

                @NeuralNetwork
                interface Digits {
                    @Input(64) Tensor pixels();
                    @Dense Tensor hidden(Tensor pixels);
                    @Dense(units = Sizes.CLASSES) Tensor logits(Tensr hidden);
                }
                """;
        assertThat(texts(compile(code, new NeuralNetworkProcessor())))
                .isNotEmpty()
                .noneMatch(text -> text.contains("Nervure") || text.contains("tensor"));
    }

    @Test
    void optionsSayWhatTheyTake() {
        Compilation compilation = javac().withProcessors(new NeuralNetworkProcessor())
                .withOptions("-Anervure.unrollLimit=many")
                .compile(JavaFileObjects.forSourceString("wrong.Digits", DIGITS));
        assertThat(texts(compilation))
                .containsExactly("-Anervure.unrollLimit must be a number of weights, 0 or more, got 'many'");
    }

    @Test
    void classesOfTheUserAreNotOverwritten() {
        Compilation compilation = javac().withProcessors(new NeuralNetworkProcessor())
                .compile(
                        JavaFileObjects.forSourceString("wrong.Digits", DIGITS),
                        JavaFileObjects.forSourceString("wrong.DigitsModel", "package wrong; class DigitsModel {}"));
        assertThat(texts(compilation))
                .containsExactly(
                        "DigitsModel exists already, and Nervure generates a class of that name for Digits; rename one of "
                                + "them");
    }

    @Test
    void faultsOfNervureAskForAReport() {
        Filer broken = proxy(Filer.class, (method, arguments) -> {
            throw new IllegalStateException("broken on purpose");
        });
        NeuralNetworkProcessor real = new NeuralNetworkProcessor();
        Processor processor = proxy(Processor.class, (method, arguments) -> {
            if (!method.getName().equals("init")) {
                return method.invoke(real, arguments);
            }
            real.init(proxy(
                    ProcessingEnvironment.class,
                    (called, values) ->
                            called.getName().equals("getFiler") ? broken : called.invoke(arguments[0], values)));
            return null;
        });
        Compilation compilation = compile(DIGITS, processor);
        assertThat(compilation.errors()).hasSize(1);
        assertThat(compilation.errors().get(0).getLineNumber()).isEqualTo(6);
        assertThat(texts(compilation).get(0))
                .startsWith("Nervure failed while it compiled Digits. This is a fault of Nervure, not of your "
                        + "declaration; please report it with the text below.")
                .contains("IllegalStateException: broken on purpose");
    }

    /** Gradle shows unchanged declarations as class files, where the names of parameters are missing. */
    @Test
    void classFilesNeedTheNamesOfParameters(@TempDir Path classes) throws IOException {
        JavaFileObject source = JavaFileObjects.forSourceString("wrong.Digits", DIGITS);
        List<String> plain = List.of("-proc:none", "-d", classes.toString());
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(null, null, null, plain, null, List.of(source))
                        .call())
                .isTrue();
        assertThat(processClassFile(classes))
                .containsExactly(
                        "the names of the parameters are missing from the class file of Digits; compile it with "
                                + "-parameters");

        JavaFileObject model =
                JavaFileObjects.forSourceString("wrong.DigitsModel", "package wrong; class DigitsModel {}");
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, plain, null, List.of(model))
                .call();
        assertThat(processClassFile(classes)).as("compiled before").isEmpty();
    }

    private static List<String> processClassFile(Path classes) {
        var diagnostics = new javax.tools.DiagnosticCollector<JavaFileObject>();
        var task = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        diagnostics,
                        List.of(
                                "-proc:only",
                                "-d",
                                classes.toString(),
                                "-cp",
                                classes + System.getProperty("path.separator") + System.getProperty("java.class.path")),
                        List.of("wrong.Digits"),
                        null);
        task.setProcessors(List.of(new NeuralNetworkProcessor()));
        task.call();
        return diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> d.getMessage(Locale.ROOT))
                .toList();
    }

    private static Compilation compile(String code, Processor processor) {
        String type = code.contains("interface Compiled") ? "wrong.Compiled" : "wrong.Digits";
        return javac().withProcessors(processor).compile(JavaFileObjects.forSourceString(type, code));
    }

    private static List<String> texts(Compilation compilation) {
        return compilation.errors().stream().map(e -> e.getMessage(Locale.ROOT)).toList();
    }

    private static String message(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** The code with a line below each line that has an error: {@code //    ^ text}. */
    private static String withCarets(String code, List<Diagnostic<? extends JavaFileObject>> errors) {
        StringBuilder text = new StringBuilder();
        List<String> lines = code.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append('\n');
            for (Diagnostic<? extends JavaFileObject> error : errors) {
                if (error.getLineNumber() == i + 1) {
                    int indent = Math.max(0, (int) error.getColumnNumber() - 3);
                    text.append("//")
                            .append(" ".repeat(indent))
                            .append("^ ")
                            .append(error.getMessage(Locale.ROOT).replace("\n", "\n//"))
                            .append('\n');
                }
            }
        }
        return text.toString();
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
}
