package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.HashSet;
import java.util.Set;

/**
 * What the text of generated statements tells: the words, by which a method knows the parameters and constants that it
 * needs, and how long they are.
 *
 * @param all the words that are neither in comments nor in texts
 * @param length the characters, those of a constant counted as if it were a literal
 */
record Words(Set<String> all, int length) {
    private static final int LITERAL = 3; // characters of a size as a literal

    static Words of(CodeBlock statements) {
        String text = statements.toString();
        Set<String> all = new HashSet<>();
        int length = text.length();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '/' && text.startsWith("//", at)) {
                end = lineEnd(text, at);
            } else if (c == '"') {
                end = textEnd(text, at);
            } else if (Character.isJavaIdentifierStart(c)) {
                while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++;
                }
                String word = text.substring(at, end);
                all.add(word);
                length -= isConstant(word) ? Math.max(0, word.length() - LITERAL) : 0;
            } else if (Character.isDigit(c)) {
                while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++; // 0x1fL and 2f are no words
                }
            }
            at = end;
        }
        return new Words(all, length);
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static int textEnd(String text, int from) {
        int end = from + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private static boolean isConstant(String word) {
        return Character.isUpperCase(word.charAt(0)) && word.chars().noneMatch(Character::isLowerCase);
    }
}
