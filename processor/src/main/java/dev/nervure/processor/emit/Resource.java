package dev.nervure.processor.emit;

/**
 * A file beside the generated classes, in their package.
 *
 * @param name the file's name
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares resources
public record Resource(String name, byte[] content) {}
