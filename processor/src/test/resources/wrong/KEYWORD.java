package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor getNew();
//                    ^ nobody reads 'new'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
    @Relu Tensor yield(Tensor new_);
//                            ^ no tensor is named 'new_'; did you mean 'new'?
//               ^ nobody reads 'yield'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
}
