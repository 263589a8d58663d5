// The index of the site and of the EPUB: how many entries it has, whether each
// of its links leads to a place that has the words, and nothing twice.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { complain, finish, read, site } from "./site.mjs";

const { unzipSync, strFromU8 } =
  createRequire(join(process.cwd(), "press/"))("fflate");
const FEWEST = 250;
const letters = { amp: "&", lt: "<", gt: ">", quot: '"' };
const plain = (html) => html.replace(/<annotation[\s\S]*?<\/annotation>/g, "")
  .replace(/<[^>]*>/g, "").replace(/&(\w+);/g, (_, name) => letters[name])
  .replace(/’/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ").trim();

// What terms.txt says of a key's words, by key.
const words = new Map();
for (const line of readFileSync("terms.txt", "utf8").split("\n")) {
  const [, key, said] = line.match(/^(?:\* ?)?([^#>[]+?) *(?:\[(.*)\])?$/) ?? [];
  if (key && !/: see /.test(key)) {
    const own = key.replace(/^.*!/, "").replace(/`/g, "").replace(/,.*/, "");
    words.set(key, [...(words.get(key) ?? []), said ?? own]);
  }
}

// The entries of an index, each [key, [href, ...]]: lists in lists.
function entries(html) {
  const found = [];
  let depth = 0, head = "";
  const parts = /<ul>|<\/ul>|<li>(?:<p>)?([\s\S]*?)(?=<\/?(?:ul|li|p)>)/g;
  for (const [tag, line] of html.matchAll(parts)) {
    if (line === undefined) {
      depth += tag === "<ul>" ? 1 : -1;
      continue;
    }
    const [word, places = ""] = line.split(/<span class="places">/);
    const name = plain(word.replace(/<\/?code>/g, "`"));
    if (depth === 1) {
      head = name;
    }
    found.push([depth === 1 ? name : `${head}!${name}`,
      [...places.matchAll(/href="([^"]*#ix-[^"]*)"/g)].map(([, href]) => href)]);
  }
  return found;
}

// What stands at a place, from there on.
function said(page, id) {
  const from = page.indexOf(` id="${id}"`);
  return from < 0 ? "" : plain(page.slice(page.indexOf(">", from) + 1, from + 4000));
}

function check(name, index, page) {
  const all = entries(index);
  if (all.length < FEWEST) {
    complain(name, `has ${all.length} entries, and should have ${FEWEST}`);
  }
  const keys = new Set(all.map(([key]) => key));
  if (keys.size < all.length) {
    complain(name, "names something twice");
  }
  for (const [key, links] of all) {
    // A person, or what a listing defines, is called by name.
    const wanted = [...words.get(key) ?? [], key.replace(/[`]|,.*/g, "")];
    for (const link of links) {
      const [file, id] = link.split("#");
      const text = said(page(file), id).toLowerCase();
      if (!wanted.some((word) => text.slice(0, 200).includes(word.toLowerCase()))) {
        complain(name, `${key}: ${link} does not say "${wanted.join('" or "')}"`);
      }
    }
  }
}

const file = join(site, "index-of-terms.html");
const lists = (html) => html.slice(html.indexOf('"index-lists"'), html.indexOf("</main>"));
check(file, lists(read(file)), (name) => read(join(site, name)));

const epub = `${site}/../downhill.epub`;
const book = unzipSync(readFileSync(epub));
const text = (name) => strFromU8(book[`EPUB/text/${name}`]);
const nav = strFromU8(book["EPUB/nav.xhtml"]);
const [, where] = nav.match(/href="text\/([^"#]*)#sec:index" epub:type="index"/) ?? [];
if (!where) {
  complain(epub, "its landmarks do not name the index");
} else {
  const page = text(where);
  check(epub, page.slice(page.indexOf('"index-lists"')), text);
}
finish();
