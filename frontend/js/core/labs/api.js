/** What the labs ask the server. */
import { call } from "../api.js";

const path = (/** @type {string} */ exercise, rest = "") => `api/labs/exercises/${encodeURIComponent(exercise)}${rest}`;

/** What torch computes: `graph`, `descent` and so on. @param {string} what @param {unknown} body */
export const compute = (what, body) => call("POST", `api/labs/${what}`, body);
/** @type {LabGrading["fetchExercise"]} */
export const fetchExercise = (exercise, seed) => call("GET", path(exercise, `?seed=${seed}`));
/** @type {LabGrading["grade"]} */
export const grade = (exercise, seed, answers) => call("POST", path(exercise, "/answers"), { seed, answers });
/** @type {LabGrading["fetchSolution"]} */
export const fetchSolution = (exercise, seed) => call("GET", path(exercise, `/solution?seed=${seed}`));
