package dev.nervure.dsl;

import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.OnnxImporter;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.ServiceLoader;

/** Asks the processor for the tensors of ONNX files. */
final class OnnxTensors {
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private OnnxTensors() {}

    static List<Tensor> read(String file, List<Tensor> inputs, OnnxOptions options) {
        if (!options.name().isEmpty() && !Tensor.isPath(options.name())) {
            throw NetworkException.attribute("name", Message.PATH, options.name());
        }
        OnnxImporter importer = ServiceLoader.load(OnnxImporter.class, OnnxImporter.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new NetworkException(Message.ONNX_WITHOUT_PROCESSOR, file));
        return importer.tensors(new OnnxImporter.Request(
                caller(), file, inputs, options.outputs(), options.fixed(), options.trainable(), options.name()));
    }

    /** The class whose code asks: the file may lie beside it, and it sees what its own class loader sees. */
    private static Class<?> caller() {
        String language = Tensor.class.getPackageName();
        return CALLERS.walk(frames -> frames.<Class<?>>map(StackFrame::getDeclaringClass)
                        .filter(type -> !type.getPackageName().equals(language))
                        .findFirst())
                .orElse(Tensor.class);
    }
}
