/** Which lab explains a control of the playground. @type {Record<string, string>} */
export const EXPLAINED_BY = {
	activation: "neuron", loss: "losses", "learning-rate": "descent", optimizer: "descent", "batch-size": "linear", dataset: "separation", layers: "separation", problem: "approximation",
};
