package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {}
//^ Net declares no tensor; begin with an input such as: @Input({64}) Tensor pixels();
