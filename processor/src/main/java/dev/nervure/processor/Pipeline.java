package dev.nervure.processor;

import dev.nervure.dsl.Network;
import dev.nervure.processor.differentiate.Differentiation;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.lower.Lowerings;
import dev.nervure.processor.onnx.export.Skeleton;
import dev.nervure.processor.plan.ChannelsLast;
import dev.nervure.processor.plan.Layouts;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.plan.Plan;
import dev.nervure.processor.plan.Planner;
import dev.nervure.processor.rewrite.Rewrites;
import dev.nervure.processor.stream.Streams;

/** The way from a network to Java, stage by stage. A front end has made the network of a declaration before. */
public final class Pipeline {
    private Pipeline() {}

    /** What is generated for a network. */
    public static Emission compile(Declaration declaration, Network network, Options options) {
        Program lowered = Lowerings.lower(network); // layers become steps
        Program laidOut = Layouts.choose(lowered, options); // how parameters lie in memory
        Streams streams = declaration.streams() ? Streams.of(laidOut) : null; // the form that takes places as they come
        Program fused = Rewrites.forward(laidOut); // steps that are computed together
        Program differentiated = Differentiation.of(fused); // the chain rule
        Program rewritten = Rewrites.backward(differentiated); // the same for its steps
        Program turned = ChannelsLast.choose(rewritten); // the order of axes in inference
        Plan plan = Planner.plan(turned); // which values share an array
        String graph = declaration.name().replace('_', '.');
        Skeleton onnx =
                Skeleton.of(declaration.packageName(), graph, declaration.doc(), network); // ONNX, without weights
        return Emission.of(declaration, plan, onnx, streams); // Java
    }
}
