package dev.nervure.runtime.kernel;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Which implementation of the kernels runs: vectors where the module {@code jdk.incubator.vector} is resolved, otherwise
 * plain loops. Chosen once, when the first model is made, and said in one line of log. The system property
 * {@code nervure.provider}, {@code portable} or {@code vector}, forces one.
 */
public final class Kernels {
    static final String PROVIDER = "nervure.provider";

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String ADD_MODULE = "start java with --add-modules " + VECTOR_MODULE;

    private Kernels() {}

    /** The name of the provider that runs: {@code portable}, or {@code vector} with its bits. */
    public static String name() {
        return provider().name();
    }

    static Provider provider() {
        return Holder.CHOICE.required();
    }

    /** A provider and the line of log about it; or no provider, and why. */
    record Choice(@Nullable Provider provider, String message) {
        Provider required() {
            if (provider == null) {
                throw new IllegalStateException(message);
            }
            return provider;
        }
    }

    /** By the property's value, null where it is not set. */
    static Choice choose(@Nullable String forced, boolean moduleIsReadable, boolean fused) {
        if (forced == null) {
            if (!moduleIsReadable) {
                return chosen(new PortableProvider(), "; for faster ones, " + ADD_MODULE);
            }
            return fused
                    ? vector()
                    : chosen(new PortableProvider(), ", because this processor does not fuse multiply and add");
        }
        return switch (forced) {
            case "portable" -> chosen(new PortableProvider(), ", because " + PROVIDER + " says so");
            case "vector" ->
                moduleIsReadable
                        ? vector()
                        : new Choice(
                                null,
                                PROVIDER + "=vector, but module " + VECTOR_MODULE + " is not there; " + ADD_MODULE);
            default -> new Choice(null, PROVIDER + "=" + forced + ": expected portable or vector");
        };
    }

    private static Choice vector() {
        try {
            // Only here, so that nothing asks for the incubating module where it is missing.
            return chosen(new VectorProvider(), "");
        } catch (IllegalArgumentException e) {
            return new Choice(null, String.valueOf(e.getMessage()));
        }
    }

    private static Choice chosen(Provider provider, String remark) {
        return new Choice(provider, "kernels: " + provider.name() + remark);
    }

    /** The module descriptor does not ask for the incubating module, so that no user is warned of it; this does. */
    private static boolean moduleIsReadable() {
        for (Module module : ModuleLayer.boot().modules()) { // findModule looks for what is missing by streams: 10 ms
            if (VECTOR_MODULE.equals(module.getName())) {
                Kernels.class.getModule().addReads(module);
                return true;
            }
        }
        return false;
    }

    private static final class Holder {
        static final Choice CHOICE = choose(System.getProperty(PROVIDER), moduleIsReadable(), Fma.FUSED);

        static {
            // Setting up the JDK's logging takes longer than loading a network: nobody should wait for it.
            new Log(CHOICE.message).start();
        }
    }

    private static final class Log extends Thread {
        private final String message;

        Log(String message) {
            super("nervure-log");
            this.message = message;
        }

        @Override
        public void run() {
            System.getLogger("dev.nervure.runtime").log(Level.INFO, message);
        }
    }
}
