package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.Place;
import dev.nervure.processor.declaration.TypeDeclaration;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** Runs a {@link NetworkDefinition} that stands compiled on the path of the processor. */
public final class CompiledDefinition {
    private CompiledDefinition() {}

    /**
     * The network that a definition declares; null if errors were reported.
     *
     * @param type the type that names the definition
     * @param isDefinition whether that type is a definition itself
     * @param className the binary name of the definition
     * @param path a class loader that sees the definition and what it uses
     * @param seconds how long {@code define()} may take
     */
    public static @Nullable Network read(
            TypeDeclaration type,
            boolean isDefinition,
            String className,
            ClassLoader path,
            int seconds,
            Reporter reporter) {
        Place place = DefinitionRules.annotation(type).place(DefinitionRules.DEFINITION);
        String simple = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        if (DefinitionRules.declareTwice(type, isDefinition, simple, reporter)
                || !DefinitionRules.leaveTheRest(type, reporter)) {
            return null;
        }
        Loader loader = new Loader(path);
        Class<?> definition;
        try {
            definition = Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            reporter.error(place, Message.NOT_ON_KSP_PATH, simple);
            return null;
        }
        if (!NetworkDefinition.class.isAssignableFrom(definition) || Modifier.isAbstract(definition.getModifiers())) {
            reporter.error(place, Message.CANNOT_BE_MADE, simple, "is abstract, or no NetworkDefinition");
            return null;
        }
        try {
            Network network = DefinitionRun.network(definition, simple, loader, () -> {}, seconds);
            return DefinitionRules.checked(type, network, reporter);
        } catch (Refusal refusal) {
            reporter.error(type, refusal.text());
            return null;
        }
    }

    private static final class Loader extends HarmlessLoader {
        private final ClassLoader path;

        Loader(ClassLoader path) {
            this.path = path;
        }

        @Override
        byte @Nullable [] classFile(String name) throws ClassNotFoundException {
            try (InputStream in = path.getResourceAsStream(name.replace('.', '/') + ".class")) {
                return in == null ? null : in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        protected @Nullable URL findResource(String name) {
            return path.getResource(name);
        }
    }
}
