package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.engine.Product;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.List;

/** The names of what is measured: {@code --rows} chooses among them, and results are kept under them. */
public final class Rows {
    /** Products {@code [rows, in] · [in, out]}: cubes, and the largest of the mlp. */
    public static final List<Product.Size> PRODUCTS = List.of(
            new Product.Size(128, 128, 128),
            new Product.Size(256, 256, 256),
            new Product.Size(512, 512, 512),
            new Product.Size(1024, 1024, 1024),
            new Product.Size(64, 784, 128));

    /** The networks whose batches and training steps are measured: all that take longer than a call. */
    public static final List<Subject> LARGE = List.of(Subject.MLP, Subject.DEEP, Subject.CNN, Subject.GRU);

    /** How long a JVM takes to the first prediction. */
    public static final String START = "start/mlp";

    /** How long javac takes. */
    public static final String JAVAC = "javac/networks";

    /** How large the runtime's jar is. */
    public static final String JAR = "jar/runtime";

    private Rows() {}

    /** One sample. */
    public static String one(Subject subject) {
        return "one/" + subject.key();
    }

    /** A batch of 64, a sample. */
    public static String batch(Subject subject) {
        return "batch/" + subject.key();
    }

    /** A training step of 64 samples. */
    public static String training(Subject subject) {
        return "training/" + subject.key();
    }

    /** The same on one thread and two. */
    public static String threads(Subject subject) {
        return "threads/" + subject.key();
    }

    /** A matrix product. */
    public static String product(Product.Size size) {
        return "product/" + size;
    }

    /** A forward and backward pass of one sample. */
    public static String backward(Subject subject) {
        return "backward/" + subject.key();
    }
}
