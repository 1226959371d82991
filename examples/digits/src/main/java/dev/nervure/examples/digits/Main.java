package dev.nervure.examples.digits;

/** Learns to read handwritten digits. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println("Nervure");
    }
}
