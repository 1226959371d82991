package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.spi.ToolProvider;

/** The JDK's tools. */
final class Tools {
    private Tools() {}

    /** What a tool prints; it must succeed. */
    static String run(String tool, String... arguments) {
        StringWriter out = new StringWriter();
        int status =
                ToolProvider.findFirst(tool).orElseThrow().run(new PrintWriter(out), new PrintWriter(out), arguments);
        assertThat(status).as(out.toString()).isZero();
        return out.toString();
    }
}
