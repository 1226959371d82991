package dev.nervure.runtime.kernel;

import dev.nervure.runtime.kernel.internal.Fma;
import dev.nervure.runtime.kernel.internal.Lanes;
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

    private static final Choice CHOICE = choose(System.getProperty(PROVIDER), moduleIsReadable(), Fma.FUSED);

    static {
        // Setting up the JDK's logging takes longer than loading a network: nobody should wait for it.
        new Thread(CHOICE, "nervure-log").start();
    }

    private Kernels() {}

    /** The name of the provider that runs: {@code portable}, or {@code vector} with its bits. */
    public static String name() {
        return CHOICE.required();
    }

    /**
     * Whether vectors run, and not plain loops. A constant to HotSpot, so that a kernel that asks costs as much as the loops
     * that it calls.
     *
     * @throws IllegalStateException if the provider that the property forces cannot run
     */
    public static boolean vectors() {
        CHOICE.required();
        return CHOICE.vectors;
    }

    /** The name of a provider and the line of log about it; or no provider, and why. */
    record Choice(@Nullable String name, boolean vectors, String message) implements Runnable {
        String required() {
            if (name == null) {
                throw new IllegalStateException(message);
            }
            return name;
        }

        /** Says it in the log. */
        @Override
        public void run() {
            System.getLogger("dev.nervure.runtime").log(Level.INFO, message);
        }
    }

    /** By the property's value, null where it is not set. */
    static Choice choose(@Nullable String forced, boolean moduleIsReadable, boolean fused) {
        if (forced == null) {
            if (!moduleIsReadable) {
                return portable("; for faster ones, " + ADD_MODULE);
            }
            return fused ? vector() : portable(", because this processor does not fuse multiply and add");
        }
        return switch (forced) {
            case "portable" -> portable(", because " + PROVIDER + " says so");
            case "vector" ->
                moduleIsReadable
                        ? vector()
                        : refused(PROVIDER + "=vector, but module " + VECTOR_MODULE + " is not there; " + ADD_MODULE);
            default -> refused(PROVIDER + "=" + forced + ": expected portable or vector");
        };
    }

    private static Choice portable(String remark) {
        return new Choice("portable", false, "kernels: portable" + remark);
    }

    private static Choice vector() {
        try {
            // Only here, so that nothing asks for the incubating module where it is missing.
            String name = "vector, " + Lanes.FLOATS.vectorBitSize() + " bits";
            return new Choice(name, true, "kernels: " + name);
        } catch (ExceptionInInitializerError e) {
            return refused(String.valueOf(e.getException().getMessage()));
        }
    }

    private static Choice refused(String message) {
        return new Choice(null, false, message);
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
}
