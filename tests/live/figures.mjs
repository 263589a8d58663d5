// The live figures of the built pages, found there: whoever makes a figure
// live has it tested; on the command line some may be named. And copies of the
// site, with something wrong.
import { cpSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { pages, read } from "../site/site.mjs";

const build = process.env.BUILD ?? "build";
export const site = join(build, "site");
export const room = join(build, "live-test");

const attribute = (tag, name) =>
  tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? "";

export const named = process.argv.slice(2);

export const figures = pages().flatMap((page) =>
  [...read(page).matchAll(/<figure [^>]*data-live="[^"]*"[^>]*>/g)]
    .map(([tag]) => ({
      page: basename(page),
      id: attribute(tag, "id"),
      chapter: attribute(tag, "data-chapter"),
      entries: attribute(tag, "data-live").split(" "),
    }))).filter(({ id }) => named.length === 0 || named.includes(id));

if (figures.length === 0) {
  console.log(`${site}: no page has ${named.join(", ") || "a live figure"}`);
  process.exit(1);
}

export const chapters = [...new Set(figures.map(({ chapter }) => chapter))];

// Of a page in the site, or in a copy of it; with what stands after the #.
export const address = (page, hash = "", where = site) =>
  pathToFileURL(resolve(where, page)).href + (hash && `#${hash}`);

// A copy of the site, called so, that `change` has done something to; or of
// another one.
export function copy(name, change, from = site) {
  const where = join(room, name);
  rmSync(where, { recursive: true, force: true });
  cpSync(from, where, { recursive: true });
  change(where);
  return where;
}
