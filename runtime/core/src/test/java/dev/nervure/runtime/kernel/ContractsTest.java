package dev.nervure.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.Tools;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each contract of a kernel is tested twice: with plain loops, and with vectors where the build has their module. */
class ContractsTest {
    static Stream<String> contracts() throws IOException, URISyntaxException {
        Path classes = Tools.classes(ContractsTest.class);
        try (Stream<Path> files = Files.walk(classes)) {
            return files
                    .map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith("Contract.class"))
                    .map(file -> file.replace(classes.getFileSystem().getSeparator(), ".")
                            .replaceFirst("\\.class$", ""))
                    .filter(name -> !name.equals(AllocationContract.class.getName())) // vectors in JVMs of their own
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isTestedWithBothProviders(String contract) throws ClassNotFoundException {
        Class<?> portable = test("Portable", contract);
        Class<?> vector = test("Vector", contract);
        assertThat(portable).matches(test -> tag(test).isEmpty(), "runs in the build's first pass");
        assertThat(vector).matches(test -> tag(test).equals("vector"), "runs in the passes with vectors");
    }

    /** The subclass that runs a contract. */
    private static Class<?> test(String provider, String contract) throws ClassNotFoundException {
        String name = contract.replaceFirst("(\\w+)Contract$", provider + "$1Test");
        Class<?> test = Class.forName(name, false, ContractsTest.class.getClassLoader());
        assertThat(test.getSuperclass().getName()).isEqualTo(contract);
        return test;
    }

    private static String tag(Class<?> test) {
        Tag tag = test.getAnnotation(Tag.class);
        return tag == null ? "" : tag.value();
    }
}
