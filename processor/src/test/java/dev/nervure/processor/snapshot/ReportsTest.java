package dev.nervure.processor.snapshot;

import dev.nervure.dsl.Network;
import dev.nervure.processor.NetworkCompiler;
import dev.nervure.processor.report.Networks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Reports have the same bytes on every JDK, measured bytecode included: one as it is, the others by their sums. */
class ReportsTest {
    @Test
    void haveTheSameBytes() throws NoSuchAlgorithmException {
        Map<String, Network> networks = new TreeMap<>();
        networks.put("Digits", Networks.digits());
        networks.put("Image", Networks.image());
        networks.put("Language", Networks.language());
        StringBuilder sums = new StringBuilder();
        for (Map.Entry<String, Network> network : networks.entrySet()) {
            Map<String, String> report = new TreeMap<>(
                    NetworkCompiler.of(network.getKey(), network.getValue()).report());
            for (Map.Entry<String, String> file : report.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
                sums.append(file.getKey()).append(' ').append(HexFormat.of().formatHex(sum)).append('\n');
            }
        }
        Snapshot.check("reports/sums.txt", sums.toString());
    }

    @Test
    void readsAsItDid() {
        Map<String, String> report =
                NetworkCompiler.of("Digits", Networks.digits()).report();
        Snapshot.check("reports/DigitsReport.json", report.get("DigitsReport.json"));
    }
}
