package dev.nervure.runtime.kernel;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A thread whose scratch memory is as small as what it runs needs: a kernel that asks for too little of it fails there. */
public final class FreshThread {
    private FreshThread() {}

    /** Runs it and throws what it throws. */
    public static void run(Runnable test) throws InterruptedException {
        FutureTask<Void> task = new FutureTask<>(test, null);
        new Thread(task).start();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }
}
