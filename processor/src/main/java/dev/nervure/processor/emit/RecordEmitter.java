package dev.nervure.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** {@code …Inputs} and {@code …Outputs}: records for a network that has several of them. */
final class RecordEmitter {
    private RecordEmitter() {}

    /** The named inputs or outputs of a network that has several. */
    static TypeSpec emit(Declaration declaration, Program program, boolean inputs) {
        List<Node> nodes = inputs ? program.unit().inputs() : program.unit().outputs();
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        nodes.forEach(node -> components.addParameter(Types.of(program.tensor(node)), node.name()));
        TypeSpec.Builder type = TypeSpec.recordBuilder(inputs ? declaration.inputs() : declaration.outputs())
                .addAnnotation(AnnotationSpec.builder(Types.GENERATED)
                        .addMember("value", "$S", declaration.name().replace('_', '.'))
                        .build())
                .addJavadoc(
                        "What $L $L for one sample: $L.\n",
                        declaration.name(),
                        inputs ? "reads" : "computes",
                        nodes.stream().map(Node::toString).collect(Collectors.joining(", ")))
                .recordConstructor(components.build());
        nodes.forEach(node ->
                type.addJavadoc("\n@param $L $L", node.name(), node.type().shape()));
        if (declaration.isPublic()) {
            type.addModifiers(Modifier.PUBLIC);
        }
        return type.build();
    }
}
