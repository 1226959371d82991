package dev.nervure.processor.frontend;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The time that a thread has had: what it computed, and what it waited for by its own will. The time that a busy machine
 * gave to others does not count. To be asked every few milliseconds.
 */
final class ThreadTime {
    private final Thread thread;
    private final @Nullable ThreadMXBean processorTimes = processorTimes();
    private long seen = System.nanoTime();
    private long computed;
    private long waited;

    ThreadTime(Thread thread) {
        this.thread = thread;
    }

    private static @Nullable ThreadMXBean processorTimes() {
        try {
            ThreadMXBean times = ManagementFactory.getThreadMXBean();
            return times.isThreadCpuTimeSupported() && times.isThreadCpuTimeEnabled() ? times : null;
        } catch (LinkageError noManagement) { // a JDK that was linked without java.management
            return null;
        }
    }

    /** The nanoseconds so far; those of the clock where the JVM does not measure threads. */
    long nanos() {
        long now = System.nanoTime();
        long before = computed;
        computed = processorTimes == null ? 0 : Math.max(computed, processorTimes.getThreadCpuTime(thread.getId()));
        if (computed == before && (processorTimes == null || isWaiting())) {
            waited += now - seen;
        }
        seen = now;
        return computed + waited;
    }

    /** Java calls a thread that waits for input in native code runnable. */
    private boolean isWaiting() {
        if (thread.getState() != Thread.State.RUNNABLE) {
            return true;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }
}
