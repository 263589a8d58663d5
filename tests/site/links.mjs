// Every link inside the site leads to a file, and to a place in it; ids are
// unique; a link that leaves the site is a well-formed https address. Nothing
// is fetched.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { complain, files, finish, pages, read, site } from "./site.mjs";

const attribute = /\s(id|href|src|srcset|poster|data)="([^"]*)"/g;
const decode = (text) =>
  text.replace(/&amp;/g, "&").replace(/&quot;/g, '"').replace(/&#39;/g, "'");

// The parts of a page that are markup: what stands in a comment or a script
// is not a link.
const markup = (html) =>
  html.replace(/<!--[\s\S]*?-->|<script\b[\s\S]*?<\/script>/g, "");

const ids = new Map();
const links = [];
for (const page of pages()) {
  const here = new Set();
  for (const tag of markup(read(page)).match(/<[a-zA-Z][^>]*>/g) ?? []) {
    for (const [, name, value] of tag.matchAll(attribute)) {
      if (name !== "id") {
        links.push([page, decode(value)]);
      } else if (here.has(value)) {
        complain(page, `two elements have the id ${value}`);
      } else {
        here.add(value);
      }
    }
  }
  ids.set(resolve(page), here);
}
for (const sheet of files().filter((file) => file.endsWith(".css"))) {
  for (const [, url] of read(sheet).matchAll(/url\(["']?([^"')]+)["']?\)/g)) {
    links.push([sheet, url]);
  }
}

for (const [page, link] of links) {
  if (link.startsWith("data:")) {
    continue;
  }
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(link)) {
    const address = URL.canParse?.(link) === false ? null : new URL(link);
    if (address?.protocol !== "https:" || !address.hostname.includes(".")) {
      complain(page, `${link} is not an https address`);
    }
    continue;
  }
  if (link.startsWith("/")) {
    complain(page, `${link} works on a server only`);
    continue;
  }
  const [path, place] = link.split("#");
  const target = path === ""
    ? resolve(page)
    : resolve(join(dirname(page), decodeURIComponent(path)));
  if (!target.startsWith(resolve(site)) || !existsSync(target)) {
    complain(page, `${link} leads to nothing`);
  } else if (place && ids.has(target) &&
             !ids.get(target).has(decodeURIComponent(place))) {
    complain(page, `${link}: there is no such place in that page`);
  }
}
finish();
