package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar for serving is a choice of classes in the pom: what generated code calls, and nothing that needs another one. */
class ServingJarTest {
    private static final Pattern INCLUDE = Pattern.compile("<include>(.*)</include>");
    private static final Pattern DEPENDENCY =
            Pattern.compile("^ +(dev\\.nervure\\.\\S+) +-> (dev\\.nervure\\.\\S+)", Pattern.MULTILINE);

    @Test
    void needsNoClassOutsideIt() throws Exception {
        Path classes = classes();
        Set<String> inside = inside(classes);
        assertThat(inside).contains(CompiledModel.class.getName()).doesNotContain(Trainer.class.getName());

        List<String> missing = DEPENDENCY
                .matcher(dependencies(classes))
                .results()
                .filter(found -> inside.contains(found.group(1)) && !inside.contains(found.group(2)))
                .map(MatchResult::group)
                .map(String::strip)
                .toList();

        assertThat(missing).as("needs an <include> in runtime/pom.xml").isEmpty();
    }

    @Test
    void leavesNoPatternWithoutAClass() throws Exception {
        Set<String> inside = inside(classes());
        assertThat(patterns()).hasSizeGreaterThan(10).allSatisfy(pattern -> assertThat(inside)
                .anyMatch(name -> matcher(pattern).matches(Path.of(name.replace('.', '/') + ".class"))));
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(
                Model.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<String> patterns() throws IOException {
        return INCLUDE.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("/**/", "{/,/**/}"));
    }

    private static Set<String> inside(Path classes) throws IOException {
        List<PathMatcher> matchers =
                patterns().stream().map(ServingJarTest::matcher).toList();
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(classes::relativize)
                    .filter(file -> matchers.stream().anyMatch(matcher -> matcher.matches(file)))
                    .map(file -> file.toString()
                            .replaceFirst("\\.class$", "")
                            .replace(file.getFileSystem().getSeparator(), "."))
                    .collect(Collectors.toSet());
        }
    }

    /** Lines {@code class -> class}. */
    private static String dependencies(Path classes) {
        StringWriter out = new StringWriter();
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "--ignore-missing-deps",
                        "--multi-release",
                        "base",
                        "-verbose:class",
                        "-filter:none",
                        classes.toString());
        assertThat(status).as(out.toString()).isZero();
        return out.toString();
    }
}
