package dev.nervure.processor.stream;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Stream;
import dev.nervure.runtime.TensorInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of a network, by reflection. */
final class Streamer {
    private final List<TensorInfo> outputs;
    final Stream stream;
    private final Method step;
    private final Method feed;
    private final Method position;

    private Streamer(List<TensorInfo> outputs, Stream stream) {
        this.outputs = outputs;
        this.stream = stream;
        this.step = method("step", 1);
        this.position = method("position", 0);
        this.feed = method("feed", 2 + outputs.size());
    }

    static Streamer of(Model model) {
        return new Streamer(model.outputs(), model.newStream());
    }

    Streamer copy() {
        return new Streamer(outputs, stream.copy());
    }

    private Method method(String name, int parameters) {
        return Arrays.stream(stream.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow();
    }

    private Object call(Method method, Object... arguments) {
        try {
            return method.invoke(stream, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    void give(String input, float[] values) {
        call(method(input, 1), (Object) values);
    }

    /** The outputs of one place; null for one that it gives no place. */
    float[][] step(Object place) {
        Object y = call(step, place);
        return outputs.size() == 1
                ? new float[][] {copy(y)}
                : outputs.stream()
                        .map(output -> copy(call(method(output.name(), 0))))
                        .toArray(float[][]::new);
    }

    private static float @Nullable [] copy(@Nullable Object values) {
        return values == null ? null : ((float[]) values).clone();
    }

    /** A step whose outputs nobody reads; returns a float array or nothing. */
    void stepOnly(Object[] place) {
        call(step, place);
    }

    /** A call that computes nothing and returns an integer, to compare what the call itself allocates. */
    void position(Object[] place) {
        call(position);
    }

    /** The outputs of many places, each with as much room as is given. */
    void feed(Object places, int count, float[]... outputs) {
        Object[] arguments = new Object[2 + outputs.length];
        arguments[0] = places;
        arguments[1] = count;
        System.arraycopy(outputs, 0, arguments, 2, outputs.length);
        call(feed, arguments);
    }
}
