package dev.nervure.dsl.network;

import java.util.Locale;

/**
 * Everything that can be wrong with a declaration, in one place. A text says what was found, what was expected and, if
 * there is one, the way out. The front end adds the place.
 */
public enum Message {
    NOT_AN_INTERFACE(
            "@NeuralNetwork declares a network on an interface, or on a class that implements NetworkDefinition; "
                    + "%s is neither"),
    GENERIC("%s has type parameters; a network's declaration cannot be generic"),
    PRIVATE("%s is private; the generated classes are in the same package and must be able to use it"),
    INHERITS("%s extends %s; a network's interface declares all of its tensors itself"),
    CLASS_EXISTS("%s exists already, and Nervure generates a class of that name for %s; rename one of them"),
    EMPTY("%s declares no tensor; begin with an input such as: @Input({64}) Tensor pixels();"),
    HAS_BODY("%s has a body; a method that declares a tensor has none"),
    NO_LAYER("%s has no layer annotation; add one, for example @Dense(units = 10)"),
    LAYER_OF_OTHERS("Nervure has no layer @%s; here it is %s"),
    UNKNOWN_ATTRIBUTE("@%s has no attribute %s; %s"),
    MISSING_ATTRIBUTE("@%s needs %s: %s"),
    TWO_LAYERS("%s must have one layer annotation, because it declares one tensor; found %s"),
    NOT_A_TENSOR("%s returns %s; every method of a network declares one tensor and returns Tensor"),
    NOT_A_TENSOR_PARAMETER("the parameter %s is of type %s; a layer reads tensors only"),
    UNKNOWN_TENSOR("no tensor is named '%s'%s"),
    NO_INPUT("no tensor is named '%s'; what a network is given is declared too: @Input({64}) Tensor %1$s();"),
    READS_ITSELF("these tensors read each other in a circle: %s"),
    INPUT_READS("@%s reads no other tensor, so %s cannot have parameters"),
    ARITY("@%s reads %s, found %d"),
    UNREAD("no layer reads '%s'; mark it with @Output if it is a result, or remove it if the name is a typing "
            + "mistake"),
    NO_OUTPUT("the network has no output; an interface needs a tensor that no layer reads, a definition gives one "
            + "to Network.of"),
    NOT_AN_OUTPUT("'%s' is %s; it cannot be made an output"),
    LOSS_READ("@%s reads the loss '%s', and no layer can read a loss; several losses are added up, each times its "
            + "weight"),
    SEVERAL_OUTPUTS_ONE_LOSS(
            "loss = %s is for a network with one output, and this one has %d (%s); declare each loss as a layer "
                    + "with its @Target"),
    LOSS_TWICE("loss = %s is the short form for a network without loss layers, and this one has '%s'; remove one of "
            + "the two"),
    TARGET_NOT_FOR_LOSS("'%s' is a target, which only losses can read; '%s' is no loss and reads it"),
    DUPLICATE_NAME("two tensors are named '%s'"),
    KEYWORD("'%s' is a word of Java and cannot name a tensor; try '%s'"),
    IDENTIFIER("'%s' is not a name that Java allows; use letters, digits and underscores"),
    CAPITAL("'%s' would hide a type or a constant in generated code; tensors begin with a small letter, try '%s'"),
    NAMES_MEET("'%s' is also the field of the parameter '%s' in generated code; try '%s'"),
    PARAMETERS_MEET("the parameters '%s' and '%s' would both be the field %s in generated code; give one of the layers "
            + "another name = \"…\""),
    TOO_MANY("a network can have at most %d %s, got %d; put several tensors into one, or repeat a block "
            + "(Tensor.repeat), whose code is written once"),
    ACCESSORS_MEET("'%s' and '%s' would both have the accessor %s in generated classes; rename one of them"),
    RESERVED("'%s' is a member of the generated classes and cannot name a tensor; try '%s'"),
    SHARED_PARAMETER_DIFFERS(
            "'%s' is shared by '%s' as %s and by '%s' as %s; layers that share a parameter must agree on it"),
    SYMBOL("'%s' is variable up to %d in '%s' and up to %d in '%s'; give each length a name of its own"),
    PATH("name = \"%s\" is not a dotted path such as encoder.fc1"),
    NOT_POSITIVE("%s must be at least 1, got %d"),
    TOO_LARGE("a sample or a parameter of @%s has more values than the largest array, 2147483647"),
    OUT_OF_RANGE("%s must be %s, got %s"),
    SHAPE("%s must be %s, got %s"),
    SHAPES_DIFFER("%s needs tensors of one shape, or shapes that broadcast; got %s and %s"),
    NOT_FLOATS("%s reads floats; %s holds %s"),
    NOT_INTEGERS("%s reads integers; %s holds %s; declare an input of integers with type = ElementType.INT"),
    ELEMENTS("%s cannot read %s, which holds %s; convert it with @Cast"),
    ELEMENTS_DIFFER("%s needs values of one type, got %s and %s; convert one of them with @Cast"),
    PART("there is no part %d of @%s, which has %d outputs, counted from 0"),
    AXIS("axis %d does not exist in %s: a sample has %d, counted from 0, or backwards from -1"),
    CONCAT("@Concat(axis = %d) needs tensors that differ in that axis only, got %s and %s"),
    MATMUL("@Matmul needs […, r, k] and […, k, c], got %s and %s"),
    RESHAPE("value = %s does not fit: %s has %d values a sample"),
    RESHAPE_VARIABLE("value = %s does not fit %s: the first axis is variable and must stay first, so value begins with "
            + "-1, and the product of the other sizes divides %s for every length"),
    TRANSPOSE("axes = %s must name each of the %d axes of %s once"),
    SLICE("start = %d and end = %d must be within axis %d of %s, which has %d entries, and start must come before end"),
    SLICE_VARIABLE(
            "start = %d and end = %s must name places that the shortest sample has too, start before end: axis %d "
                    + "of %s can be %d long"),
    PADDING("padding must be a number before and one after for each of at most %d axes, the last axis first, got %s"),
    ONE_VALUE(
            "the statistics of @%s are those of the batch, and %s is the same for every sample, with one value a channel: "
                    + "its variance would always be 0"),
    SIZES("%s takes one number, or %d, one for each axis, got %s"),
    KERNEL("the kernel covers %d places, more than the %d of axis %d of %s with its padding%s"),
    REPEAT("block '%s' reads %s and must return the same, so that it can be repeated; it returns %s"),
    BLOCK_READS_NOTHING("the repeated block does not use the tensor that it is given"),
    TENSOR_OF_A_BLOCK(
            "'%s' reads a tensor of a repeated block from outside of the block; only what the block returns can be read "
                    + "there, as the result of repeat"),
    PROBABILITIES("@%s applies %s itself, and '%s' holds probabilities already; remove their %s, or use %s, which "
            + "reads probabilities"),
    LOGITS("@%s reads probabilities, and '%s' can hold any number; use %s, which reads such logits, or add "
            + "activation = %s"),
    ONE_CLASS("softmax of one value is always 1, and '%s' has one value; for two classes use SIGMOID_CROSS_ENTROPY "
            + "with one logit, or have two logits"),
    NO_ACTIVATION("'%s' and '%s' are dense layers in a row without an activation between them, and compute no more "
            + "than one such layer could; perhaps activation = Activation.RELU is missing"),
    NOT_FLAT(
            "@Dense reads the last axis only, so '%s' is computed for each row of %s; perhaps @Flatten Tensor flat(Tensor %s) "
                    + "is missing before it"),
    CHANNELS_LAST(
            "'%s' reads %s as channels, height and width; perhaps the channels were meant to be last, and should be first"),
    LOSS_SHAPE("%s compares a prediction %s with a target %s, got %s"),
    DERIVATIVE_WITHOUT_BATCH("a derivative is that of one sample, and %s is the same for every sample"),
    DERIVATIVE_INDEPENDENT("'%s' does not depend on '%s', so it has no derivative with respect to it"),
    DERIVATIVE_THROUGH("'%s' cannot be computed: '%s' is on the way, and %s has no derivative within a network"),
    SECOND_DERIVATIVE("'%s' would be differentiated again, and %s has no second derivative here: %s"),
    STREAM_TIME(
            "stream = true needs a variable axis, which is time; give an input one, for example @Input(value = {256, 8}, "
                    + "variable = \"T\")"),
    STREAM_AHEAD("'%s' cannot be computed place by place, as stream = true asks: %s; %s"),
    PARAMETER_NAMES("the names of the parameters are missing from the class file of %s; compile it with -parameters"),
    DECLARED_TWICE("%s declares tensors and also names the definition %s; use one of the two"),
    LOSS_OF_DEFINITION(
            "loss = %s is the short form of annotated interfaces; a definition says Network.of(output).loss(Loss.%s)"),
    CLASSES_OF_DEFINITION(
            "classes is for annotated interfaces; a definition says Network.of(output).loss(…).classes(…)"),
    CANNOT_BE_MADE("%s %s, so Nervure cannot create it to call define()"),
    NOT_FOUND("neither source nor class file of %s can be found; compile it in a module of its own, and name it by "
            + "@NeuralNetwork(definition = %s.class)"),
    OWN_CLASSES(
            "define() runs before %s is generated, so %s cannot mention it; keep define() and what it uses in classes of "
                    + "their own"),
    NOT_COMPILED("define() runs while the module is being compiled, so %s must compile without the rest of it: %s"),
    NOT_COMPLETE(
            "define() runs while the module is being compiled, and %s needs what is not there yet: %s\nIf another annotation "
                    + "processor makes it, compile the definition in a module of its own, and name it by "
                    + "@NeuralNetwork(definition = …)"),
    WITHOUT_CODE(
            "kapt shows %s to processors without the code of its methods, so define() cannot run; compile the definition and "
                    + "what it uses in a module of its own, and name it here by @NeuralNetwork(definition = …::class)"),
    NOT_ON_KSP_PATH(
            "KSP has no compiled %1$s on its path, so define() cannot run; compile the definition and what it uses in a module of "
                    + "its own, give that to KSP too (Gradle: ksp(project(\":…\"))), and name it here by "
                    + "@NeuralNetwork(definition = %1$s::class)"),
    THREW("define() of %s threw %s"),
    EXITS("define() of %s calls %s, which would end the compiler"),
    DEFINES_NOTHING("define() of %s returned null; return Network.of(output)"),
    ENDLESS("define() of %s has not ended after %d s; -Anervure.defineTimeout gives it more"),
    ONNX_NOT_FOUND("the resource %s is neither among those of the module nor on the class path"),
    ONNX_UNREADABLE("%s cannot be read: %s"),
    ONNX_INPUTS("%s reads %d inputs (%s), and %d tensors are given"),
    ONNX_IN_THE_WAY("%s"),
    ONNX_NUMBERS_MEET("the parameter '%s' has other numbers in another file; give one of the two a name of its own: "
            + "Tensor.onnx(…, o -> o.name(\"…\"))"),
    ONNX_WITHOUT_PROCESSOR("%s is read by nervure-processor, which is not where nervure-dsl is"),
    OPTION("-A%s must be %s, got '%s'"),
    NO_PLACE_FOR_REPORT(
            "no report of %s is written: javac has no folder for generated sources, and beside the classes it "
                    + "would get into the jar; name one with -s"),
    RELEASE(
            "Nervure generates Java 17, and this compilation is for Java %s; compile with --release 17 or later (Maven: "
                    + "<maven.compiler.release>17</maven.compiler.release>; Gradle: options.release = 17)"),
    COMPILER_LIMIT(
            "%s is too large for this compiler, which ended with %s; give javac more memory (-J-Xmx4g) and a deeper stack "
                    + "(-J-Xss64m), or make the network smaller"),
    FAULT("Nervure failed while it compiled %s. This is a fault of Nervure, not of your declaration; please report it "
            + "with the text below.%n%s");

    private final String text;

    Message(String text) {
        this.text = text;
    }

    /** The text with its details. */
    public String format(Object... details) {
        return String.format(Locale.ROOT, text, details);
    }
}
