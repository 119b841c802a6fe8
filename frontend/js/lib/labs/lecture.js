/** The labs in the order of the lecture, with about how many minutes each takes. */
export const LECTURE = { separation: 15, perceptron: 15, neuron: 12, approximation: 18, losses: 15, descent: 15, linear: 12, backprop: 20, gradients: 20 };
