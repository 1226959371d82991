package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.ClassScores;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The methods of a model that say classes by name, where the declaration names them. */
final class ClassMethods {
    private static final int LISTED = 200; // names; each takes up to 10 bytes of the 8,000 of a method
    private static final ClassName STRING = ClassName.get(String.class);

    private final Declaration declaration;
    private final Program program;
    private final TypeSpec.Builder type;

    private ClassMethods(Declaration declaration, Program program, TypeSpec.Builder type) {
        this.declaration = declaration;
        this.program = program;
        this.type = type;
    }

    static void add(Declaration declaration, Program program, TypeSpec.Builder type) {
        ClassScores scores = program.unit().scores();
        if (scores != null) {
            new ClassMethods(declaration, program, type).add(scores);
        }
    }

    private void add(ClassScores scores) {
        type.addField(FieldSpec.builder(Types.CLASSES, "CLASSES", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.$L($L)", Types.CLASSES, factory(scores), names())
                .build());
        type.addMethod(Methods.override("classes", ParameterizedTypeName.get(ClassName.get(List.class), STRING))
                .addStatement("return CLASSES.names()")
                .build());
        say("predictProbabilities", "probabilities", Types.FLOATS, "The probability of each class");
        say("predictClassIndex", "index", TypeName.INT, "The class of the largest probability, from 0,");
        say("predictClass", "name", STRING, "The name of the class of the largest probability");
    }

    private static String factory(ClassScores scores) {
        return switch (scores) {
            case LOGITS -> "ofLogits";
            case PROBABILITIES -> "ofProbabilities";
            case LOGIT -> "ofLogit";
            case PROBABILITY -> "ofProbability";
        };
    }

    private CodeBlock names() {
        List<String> names = program.unit().classes();
        return names.size() > LISTED
                ? CodeBlock.of("($S).split($S)", String.join("\n", names), "\n")
                : CodeBlock.of(names.stream().map(name -> "$S").collect(Collectors.joining(",$W")), names.toArray());
    }

    /** Of one sample; where a sample is an array, of many too. */
    private void say(String method, String what, TypeName result, String doc) {
        List<Node> inputs = program.unit().inputs();
        if (inputs.size() > 1) {
            String output = program.unit().outputs().get(0).name();
            ParameterSpec sample =
                    ParameterSpec.builder(declaration.inputs(), "inputs").build();
            say(
                    method,
                    result,
                    sample,
                    CodeBlock.of("CLASSES.$L(predict(inputs).$L())", what, output),
                    doc + " of one sample; from any thread.");
            return;
        }
        Node input = inputs.get(0);
        TypeName one = Types.of(program.tensor(input));
        CodeBlock value = CodeBlock.of("CLASSES.$L(predict($L))", what, input.name());
        say(
                method,
                result,
                ParameterSpec.builder(one, input.name()).build(),
                value,
                doc + " of one sample; from any thread.");
        say(
                method,
                ArrayTypeName.of(result),
                ParameterSpec.builder(ArrayTypeName.of(one), input.name()).build(),
                value,
                doc + " of each sample; from any thread.");
    }

    private void say(String method, TypeName result, ParameterSpec sample, CodeBlock value, String doc) {
        type.addMethod(MethodSpec.methodBuilder(method)
                .addJavadoc(doc)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(sample)
                .returns(result)
                .addStatement("return $L", value)
                .build());
    }
}
