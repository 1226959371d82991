package dev.nervure.processor;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.util.Arrays;

/**
 * Where compilers that find their processors by themselves look: the class path of the tests without Lombok, which runs for
 * every source where it is found, and says on JDK 25 what it thinks of that JDK.
 */
public final class ProcessorPath {
    private ProcessorPath() {}

    public static String text() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("lombok"))
                .collect(joining(File.pathSeparator));
    }
}
