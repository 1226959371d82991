package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Reshape({5, 13}) Tensor image(Tensor pixels);
//           ^ value = [5, 13] does not fit: [n, 64] has 64 values a sample
}
