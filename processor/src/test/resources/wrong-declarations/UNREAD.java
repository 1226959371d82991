package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 32) Tensor hidden(Tensor pixels);
    @Output @Dense(units = 10) Tensor logits(Tensor hidden);
    @Dense(units = 10) Tensor forgotten(Tensor hidden);
//                            ^ no layer reads 'forgotten'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
    @Target(10) Tensor label();
//                     ^ no layer reads 'label'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
}

@NeuralNetwork
interface Unmarked {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor a(Tensor pixels);
//                            ^ no layer reads 'a'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
    @Dense(units = 10) Tensor b(Tensor pixels);
//                            ^ no layer reads 'b'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
}
