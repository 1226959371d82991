package dev.nervure.runtime.generated;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What belongs to one thread at a time. A pass says that it runs, so that one of another thread over the same arrays is told,
 * instead of computing wrong values without a word. Two threads that begin within the same few nanoseconds may miss each
 * other: an atomic exchange would see them, and take longer than a small network. The flag is no reference to the thread,
 * which the garbage collector would have to be told of in every pass.
 */
abstract class OneThread {
    private static final VarHandle BUSY;

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(OneThread.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Whether a pass runs. Written as opaque, because HotSpot leaves out a plain store that a small pass overwrites. */
    @SuppressWarnings("unused") // by its handle
    private boolean busy;

    /**
     * Begins a pass; {@link #leave} ends it.
     *
     * @throws IllegalStateException if a pass runs
     */
    final void enter() {
        if ((boolean) BUSY.getOpaque(this)) {
            throw new IllegalStateException("these " + getClass().getSimpleName()
                    + " are in use by another thread; make new ones for each thread");
        }
        BUSY.setOpaque(this, true);
    }

    final void leave() {
        BUSY.setOpaque(this, false);
    }
}
