/** The labels of classes, and how they are called. */

/** Classes there can be. */
export const MOST_CLASSES = 8;

/** The label of a class by its number: of two, -1 and 1. @param {number} k @param {number} classes there are */
export const labelOf = (k, classes) => (classes === 2 && k < 2 ? 2 * k - 1 : k);

/** What the classes are called, and the one that can be added, as its number. @param {string[]} names */
export const offered = (names) => (names.length < MOST_CLASSES ? [...names, String(names.length)] : names);

/** A class as it is shown: of two that nobody has named, by their signs. @param {string} name @param {string[]} names */
export const classText = (name, names) => (names.join() === "-1,1" ? (name === "1" ? "+1" : "−1") : name);
