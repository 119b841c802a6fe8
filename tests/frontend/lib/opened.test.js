import assert from "node:assert/strict";
import { test } from "node:test";
import { opened } from "../../../frontend/js/lib/opened.js";

const kind = async (name, text = "") => (await opened(new File([text], name)))?.kind ?? null;

test("a config and weights are sessions, with what the server calls them", async () => {
  assert.deepEqual(await opened(new File(["{}"], "network.json")), { kind: "session", type: "application/json" });
  assert.deepEqual(await opened(new File(["?"], "NET.SAFETENSORS")), { kind: "session", type: "application/octet-stream" });
});

test("tables are told by their name, and JSON of rows by its beginning", async () => {
  for (const ending of ["csv", "TSV", "tab", "txt", "arff", "npz", "parquet", "arrow"]) assert.equal(await kind(`a.b.${ending}`), "table");
  assert.equal(await kind("rows.json", "\n [[1, 2, 3]]"), "table");
});

test("a file of an unknown kind is nothing", async () => {
  for (const name of ["photo.png", "table.xlsx", "csv", "constructor", ""]) assert.equal(await kind(name), name === "csv" ? "table" : null);
});
