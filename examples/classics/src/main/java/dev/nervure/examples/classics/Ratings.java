package dev.nervure.examples.classics;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;
import java.util.List;

/** A rating of what two vectors have in common, one of the person and one of the film (Koren, Bell and Volinsky 2009). */
@NeuralNetwork
final class Ratings implements NetworkDefinition {
    static final int PEOPLE = 400;
    static final int FILMS = 150;

    @Override
    public Network define() {
        Tensor person = Tensor.input("person", List.of(), o -> o.type(ElementType.INT));
        Tensor film = Tensor.input("film", List.of(), o -> o.type(ElementType.INT));
        Tensor taste = table(person, PEOPLE, 8, "taste");
        Tensor style = table(film, FILMS, 8, "style");
        Tensor mild = table(person, PEOPLE, 1, "mild");
        Tensor good = table(film, FILMS, 1, "good");
        Tensor stars = taste.times(style)
                .sum(-1)
                .reshape(1)
                .plus(mild)
                .plus(good)
                .plus(3)
                .named("stars");
        return Network.of(stars).loss(stars.meanSquaredError(Tensor.target("rating", 1)));
    }

    private static Tensor table(Tensor of, int size, int units, String name) {
        return of.embedding(size, units, o -> o.initializer(Initializer.NORMAL)
                .constant(0.1f)
                .name(name));
    }
}
