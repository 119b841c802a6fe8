/** Points of one's own, told apart, as the section `data`. @param {OwnPoints} points @returns {DataConfig} */
export const ownData = ({ task, train_percent, seed, points, sides }) =>
	({ dataset: "custom", samples: null, noise: 0, train_percent, seed, task, points, sides });
