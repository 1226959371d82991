package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 64) Tensor hidden_layer(Tensor pixels);
    @Dense(units = 64) Tensor hiddenLayer(Tensor hidden_layer);
//                            ^ the parameters 'hidden_layer.bias' and 'hiddenLayer.bias' would both be the field hiddenLayerBias in generated code; give one of the layers another name = "…"
}
