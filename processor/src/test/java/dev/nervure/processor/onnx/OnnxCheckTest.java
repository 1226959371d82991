package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxCheck;
import org.junit.jupiter.api.Test;

/** What {@code check} says of a file. */
class OnnxCheckTest {
    private static ProtoBytes graph() {
        return new ProtoBytes()
                .message(1, ProtoBytes.node("Relu", "x", "h"))
                .message(1, ProtoBytes.node("Frobnicate", "h", "y"))
                .message(1, ProtoBytes.node("Twiddle", "y", "z"))
                .message(12, ProtoBytes.value("z", 1, 3));
    }

    private static String report(ProtoBytes graph) {
        return OnnxCheck.report("odd.onnx", ModelReader.read(ProtoBytes.model(graph), null), ImportOptions.NONE);
    }

    /** The second unknown operator reads the first, and is told all the same. */
    @Test
    void allThatStandsInTheWayIsATableWithWhatRemains() {
        assertThat(report(graph().message(11, ProtoBytes.value("x", 1, 3)))).isEqualTo("""
                odd.onnx: 3 nodes of opset 17, 0 numbers

                input x FLOAT [1, 3]
                output z FLOAT

                2 in the way:
                  node  operator    opset  place  reason
                  ny    Frobnicate  17     2      there is no such operator here yet
                  nz    Twiddle     17     3      there is no such operator here yet

                of 3 nodes 0 hang on constants and shapes alone, 1 compute at run time, 2 cannot be made
                  place  node  operator  sizes
                  1      nh    Relu      [1, 3]
                """);
    }

    /** Axes that need a size do not hide operators that are unknown. */
    @Test
    void openAxesAreToldTogetherWithUnknownOperators() {
        ProtoBytes shape = new ProtoBytes()
                .message(1, new ProtoBytes().text(2, "n"))
                .message(1, new ProtoBytes().text(2, "height"))
                .message(1, new ProtoBytes().text(2, "width"));
        ProtoBytes tensor = new ProtoBytes().integer(1, 1).message(2, shape);
        ProtoBytes open = new ProtoBytes().text(1, "x").message(2, new ProtoBytes().message(1, tensor));
        assertThat(report(graph().message(11, open)))
                .contains(
                        "3 in the way:",
                        "the file leaves the size of axis 1 open (it calls it 'height') and that of axis 2 (it calls it"
                                + " 'width'); give it with @Axis(input = \"x\", axis = 1, …) @Axis(input = \"x\", axis = 2, …)",
                        "  axis 2 is open: @Axis(input = \"x\", axis = 2, max = …)",
                        "Frobnicate  17     2      there is no such operator here yet",
                        "Twiddle     17     3      there is no such operator here yet");
    }
}
