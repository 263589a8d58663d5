// The live figures of the built pages, found there: whoever makes a figure
// live has it tested; on the command line some may be named. And copies of the
// site, with something wrong.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync }
  from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { longOnes, rows } from "../settings/cases.mjs";
import { pages, read } from "../site/site.mjs";

const build = process.env.BUILD ?? "build";
export const site = join(build, "site");
export const room = join(build, "live-test");

const attribute = (tag, name) =>
  tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? "";

// What takes long is turned less often.
const long = new Map();
function takesLong(chapter, entries) {
  if (!long.has(chapter)) {
    const list = readFileSync(join(build, "knobs", `${chapter}.tsv`), "utf8");
    long.set(chapter, longOnes(rows(list)));
  }
  return entries.some((entry) => long.get(chapter).has(entry));
}

const describe = (tag, page) => {
  const chapter = attribute(tag, "data-chapter");
  const entries = attribute(tag, "data-live").split(" ");
  return { page: basename(page), id: attribute(tag, "id"), chapter, entries,
    name: attribute(tag, "data-figure"),
    knobs: attribute(tag, "data-knobs").split(" "),
    long: takesLong(chapter, entries) };
};
const onPage = (page) =>
  [...read(page).matchAll(/<figure [^>]*data-live="[^"]*"[^>]*>/g)]
    .map(([tag]) => describe(tag, page));
export const named = process.argv.slice(2);
export const figures = pages().flatMap(onPage).filter(({ id }) =>
  named.length === 0 || named.includes(id));

if (figures.length === 0) {
  console.log(`${site}: no page has ${named.join(", ") || "a live figure"}`);
  process.exit(1);
}

// [page, those of it]
export const onPages = [...new Set(figures.map(({ page }) => page))]
  .map((name) => [name, figures.filter(({ page }) => page === name)]);

export const chapters = [...new Set(figures.map(({ chapter }) => chapter))];

// Of a page in the site, or in a copy of it; with what stands after the #.
export const address = (page, hash = "", where = site) =>
  pathToFileURL(resolve(where, page)).href + (hash && `#${hash}`);

// A copy of the site, called so, that `change` has done something to, but not
// to what is `large`, which is shared; or of another one.
const large = ["data", "figures", "source"];

export function copy(name, change, from = site) {
  const where = join(room, name);
  rmSync(where, { recursive: true, force: true });
  mkdirSync(where, { recursive: true });
  for (const part of readdirSync(from)) {
    const [there, here] = [resolve(from, part), join(where, part)];
    if (large.includes(part)) symlinkSync(there, here);
    else cpSync(there, here, { recursive: true });
  }
  change(where);
  return where;
}
