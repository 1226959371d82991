package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = {8, 6}, variable = "T") Tensor steps();
    @Reshape({4, 12}) Tensor image(Tensor steps);
//           ^ value = [4, 12] does not fit [n, T, 6]: a variable first axis stays first, so value is -1 and then sizes with the product 6
}
