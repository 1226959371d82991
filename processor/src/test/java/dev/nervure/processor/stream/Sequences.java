package dev.nervure.processor.stream;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Stream;
import dev.nervure.runtime.TensorInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** Several streams of a network, by reflection. */
final class Sequences {
    private final List<TensorInfo> outputs;
    private final Object streams;

    Sequences(Model model, int capacity) {
        this.outputs = model.outputs();
        try {
            this.streams = model.getClass().getMethod("newStreams", int.class).invoke(model, capacity);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Object call(String name, Object... arguments) {
        Method method = Arrays.stream(streams.getClass().getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.length)
                .filter(m -> arguments.length == 0
                        || m.getParameterTypes()[0].isPrimitive()
                        || m.getParameterTypes()[0].isInstance(arguments[0]))
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(streams, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    int join() {
        return (Integer) call("join");
    }

    int join(Stream stream) {
        return (Integer) call("join", stream);
    }

    void leave(int sequence) {
        call("leave", sequence);
    }

    int position(int sequence) {
        return (Integer) call("position", sequence);
    }

    void give(String input, int sequence, float[] values) {
        call(input, sequence, values);
    }

    /** The arrays of the outputs, of all sequences. */
    float[][] step(Object places) {
        Object y = call("step", places);
        return outputs.size() == 1
                ? new float[][] {(float[]) y}
                : outputs.stream().map(output -> (float[]) call(output.name())).toArray(float[][]::new);
    }

    int places(String output, int sequence) {
        return (Integer) call("places", output, sequence);
    }

    int capacity() {
        return (Integer) call("capacity");
    }
}
