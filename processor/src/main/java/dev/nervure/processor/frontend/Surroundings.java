package dev.nervure.processor.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * What the surrounding compilation knows, through the public API of processors: sources and class files by the names of
 * their classes. Only one thread at a time may ask, and none after {@link #close}: the compiler goes on then. An
 * interrupted thread asks as if it were not: the interruption would close the file that is read, for the compiler too.
 */
final class Surroundings {
    private final Elements elements;
    private final Filer filer;
    private final SourceTrees trees;
    private final Set<String> generated;
    private boolean closed;

    /**
     * The surroundings of a definition.
     *
     * @param generated the classes that will be generated: an earlier build may have left some, and the next must not
     *     depend on them. Sources that only name them in passing see empty ones
     */
    Surroundings(ProcessingEnvironment environment, SourceTrees trees, Set<String> generated) {
        this.elements = environment.getElementUtils();
        this.filer = environment.getFiler();
        this.trees = trees;
        this.generated = generated;
    }

    synchronized void close() {
        closed = true;
    }

    private interface Question<T> {
        @Nullable
        T ask() throws IOException;
    }

    private synchronized <T> @Nullable T answer(Question<T> question) throws IOException {
        if (closed) {
            throw new IllegalStateException("the compilation that this definition belongs to is over");
        }
        boolean interrupted = Thread.interrupted();
        try {
            return question.ask();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The source of a top-level class; null if it is not of this module. */
    @Nullable
    MemoryFile source(String name) throws IOException {
        return answer(() -> sourceOf(name));
    }

    private @Nullable MemoryFile sourceOf(String name) {
        if (generated.contains(name)) {
            return null;
        }
        String simple = name.substring(name.lastIndexOf('.') + 1) + ".java";
        FileObject file = resource(StandardLocation.SOURCE_PATH, packageOf(name), simple);
        if (file != null) {
            return read(name, file);
        }
        TypeElement type = elements.getTypeElement(name);
        if (type == null) {
            return null;
        }
        file = trees.source(type);
        if (file == null) { // perhaps another processor wrote it
            file = resource(StandardLocation.SOURCE_OUTPUT, packageOf(name), simple);
        }
        return file == null ? null : read(name, file);
    }

    /** A source; null if the file that was named is not there. */
    private static @Nullable MemoryFile read(String name, FileObject file) {
        try {
            return new MemoryFile(name, file.toUri(), file.getCharContent(true).toString());
        } catch (IOException e) {
            return null;
        }
    }

    /** The class file of a class, by its binary name; null if there is none. */
    byte @Nullable [] classFile(String name) throws IOException {
        return answer(() -> classFileOf(name));
    }

    private byte @Nullable [] classFileOf(String name) throws IOException {
        if (generated.contains(name)) {
            return null;
        }
        String simple = name.substring(name.lastIndexOf('.') + 1) + ".class";
        FileObject file = resource(StandardLocation.CLASS_PATH, packageOf(name), simple);
        if (file == null) {
            file = moduleResource(packageOf(name), simple);
        }
        try (InputStream in = file != null
                ? file.openInputStream()
                : Surroundings.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /** A resource of the module or of a dependency, by its path below the root; null if there is none. */
    @Nullable
    FileObject resource(String path) throws IOException {
        return answer(() -> new FilerResources(filer).find(path));
    }

    /** The classes of a package, those within classes too, each as source or as class file. */
    List<MemoryFile> list(String packageName) throws IOException {
        return Objects.requireNonNull(answer(() -> listOf(packageName)));
    }

    private List<MemoryFile> listOf(String packageName) {
        List<MemoryFile> files = new ArrayList<>();
        generated.stream().filter(name -> packageOf(name).equals(packageName)).forEach(name -> files.add(empty(name)));
        PackageElement found = elements.getPackageElement(packageName);
        if (found == null || isOfJdk(elements.getModuleOf(found))) {
            return files;
        }
        for (TypeElement type : ElementFilter.typesIn(found.getEnclosedElements())) {
            String name = type.getQualifiedName().toString();
            MemoryFile source = sourceOf(name);
            if (source != null) {
                files.add(source);
            } else if (!generated.contains(name)) {
                addClassFiles(type, files);
            }
        }
        return files;
    }

    private static MemoryFile empty(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        String start = packageOf(name).isEmpty() ? "" : "package " + packageOf(name) + "; ";
        return new MemoryFile(name, URI.create(""), start + "public abstract class " + simple + " {}");
    }

    private void addClassFiles(TypeElement type, List<MemoryFile> files) {
        String name = elements.getBinaryName(type).toString();
        files.add(new MemoryFile(name, () -> classFile(name)));
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(nested -> addClassFiles(nested, files));
    }

    private static boolean isOfJdk(@Nullable ModuleElement module) {
        String name = module == null ? "" : module.getQualifiedName().toString();
        return name.startsWith("java.") || name.startsWith("jdk.");
    }

    private @Nullable FileObject moduleResource(String packageName, String simple) {
        Set<String> modules = new LinkedHashSet<>();
        for (ModuleElement module : elements.getAllModuleElements()) {
            PackageElement found = elements.getPackageElement(module, packageName);
            // A module that only reads the package gives it too.
            if (!module.isUnnamed() && found != null && module.equals(elements.getModuleOf(found))) {
                modules.add(module.getQualifiedName().toString());
            }
        }
        return modules.stream()
                .map(module -> resource(StandardLocation.MODULE_PATH, module + "/" + packageName, simple))
                .filter(file -> file != null)
                .findFirst()
                .orElse(null);
    }

    private @Nullable FileObject resource(StandardLocation location, String packageName, String name) {
        try {
            return filer.getResource(location, packageName, name);
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            return null; // compilers differ in how they say that there is no such place
        }
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
