package dev.nervure.processor.snapshot;

import dev.nervure.processor.NetworkCompiler;
import dev.nervure.processor.report.Networks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A report has the same bytes on every JDK, measured bytecode included: its facts as they are, the page by its sum. */
class ReportsTest {
    @Test
    void readAsTheyDid() throws NoSuchAlgorithmException {
        Map<String, String> report =
                NetworkCompiler.of("Digits", Networks.digits()).report();
        Snapshot.check("reports/DigitsReport.json", report.get("DigitsReport.json"));
        byte[] page = report.get("DigitsReport.html").getBytes(StandardCharsets.UTF_8);
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(page);
        Snapshot.check("reports/DigitsReport.html.sha256", HexFormat.of().formatHex(sum) + "\n");
    }
}
