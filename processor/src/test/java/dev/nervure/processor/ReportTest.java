package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.report.ClassFile;
import dev.nervure.processor.report.Networks;
import dev.nervure.runtime.Model;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a report tells is so: of the network, of the class files, and of the arrays that models make. */
class ReportTest {
    private static final String NAME = "compiled.network.Net";

    static Stream<Network> networks() {
        return Stream.of(Networks.digits(), Networks.image(), Networks.language());
    }

    private static JsonObject facts(Network network) {
        String json = NetworkCompiler.of(NAME, network).report().get(NAME.replace('.', '/') + "Report.json");
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static List<JsonObject> list(JsonObject object, String member) {
        return object.getAsJsonArray(member).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static long sum(List<JsonObject> objects, String member) {
        return objects.stream()
                .mapToLong(object -> object.get(member).getAsLong())
                .sum();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theLayersAreThoseOfTheNetwork(Network network) {
        JsonObject facts = facts(network);
        List<JsonObject> layers = list(list(facts, "units").get(0), "layers");
        assertThat(layers).hasSameSizeAs(network.nodes());
        for (int i = 0; i < layers.size(); i++) {
            Node node = network.nodes().get(i);
            JsonObject layer = layers.get(i);
            assertThat(layer.get("name").getAsString()).isEqualTo(node.name());
            assertThat(layer.get("kind").getAsString()).isEqualTo(node.layer().kind());
            assertThat(layer.get("shape").getAsString())
                    .isEqualTo(node.type().shape().toString());
            assertThat(layer.getAsJsonArray("inputs").asList())
                    .extracting(JsonElement::getAsString)
                    .isEqualTo(node.inputs().stream().map(Node::name).toList());
        }
        JsonObject costs = facts.getAsJsonObject("costs");
        long parameters =
                network.parameters().stream().mapToLong(ParameterSpec::size).sum();
        assertThat(costs.get("parameters").getAsLong()).isEqualTo(parameters).isEqualTo(sum(layers, "parameters"));
        assertThat(costs.get("multiplyAdds").getAsLong()).isPositive().isEqualTo(sum(layers, "multiplyAdds"));
    }

    @Test
    void multiplyAddsAreThoseOfTheProducts() {
        List<JsonObject> layers = list(list(facts(Networks.digits()), "units").get(0), "layers");
        assertThat(layers)
                .extracting(layer -> layer.get("multiplyAdds").getAsInt())
                .containsExactly(0, 64 * 64, 64 * 10, 0, 0);
    }

    @Test
    void theReasonsAreThoseOfThePlan() {
        assertThat(reasons(Networks.digits()))
                .containsExactly(
                        "hidden loops hidden.weight: 4,096 multiply-adds, at most the 4,096 of nervure.loopLimit",
                        "hidden fused relu(z): its slope follows from its value, so z is not kept",
                        "logits kernel logits.weight: HotSpot would turn loops of 10 trips into scalar code");
        assertThat(reasons(Networks.image()))
                .contains(
                        "edges kernel edges.weight: the runtime has a kernel for its sizes, faster than written loops",
                        "shapes fused gelu(z): applied while results are in the cache; z is kept for training alone",
                        "kind loops kind.weight: 384 multiply-adds, at most the 4,096 of nervure.loopLimit");
        assertThat(reasons(Networks.language()))
                .contains("next kernel words.weight: 6,144 multiply-adds, more than the 4,096 of nervure.loopLimit");
        assertThat(reasons(Network.of(Tensor.input("steps", 6, 2).gru(4).named("states"))))
                .contains("states kernel states.weight_hh_l0: what reads it is written in no other way");
    }

    @Test
    void theReasonsOfSumsAreThoseOfThePlan() {
        Tensor x = Tensor.input("x", 4, 90);
        Tensor z = x.dense(90).named("z");
        assertThat(reasons(Network.of(x.plus(z).relu().named("y"))))
                .contains(
                        "add fused x + z: added while results are in the cache; only activations that keep every tensor store both",
                        "y fused relu(z): its slope follows from its value, so z is not kept");
        assertThat(reasons(Network.of(x.plus(z).gelu().named("y"))))
                .contains(
                        "add fused x + z: added while results are in the cache; only activations that keep every tensor store both",
                        "y fused gelu(z): applied while results are in the cache; z is kept for training alone");
        assertThat(reasons(Network.of(x.plus(z), z))).contains("add separate x + z: z is needed again");
        Tensor sum = x.plus(z);
        assertThat(reasons(Network.of(sum.relu().named("y"), sum))).contains("y separate relu(z): add is needed again");
        assertThat(reasons(Network.of(Tensor.input("row", 90).plus(z))))
                .contains("add separate row + z: it adds another shape");
        Tensor few = Tensor.input("few", 3);
        assertThat(reasons(Network.of(few.plus(few.dense(3)))))
                .contains("add separate few + dense: only the runtime's products add to their results");
    }

    private static List<String> reasons(Network network) {
        return list(list(facts(network), "units").get(0), "layers").stream()
                .flatMap(layer -> list(layer, "decisions").stream())
                .map(decision -> String.format(
                        "%s %s %s: %s",
                        decision.get("layer").getAsString(),
                        decision.get("choice").getAsString(),
                        decision.get("subject").getAsString(),
                        decision.get("reason").getAsString()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void methodsAreAsLongAsInTheClassFiles(Network network) {
        Map<String, Integer> expected = new TreeMap<>();
        Javac.compile(Compiled.sources(network, Options.DEFAULT))
                .classes()
                .forEach((type, file) ->
                        ClassFile.methodSizes(file).forEach((method, size) -> expected.put(type + "." + method, size)));
        Map<String, Integer> told = new TreeMap<>();
        for (JsonObject method : list(facts(network), "methods")) {
            String name = method.get("type").getAsString() + "."
                    + method.get("name").getAsString()
                    + method.get("descriptor").getAsString();
            told.put("compiled.network." + name, method.get("bytes").getAsInt());
        }
        assertThat(told).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void arraysAreThoseOfModels(Network network) {
        JsonObject facts = facts(network);
        JsonObject unit = list(facts, "units").get(0);
        JsonObject costs = facts.getAsJsonObject("costs");
        Model model = Compiled.of(network).model(1);
        Object gradients = model.newTrainingGradients(1);
        check(unit.getAsJsonObject("inference"), model.newInferenceActivations(1), gradients);
        check(unit.getAsJsonObject("training"), model.newTrainingActivations(1), gradients);
        assertThat(unit.getAsJsonObject("inference").get("bytes").getAsLong())
                .isEqualTo(costs.get("inferenceBytes").getAsLong());
        assertThat(unit.getAsJsonObject("training").get("bytes").getAsLong())
                .isEqualTo(costs.get("trainingBytes").getAsLong()
                        + costs.get("gradientBytes").getAsLong());
    }

    /** Values share an array if the map says so, and no other; it has the bytes that the map says. */
    private static void check(JsonObject map, Object activations, Object gradients) {
        assertThat(map.get("bytes").getAsLong()).isEqualTo(sum(list(map, "arrays"), "bytes"));
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (JsonObject array : list(map, "arrays")) {
            if (array.get("turns").getAsBoolean()) {
                continue;
            }
            boolean gradient = array.get("gradients").getAsBoolean();
            List<Object> found = new ArrayList<>();
            for (JsonObject value : list(array, "values")) {
                String local = value.get("name").getAsString();
                String field = gradient ? Character.toLowerCase(local.charAt(1)) + local.substring(2) : local;
                found.add(get(gradient ? gradients : activations, field));
            }
            Object first = found.get(0);
            assertThat(found).as(array.toString()).allSatisfy(each -> assertThat(each)
                    .isSameAs(first));
            assertThat(seen.add(first)).as(array.toString()).isTrue();
            assertThat((first instanceof double[] ? 8L : 4L) * Array.getLength(first))
                    .as(array.toString())
                    .isEqualTo(array.get("bytes").getAsLong());
        }
    }

    private static Object get(Object holder, String field) {
        try {
            Field found = holder.getClass().getDeclaredField(field);
            found.setAccessible(true);
            return found.get(holder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A turn of the memory map stands for what all turns of a block need. */
    @Test
    void turnsCountAsOften() {
        JsonObject facts = facts(Networks.language());
        List<JsonObject> units = list(facts, "units");
        assertThat(units).extracting(unit -> unit.get("times").getAsInt()).containsExactly(1, 3);
        JsonObject turn = units.get(1);
        long inference =
                turns(units.get(0).getAsJsonObject("inference")).get("bytes").getAsLong();
        assertThat(inference)
                .isEqualTo(2 * turn.getAsJsonObject("inference").get("bytes").getAsLong());
        assertThat(turn.getAsJsonObject("costs").get("parameters").getAsLong() * 3)
                .isEqualTo(list(units.get(0), "layers").stream()
                        .filter(layer -> layer.get("name").getAsString().equals("thoughts"))
                        .findFirst()
                        .orElseThrow()
                        .get("parameters")
                        .getAsLong());
    }

    private static JsonObject turns(JsonObject map) {
        return list(map, "arrays").stream()
                .filter(array -> array.get("turns").getAsBoolean())
                .findFirst()
                .orElseThrow();
    }
}
