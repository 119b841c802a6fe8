import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { FRONTEND, site } from "./pages.js";
import { preloading } from "./preload.js";

const frontend = site();
const all = frontend.pages.map(frontend.loaded);
const files = (folder, ending) =>
  readdirSync(join(FRONTEND, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith(ending))
    .sort();
const union = (lists) => [...new Set(lists.flat())].sort();

test("every module and every stylesheet is used by a page", () => {
  const used = all.map(({ modules, tools, scripts }) => [...modules, ...tools.flatMap((tool) => tool.modules), ...scripts]);
  assert.deepEqual(union(used), files("js", ".js"));
  assert.deepEqual(union(all.map(({ styles, tools }) => [...styles, ...tools.flatMap((tool) => tool.styles)])), files("css", ".css"));
});

for (const page of frontend.pages) {
  test(`every module of ${page} is fetched at once, not when another one asks for it`, () => {
    const { entries, modules, preloaded } = frontend.loaded(page);
    assert.deepEqual([...preloaded, ...entries].sort(), modules);
  });

  test(`${page} is as \`make preload\` writes it`, () => {
    assert.equal(preloading(frontend, page), frontend.read(page));
  });
}

test("what is opened by hand is not fetched at first, and counts for itself", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const sources = {
    "page.html": '    <link rel="modulepreload" href="js/gone.js">\n    <script src="js/old.js"></script>\n    <script type="module" src="js/main.js"></script>\n',
    "js/main.js": 'import { a } from "./lib/a.js";\nconst open = () => import("./tool.js");\n/** @type {typeof import("./type.js")} */\n',
    "js/lib/a.js": "export const a = 1;\n",
    "js/tool.js": 'export {\n\ta,\n} from "./lib/a.js";\nimport "./lib/b.js";\nconst style = new URL("../tool.css", import.meta.url);\n',
    "js/lib/b.js": 'export const more = () => import("../second.js");\n',
    "js/second.js": 'import "./lib/b.js";\n',
  };
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const small = site(folder);
  const { modules, tools, preloaded } = small.loaded("page.html");
  assert.deepEqual(modules, ["js/lib/a.js", "js/main.js"]);
  assert.deepEqual(tools, [
    { entry: "js/tool.js", modules: ["js/tool.js", "js/lib/b.js"], styles: ["tool.css"] },
    { entry: "js/second.js", modules: ["js/second.js", "js/lib/b.js"], styles: [] },
  ]);
  assert.equal(small.size(["js/lib/a.js", "js/lib/a.js"]), sources["js/lib/a.js"].length);
  assert.deepEqual(preloaded, ["js/gone.js"]);
  assert.match(preloading(small, "page.html"), /^ {4}<link rel="modulepreload" href="js\/lib\/a.js">\n {4}<script src="js\/old.js">/);
});
