package dev.nervure.processor.frontend;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the code of definitions calls instead of the methods that end the JVM, which is the compiler's, and of those that
 * look such a method up; {@link ExitCalls} rewrites the calls. Public since that code is not ours.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // called by nobody who could choose
public final class Exit {
    private Exit() {}

    /** Instead of {@link System#exit}. */
    public static void exit(int status) {
        throw new Called("System.exit");
    }

    /** Instead of {@link Runtime#exit}. */
    public static void exit(@Nullable Runtime runtime, int status) {
        throw new Called("Runtime.exit");
    }

    /** Instead of {@link Runtime#halt}. */
    public static void halt(@Nullable Runtime runtime, int status) {
        throw new Called("Runtime.halt");
    }

    /** Instead of {@link Class#getMethod}. */
    public static Method getMethod(Class<?> type, String name, Class<?> @Nullable [] parameters)
            throws NoSuchMethodException {
        require(type, name);
        return type.getMethod(name, parameters);
    }

    /** Instead of {@link Class#getDeclaredMethod}. */
    public static Method getDeclaredMethod(Class<?> type, String name, Class<?> @Nullable [] parameters)
            throws NoSuchMethodException {
        require(type, name);
        return type.getDeclaredMethod(name, parameters);
    }

    /** Instead of {@link Class#getMethods}: without those that end the JVM. */
    public static Method[] getMethods(Class<?> type) {
        return harmless(type.getMethods());
    }

    /** Instead of {@link Class#getDeclaredMethods}: without those that end the JVM. */
    public static Method[] getDeclaredMethods(Class<?> type) {
        return harmless(type.getDeclaredMethods());
    }

    /** Instead of {@link MethodHandles.Lookup#findVirtual}. */
    public static MethodHandle findVirtual(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type)
            throws NoSuchMethodException, IllegalAccessException {
        require(owner, name);
        return lookup.findVirtual(owner, name, type);
    }

    /** Instead of {@link MethodHandles.Lookup#findStatic}. */
    public static MethodHandle findStatic(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type)
            throws NoSuchMethodException, IllegalAccessException {
        require(owner, name);
        return lookup.findStatic(owner, name, type);
    }

    /** Instead of {@link MethodHandles.Lookup#bind}. */
    public static MethodHandle bind(MethodHandles.Lookup lookup, Object receiver, String name, MethodType type)
            throws NoSuchMethodException, IllegalAccessException {
        require(receiver.getClass(), name);
        return lookup.bind(receiver, name, type);
    }

    private static Method[] harmless(Method[] methods) {
        return Arrays.stream(methods)
                .filter(method -> !ends(method.getDeclaringClass(), method.getName()))
                .toArray(Method[]::new);
    }

    private static void require(Class<?> owner, String name) {
        if (ends(owner, name)) {
            throw new Called(owner.getSimpleName() + "." + name);
        }
    }

    private static boolean ends(Class<?> owner, String name) {
        return (owner == System.class && name.equals("exit"))
                || (owner == Runtime.class && (name.equals("exit") || name.equals("halt")));
    }

    /** A definition wanted to end the JVM. An error, so that no handler of exceptions takes it for one of its own. */
    static final class Called extends Error {
        private static final long serialVersionUID = 1L;

        private final String method;

        private Called(String method) {
            super(method);
            this.method = method;
        }

        String method() {
            return method;
        }
    }
}
