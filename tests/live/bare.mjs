// The site with nothing on its pages but live figures, what their experiments
// print, and outputs with commands. A whole page takes a browser most of a
// second to open, and half of one to lay out for another window or theme. Time
// goes faster there, too: what plays lasts an eighth, and keys let go of a
// point sooner. The pictures are of the page's C library, for of the last
// digits that each has some figures make a picture.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync }
  from "node:fs";
import { join } from "node:path";
import { address, copy, figures, room, site } from "./figures.mjs";

const build = process.env.BUILD ?? "build";

export const PAUSE = 160; // ms, in which keys have let go of a point
export const LASTS = 750; // ms, from the first still to the last
const faster = [["}, 700);", `}, ${PAUSE - 40});`],
  ["lasts = 6000", `lasts = ${LASTS}`]];

// Within the page.
function strip(entries) {
  const kept = ["figure[data-live]", "script", ...entries.map((section) =>
    `.output[data-section="${section}"]`)].join();
  const hasCommands = (element) => element.matches(".output") &&
    element.textContent.includes("build/bin/");
  const within = (element) => {
    for (const child of [...element.children]) {
      if (child.matches(kept) || hasCommands(child)) continue;
      if (child.querySelector(kept)) within(child);
      else child.remove();
    }
  };
  within(document.body);
}

function redraw(where, { chapter, entries, name }) {
  const data = join(room, `${chapter}-${name}.tsv`);
  execFileSync(join(build, "musl/bin", chapter),
    [...entries, "--data-file", data]);
  execFileSync(join(build, "bin/figures", chapter),
    [data, join(where, "figures", chapter), name],
    { env: { ...process.env, STRICT: "" } });
}

// Returns the directory.
export async function bare(browser) {
  const where = copy("bare", (there) => { // pictures of its own
    rmSync(join(there, "figures"), { recursive: true });
    cpSync(join(site, "figures"), join(there, "figures"), { recursive: true });
  });
  for (const figure of figures) redraw(where, figure);
  const script = join(where, "assets/live.js");
  writeFileSync(script, faster.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) {
      throw new Error(`live.js has "${from}" not once`);
    }
    return text.replace(from, to);
  }, readFileSync(script, "utf8")));
  appendFileSync(join(where, "assets/book.css"), // each alone in its window
    "\nfigure[data-live] { margin-block: 300vh !important }\n");
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  for (const page of new Set(figures.map((figure) => figure.page))) {
    await tab.goto(address(page, "", where));
    await tab.evaluate(strip, figures.flatMap(({ entries }) => entries));
    writeFileSync(join(where, page), await tab.content());
  }
  await context.close();
  return where;
}
