package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;

/** How long methods may become. HotSpot never compiles one of more than 8,000 bytes of bytecode. */
final class Bytecode {
    /** Where methods are cut, with room for the error of the estimate; tests measure the class files. */
    static final int LIMIT = 5_000;

    private Bytecode() {}

    /** The bytes that statements become. */
    static int estimate(CodeBlock statements) {
        return estimate(Words.of(statements));
    }

    /** The same for statements whose words are known: arithmetic on arrays is at most about 0.7 a character. */
    static int estimate(Words words) {
        return words.length() * 7 / 10;
    }
}
