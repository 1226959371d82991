package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(value = {8, 6}, variable = "T") Tensor steps();
    @Reshape({4, 12}) Tensor image(Tensor steps);
//           ^ value = [4, 12] does not fit [n, T, 6]: the first axis is variable and must stay first, so value begins with -1, and the product of the other sizes divides 6 T for every length
}
