import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Asks of a folder of artifacts what Maven Central asks of an upload, and says what is missing:
 * {@code java .ci/CheckRelease.java target/release [--signed]}. Requirements: central.sonatype.org, "Requirements", read 2026.
 */
public class CheckRelease {
    private static final List<String> EVERY_POM =
            List.of("name", "description", "url", "licenses/license/name", "licenses/license/url", "developers/developer/name",
                    "scm/connection", "scm/url");
    private static final Set<String> ON_CENTRAL = Set.of("compile", "runtime", "");

    private final Path root;
    private final boolean signed;
    private final Map<String, Element> poms = new TreeMap<>();
    private final Map<String, Path> places = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();

    private CheckRelease(Path root, boolean signed) {
        this.root = root;
        this.signed = signed;
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0 || !Files.isDirectory(Path.of(args[0]))) {
            System.err.println("usage: java .ci/CheckRelease.java <folder that mvn -Prelease deploy filled> [--signed]");
            System.exit(2);
        }
        CheckRelease check = new CheckRelease(Path.of(args[0]), args.length > 1 && args[1].equals("--signed"));
        check.run();
        check.missing.forEach(System.out::println);
        System.out.println(check.missing.isEmpty() ? "nothing is missing" : check.missing.size() + " things are missing");
        System.exit(check.missing.isEmpty() ? 0 : 1);
    }

    private void run() throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path pom : files.filter(file -> file.toString().endsWith(".pom")).sorted().toList()) {
                Element project = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(pom.toFile())
                        .getDocumentElement();
                poms.put(text(project, "artifactId"), project);
                places.put(text(project, "artifactId"), pom);
            }
        }
        if (poms.isEmpty()) {
            missing.add(root + ": no pom");
        }
        for (String artifact : poms.keySet()) {
            artifact(artifact, poms.get(artifact), places.get(artifact));
        }
    }

    private void artifact(String name, Element pom, Path place) throws Exception {
        System.out.println(name);
        for (String path : EVERY_POM) {
            if (inherited(pom, path).isBlank()) {
                missing.add(name + ": its pom has no <" + path + ">, and neither has its parent");
            }
        }
        dependencies(name, pom);
        present(name, place);
        String packaging = text(pom, "packaging");
        if (!packaging.equals("pom")) {
            String stem = place.toString().substring(0, place.toString().length() - ".pom".length());
            for (String kind : List.of("", "-sources", "-javadoc")) {
                Path jar = Path.of(stem + kind + ".jar");
                present(name, jar);
                if (Files.exists(jar)) {
                    content(name, jar, kind);
                }
            }
        }
    }

    /** Each file has its checksums, and they are true; a signature where signatures are asked for. */
    private void present(String name, Path file) throws Exception {
        if (!Files.exists(file)) {
            missing.add(name + ": no " + file.getFileName());
            return;
        }
        for (String algorithm : List.of("MD5", "SHA-1")) {
            Path sum = Path.of(file + "." + algorithm.toLowerCase(Locale.ROOT).replace("-", ""));
            byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
            String expected = String.format("%0" + 2 * digest.length + "x", new BigInteger(1, digest));
            if (!Files.exists(sum) || !Files.readString(sum).strip().equals(expected)) {
                missing.add(name + ": no true " + algorithm + " of " + file.getFileName());
            }
        }
        if (signed && !Files.exists(Path.of(file + ".asc"))) {
            missing.add(name + ": no signature of " + file.getFileName());
        }
    }

    private void content(String name, Path jar, String kind) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            List<String> wanted = switch (kind) {
                case "" -> List.of("META-INF/LICENSE", "META-INF/NOTICE");
                case "-javadoc" -> List.of("index.html");
                default -> List.of();
            };
            for (String entry : wanted) {
                if (!Files.exists(zip.getPath(entry))) {
                    missing.add(name + ": no " + entry + " in " + jar.getFileName());
                }
            }
            try (Stream<Path> files = Files.walk(zip.getPath("/"))) {
                if (kind.equals("-sources") && files.noneMatch(file -> file.toString().matches(".*\\.(java|kt|xml)"))) {
                    missing.add(name + ": no source in " + jar.getFileName());
                }
            }
        }
    }

    /** What a user of the artifact gets with it must be on Central, in a fixed version. */
    private void dependencies(String name, Element pom) {
        Element list = child(pom, "dependencies");
        for (Element dependency : list == null ? List.<Element>of() : children(list, "dependency")) {
            String version = text(dependency, "version");
            boolean ours = text(dependency, "groupId").equals("dev.nervure");
            if (ours && !poms.containsKey(text(dependency, "artifactId"))) {
                missing.add(name + ": needs " + text(dependency, "artifactId") + ", which is not published");
            }
            if (!ours && ON_CENTRAL.contains(text(dependency, "scope")) && version.endsWith("-SNAPSHOT")) {
                missing.add(name + ": needs the snapshot " + text(dependency, "artifactId") + " " + version);
            }
        }
    }

    private String inherited(Element pom, String path) {
        Element at = pom;
        for (String step : path.split("/")) {
            at = at == null ? null : child(at, step);
        }
        if (at != null && !at.getTextContent().isBlank()) {
            return at.getTextContent();
        }
        Element parent = child(pom, "parent");
        boolean ownOnly = path.equals("name") || path.equals("description");
        Element above = parent == null || ownOnly ? null : poms.get(text(parent, "artifactId"));
        return above == null ? "" : inherited(above, path);
    }

    private static String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? "" : child.getTextContent().strip();
    }

    private static Element child(Element parent, String name) {
        List<Element> all = children(parent, name);
        return all.isEmpty() ? null : all.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> all = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                all.add(element);
            }
        }
        return all;
    }
}
