package dev.nervure.dsl;

import dev.nervure.dsl.network.Message;
import org.jspecify.annotations.Nullable;

/**
 * A declaration that does not hold. Says which attribute or which tensor is at fault, so that a front end can point there.
 */
public final class NetworkException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Message problem;
    private final @Nullable String attribute;
    private final int input;
    private final @Nullable String tensor;

    private NetworkException(
            Message problem, @Nullable String attribute, int input, @Nullable String tensor, Object... details) {
        super(problem.format(details));
        this.problem = problem;
        this.attribute = attribute;
        this.input = input;
        this.tensor = tensor;
    }

    /** The layer as a whole is wrong. */
    public NetworkException(Message problem, Object... details) {
        this(problem, null, -1, null, details);
    }

    /** The value of an attribute is wrong. */
    public static NetworkException attribute(String attribute, Message problem, Object... details) {
        return new NetworkException(problem, attribute, -1, null, details);
    }

    /** One of the tensors that the layer reads is wrong. */
    public static NetworkException input(int input, Message problem, Object... details) {
        return new NetworkException(problem, null, input, null, details);
    }

    /** A tensor of the network is wrong, beside the others. */
    public static NetworkException tensor(String tensor, Message problem, Object... details) {
        return new NetworkException(problem, null, -1, tensor, details);
    }

    public Message problem() {
        return problem;
    }

    /** The attribute at fault, or null. */
    public @Nullable String attribute() {
        return attribute;
    }

    /** The index of the tensor at fault among those read, or −1. */
    public int input() {
        return input;
    }

    /** The name of the tensor at fault where it is not the one that is being declared, or null. */
    public @Nullable String tensor() {
        return tensor;
    }
}
