// A book in which more figures are live than in the book itself: of experiments
// that read data sets, and of one that takes long.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync,
  writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { room } from "./figures.mjs";

const build = process.env.BUILD ?? "build";

const attributes = {
  "02-basic-descent": {
    "penguins-loss": 'live="penguins" knobs="rate most" time="most"',
  },
  "06-optimizer-separation": {
    "digits-rates": 'live="tuning" knobs="method schedule rates epochs" ' +
      'time="epochs"',
  },
};

function enliven(chapter, file) {
  let text = readFileSync(file, "utf8");
  for (const [name, live] of Object.entries(attributes[chapter])) {
    const still = `{#fig:${name}`;
    if (text.split(still).length !== 2) {
      throw new Error(`${file} has no figure ${name} once`);
    }
    text = text.replace(still, `${still} ${live}`);
  }
  writeFileSync(file, text);
}

// Returns the site's directory; every chapter's module lies in it.
export function trial() {
  const book = join(room, "trial");
  rmSync(book, { recursive: true, force: true });
  mkdirSync(book);
  for (const part of ["book.md", "chapters", "code", "figures"]) {
    cpSync(part, join(book, part), { recursive: true });
  }
  symlinkSync(resolve("press"), join(book, "press"));
  for (const chapter of Object.keys(attributes)) {
    enliven(chapter, join(book, "chapters", `${chapter}.md`));
  }
  execFileSync("press/build", ["html", "site"], { cwd: book,
    env: { ...process.env, BOOK_BUILD: resolve(build) }, stdio: "inherit" });
  const site = join(book, "site");
  for (const name of readdirSync(join(build, "live"))) {
    if (!name.endsWith(".js")) continue;
    cpSync(join(build, "live", name), join(site, "live", name));
  }
  return site;
}
