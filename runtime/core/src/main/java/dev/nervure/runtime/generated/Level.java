package dev.nervure.runtime.generated;

/**
 * The version of what generated classes call: this package and that of the kernels. Each generated model begins with
 * {@link #require}, before it touches anything else, so that a runtime that does not fit says so in words and not by a
 * method that is missing.
 *
 * <p>Three things must therefore stay as they are in all versions: this class with {@code require(int, String)}, the
 * names of the classes that generated classes extend, and that those classes and what their subclasses override are not
 * final. All else may change, with the number.
 */
public final class Level {
    /** The level that this runtime has: one more whenever generated code calls what earlier runtimes do not have. */
    static final int CURRENT = 3;

    /** The oldest level that this runtime still serves: the current one whenever something is taken away. */
    static final int OLDEST = 3;

    private Level() {}

    /**
     * Checks that a generated class fits this runtime.
     *
     * @param level the level that it was generated for
     * @param model the name of the generated class
     * @return the level
     * @throws IncompatibleClassChangeError if it does not fit; the message says what to do
     */
    public static int require(int level, String model) {
        if (level < OLDEST || level > CURRENT) {
            throw new IncompatibleClassChangeError(message(level, model, OLDEST, CURRENT));
        }
        return level;
    }

    static String message(int level, String model, int oldest, int current) {
        String has = oldest == current ? "level " + current : "levels " + oldest + " to " + current;
        return model + " was generated for level " + level
                + " of nervure-runtime, and the nervure-runtime found here has "
                + has + ", so it is " + (level > current ? "older" : "newer")
                + " than the nervure-processor that generated the class. Use one version of both: "
                + (level > current
                        ? "replace nervure-runtime by the version of that nervure-processor."
                        : "build the module of " + model + " again with the nervure-processor of the version of this"
                                + " nervure-runtime.");
    }
}
