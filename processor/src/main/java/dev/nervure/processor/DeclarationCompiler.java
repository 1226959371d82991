package dev.nervure.processor;

import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.TypeDeclaration;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.emit.Resource;
import dev.nervure.processor.frontend.AnnotationFrontEnd;
import dev.nervure.processor.frontend.Limits;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.frontend.Reporter;
import dev.nervure.processor.frontend.Streamed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one declaration, whichever compiler shows it: reads its network, writes its classes. Each declaration stands by
 * itself: whatever goes wrong with one is said at it, and the others are compiled all the same.
 */
public final class DeclarationCompiler {
    private final ProcessorOptions options;
    private final Output output;
    private final Reporter reporter;

    /** Where a compiler wants its files. */
    public interface Output {
        /** Writes the source of a class; returns whether there was none of that name. */
        boolean write(String packageName, String name, String text) throws IOException;

        /** Writes a file beside the classes of a package. */
        void write(String packageName, Resource resource) throws IOException;

        /** Writes the report beside the sources; returns whether there is such a place. */
        boolean report(Declaration declaration, Emission emission) throws IOException;
    }

    /** Reads a declaration of one kind. */
    public interface FrontEnd {
        /** The network; null if something is wrong or missing, which has been reported. */
        @Nullable
        ReadNetwork read(ProcessorOptions options);
    }

    /**
     * A compiler for one declaration.
     *
     * @param given what the user says with {@code -Anervure.name=value}
     */
    public DeclarationCompiler(Map<String, String> given, Output output, Reporter reporter) {
        this.options = ProcessorOptions.read(given);
        this.output = output;
        this.reporter = reporter;
    }

    /** Compiles a declaration, or reports why that cannot be. */
    public void compile(TypeDeclaration type, FrontEnd frontEnd) {
        String name = type.simpleName();
        try {
            attempt(type, frontEnd);
        } catch (VirtualMachineError e) {
            reporter.error(type, Message.COMPILER_LIMIT, name, e.getClass().getSimpleName());
        } catch (Throwable e) { // whatever it is, the other declarations are compiled
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            reporter.error(type, Message.FAULT, name, trace);
        }
    }

    private void attempt(TypeDeclaration type, FrontEnd frontEnd) throws IOException {
        String wrongOption = options.problem();
        if (wrongOption != null) {
            reporter.error(type, wrongOption);
        }
        checkVisible(type);
        if (reporter.failed()) {
            return;
        }
        ReadNetwork read = frontEnd.read(options);
        Network network = read == null ? null : read.network();
        String problem = network == null ? null : Limits.problem(network);
        if (problem != null) {
            reporter.error(type, problem);
        } else if (read != null && network != null) {
            Declaration declaration = declaration(type).with(read.use());
            Emission emission;
            try {
                emission = Pipeline.compile(declaration, network, options.options());
            } catch (NetworkException e) { // what only differentiation finds
                reporter.error(
                        AnnotationFrontEnd.method(type, Objects.requireNonNullElse(e.tensor(), "")),
                        Objects.requireNonNull(e.getMessage()));
                return;
            }
            write(type, declaration, read, emission);
        }
    }

    private void write(TypeDeclaration type, Declaration declaration, ReadNetwork read, Emission emission)
            throws IOException {
        for (JavaFile file : emission.files()) {
            String name = file.typeSpec().name();
            if (!output.write(file.packageName(), name, file.toString())) {
                reporter.error(type, Message.CLASS_EXISTS, name, type.simpleName());
            }
        }
        if (reporter.failed()) {
            return;
        }
        if (read.use() != Declaration.Numbers.NONE) {
            output.write(declaration.packageName(), new Resource(declaration.resource(), read.file()));
        }
        for (Resource resource : emission.resources()) {
            output.write(declaration.packageName(), resource);
        }
        if (options.report() && !output.report(declaration, emission)) {
            reporter.warning(type, Message.NO_PLACE_FOR_REPORT, type.simpleName());
        }
    }

    private void checkVisible(TypeDeclaration type) {
        if (type.isGeneric()) {
            reporter.error(type, Message.GENERIC, type.simpleName());
        }
        for (TypeDeclaration each = type; each != null; each = each.enclosing()) {
            if (each.isPrivate()) {
                reporter.error(type, Message.PRIVATE, each.simpleName());
            }
        }
    }

    /** Where the generated classes of a type go, and what they are called. */
    public static Declaration declaration(TypeDeclaration type) {
        String name = type.simpleName();
        boolean isPublic = type.isPublic();
        for (TypeDeclaration outer = type.enclosing(); outer != null; outer = outer.enclosing()) {
            name = outer.simpleName() + "_" + name;
            isPublic &= outer.isPublic();
        }
        return new Declaration(type.packageName(), name, isPublic, type.doc()).withStreams(Streamed.wants(type));
    }
}
