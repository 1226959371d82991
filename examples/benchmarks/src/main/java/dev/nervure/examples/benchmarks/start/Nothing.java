package dev.nervure.examples.benchmarks.start;

/** A JVM that starts and ends. */
public final class Nothing {
    private Nothing() {}

    public static void main(String[] args) {
        System.out.println(args.length);
    }
}
