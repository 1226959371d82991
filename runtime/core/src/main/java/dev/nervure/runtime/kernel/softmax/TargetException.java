package dev.nervure.runtime.kernel.softmax;

/** A target that is no class: which one, in which array, for whoever knows what tensor that is. */
public final class TargetException extends IndexOutOfBoundsException {
    private static final long serialVersionUID = 1L;

    private final transient int[] targets;
    private final int position;
    private final int classes;

    TargetException(int[] targets, int position, int classes) {
        super("target " + targets[position] + " in row " + position + " is not a class; there are " + classes
                + ", from 0");
        this.targets = targets;
        this.position = position;
        this.classes = classes;
    }

    /** The array itself, not a copy: it tells the tensor. */
    public int[] targets() {
        return targets;
    }

    /** Where in the array the target is. */
    public int position() {
        return position;
    }

    /** The number of classes. */
    public int classes() {
        return classes;
    }
}
