/** Points of one's own in a config: the server names them by their digest, the page has them as they are given. */

/** The section `data` of points that the server tells of. @param {OwnPoints} points @returns {DataConfig} */
export const ownData = ({ task, train_percent, seed, points, sides, class_names: names, units }) =>
	({ dataset: "custom", samples: null, noise: 0, train_percent, seed, task, points, sides, ...(names?.length && { class_names: names }), ...(units && { units }) });

/** A config as it is given. @param {ToldConfig} told @param {(digest: string) => DataConfig} own the points with a digest @returns {Config} */
export const given = ({ data, ...rest }, own) => ({ data: "digest" in data ? own(data.digest) : data, ...rest });
