package dev.nervure.dsl;

import dev.nervure.dsl.network.Message;
import org.jspecify.annotations.Nullable;

/** A declaration is wrong. It says which attribute or which tensor is at fault, so that javac can mark the line. */
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

    /**
     * Reports that a layer as a whole is wrong.
     *
     * @param problem the message
     * @param details the values for the message's placeholders
     */
    public NetworkException(Message problem, Object... details) {
        this(problem, null, -1, null, details);
    }

    /**
     * {@return the exception for a wrong value of an attribute}
     *
     * @param attribute the name of the attribute
     * @param problem the message
     * @param details the values for the message's placeholders
     */
    public static NetworkException attribute(String attribute, Message problem, Object... details) {
        return new NetworkException(problem, attribute, -1, null, details);
    }

    /**
     * {@return the exception for a wrong tensor among those that a layer reads}
     *
     * @param input the index of the tensor among those read, from 0
     * @param problem the message
     * @param details the values for the message's placeholders
     */
    public static NetworkException input(int input, Message problem, Object... details) {
        return new NetworkException(problem, null, input, null, details);
    }

    /**
     * {@return the exception for a wrong tensor of the network other than the one being declared}
     *
     * @param tensor the name of the tensor
     * @param problem the message
     * @param details the values for the message's placeholders
     */
    public static NetworkException tensor(String tensor, Message problem, Object... details) {
        return new NetworkException(problem, null, -1, tensor, details);
    }

    /** {@return the message, without its details} */
    public Message problem() {
        return problem;
    }

    /** {@return the attribute at fault, or null} */
    public @Nullable String attribute() {
        return attribute;
    }

    /** {@return the index of the tensor at fault among those read, or −1} */
    public int input() {
        return input;
    }

    /** {@return the name of the tensor at fault if it is not the one being declared, or null} */
    public @Nullable String tensor() {
        return tensor;
    }
}
