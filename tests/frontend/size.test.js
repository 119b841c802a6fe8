import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./pages.js";

/** Bytes of JavaScript and CSS, as ADR 5 has them: for all that a page needs at first, and for each tool beyond that. */
const PAGE = 200_000;
const TOOL = 60_000;
/** For a visit to a lab, as ADR 14 has it: the page with the largest of all labs. */
const LAB = 150_000;

const frontend = site();

for (const page of frontend.pages) {
  const { modules, tools, scripts, styles, preloaded } = frontend.loaded(page);

  test(`the JavaScript and CSS that ${page} needs at first stay under 200 kB`, () => {
    assert.ok(modules.length && styles.length, "the page has been read");
    const total = frontend.size([...modules, ...scripts, ...styles, ...preloaded]);
    assert.ok(total <= PAGE, `${total} bytes of JavaScript and CSS, at most ${PAGE} are allowed`);
  });

  for (const { entry, modules: further, styles: own } of tools) {
    test(`${entry}, opened on ${page}, brings under 60 kB along`, () => {
      const total = frontend.size([...further, ...own]);
      assert.ok(total <= TOOL, `${total} bytes of JavaScript beyond those of the page, at most ${TOOL} are allowed`);
    });
  }
}

test("a visit to a lab stays under 150 kB, whichever lab it is", () => {
  const { modules, tools, scripts, styles, preloaded } = frontend.loaded("lab.html");
  const page = [...modules, ...scripts, ...styles, ...preloaded];
  const labs = tools.filter(({ entry }) => entry.startsWith("js/labs/"));
  assert.equal(labs.length, 9);
  for (const lab of labs) {
    const total = frontend.size([...page, ...lab.modules, ...lab.styles]);
    assert.ok(total <= LAB, `${lab.entry}: ${total} bytes of JavaScript and CSS, at most ${LAB} are allowed`);
  }
});
