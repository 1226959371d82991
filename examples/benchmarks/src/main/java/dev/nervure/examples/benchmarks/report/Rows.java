package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.engine.Product;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.List;
import java.util.stream.Stream;

/** The names of what is measured: {@code --rows} chooses among them, and results are kept under them. */
public final class Rows {
    /** Products {@code [rows, in] · [in, out]}: cubes, and the largest of the mlp. */
    public static final List<Product.Size> PRODUCTS = List.of(
            new Product.Size(128, 128, 128),
            new Product.Size(256, 256, 256),
            new Product.Size(512, 512, 512),
            new Product.Size(1024, 1024, 1024),
            new Product.Size(64, 784, 128));

    /** So many samples go into a batch. */
    public static final int BATCH = 32;

    /** The networks whose batches are measured: all that take longer than a call, but the largest. */
    public static final List<Subject> BATCHED = Stream.of(Subject.values())
            .filter(subject -> subject.isStored() && subject != Subject.TINY)
            .toList();

    /** The networks whose training steps are measured. */
    public static final List<Subject> TRAINED =
            List.of(Subject.MLP, Subject.CNN, Subject.RES8, Subject.ENCODER, Subject.LSTM, Subject.TAB);

    /** The networks whose first prediction is measured: a small one and a large one. */
    public static final List<Subject> STARTED = List.of(Subject.MLP, Subject.MINILM128);

    /** How long javac takes. */
    public static final String JAVAC = "javac/networks";

    /** How large the runtime's jar is. */
    public static final String JAR = "jar/runtime";

    private Rows() {}

    /** One sample. */
    public static String one(Subject subject) {
        return "one/" + subject.key();
    }

    /** A batch of {@value #BATCH}, a sample. */
    public static String batch(Subject subject) {
        return "batch/" + subject.key();
    }

    /** A training step of {@value #BATCH} samples. */
    public static String training(Subject subject) {
        return "training/" + subject.key();
    }

    /** The same on one thread and two. */
    public static String threads(Subject subject) {
        return "threads/" + subject.key();
    }

    /** One large sample on one thread and two. */
    public static String oneOnThreads(Subject subject) {
        return "threads/one/" + subject.key();
    }

    /** A matrix product. */
    public static String product(Product.Size size) {
        return "product/" + size;
    }

    /** How long a process takes to its first prediction. */
    public static String start(Subject subject) {
        return "start/" + subject.key();
    }

    /** A forward and backward pass of one sample. */
    public static String backward(Subject subject) {
        return "backward/" + subject.key();
    }
}
