package dev.nervure.processor.onnx;

import dev.nervure.dsl.Network;
import dev.nervure.processor.onnx.export.Skeleton;
import dev.nervure.processor.reference.Array;
import dev.nervure.runtime.OnnxWriter;
import dev.nervure.runtime.kernel.attention.Positions;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Networks as ONNX files, without a compiled model. */
public final class Exported {
    private Exported() {}

    /** Whether a network has a file. */
    public static boolean possible(Network network) {
        return Skeleton.of("garden", "Net", "", network).obstacle() == null;
    }

    /** The file of a network at these parameters. */
    public static byte[] file(Network network, Map<String, Array> parameters) {
        Skeleton skeleton = Skeleton.of("garden", "Net", "", network);
        OnnxWriter writer = new OnnxWriter(skeleton.file());
        parameters.forEach((name, values) -> {
            if (!skeleton.trainingOnly().contains(name)) {
                writer.floats(name, values.shape(), values::floats);
            }
        });
        skeleton.tables()
                .forEach(table -> writer.floats(
                        table.name(),
                        new int[] {table.steps(), table.size()},
                        () -> table.base() == 0
                                ? Positions.sinusoidal(table.steps(), table.size())
                                : Positions.rotary(table.steps(), table.size(), table.base())));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out);
        return out.toByteArray();
    }
}
