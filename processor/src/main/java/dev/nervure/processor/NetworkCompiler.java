package dev.nervure.processor;

import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.Network;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.lower.Lowerings;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.plan.Planner;
import java.util.List;

/** The stages behind every front end: network, operations, derivative, plan, Java. */
public final class NetworkCompiler {
    private NetworkCompiler() {}

    /** The generated files of a network. */
    public static List<JavaFile> files(Declaration declaration, Network network, Options options) {
        return Emission.files(declaration, Planner.plan(Lowerings.lower(network), options));
    }
}
