package dev.nervure.runtime;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** The checksum of a safetensors file: CRC-32C of its header without the checksum itself, and of all its data. */
final class Checksum {
    /** Its name in the metadata. */
    static final String NAME = "nervure.checksum";

    private Checksum() {}

    static CRC32C ofHeader(SafetensorsHeader header) {
        Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
        metadata.remove(NAME);
        CRC32C sum = new CRC32C();
        sum.update(new SafetensorsHeader(metadata, header.tensors()).toJson().getBytes(StandardCharsets.UTF_8));
        return sum;
    }

    static String text(CRC32C sum) {
        String digits = Long.toHexString(sum.getValue());
        return "0".repeat(8 - digits.length()) + digits;
    }
}
