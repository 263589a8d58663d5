// usage: search.mjs SITE
//
// What search.js looks through, as classic scripts, which a page that was opened
// from a file may load: SITE/assets/search-index.js, the units of the pages of
// SITE, each a heading, a paragraph, a figure and so on with the place that it
// leads to; and SITE/assets/minisearch.js, the library. The library makes its
// tables from the units when they are loaded: that takes a tenth of a second,
// and the tables would be heavier than the text.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [site] = process.argv.slice(2);
const require = createRequire(import.meta.url);

// -- Reading a page -----------------------------------------------------------

const empty = new Set(["img", "br", "hr", "input", "source", "wbr", "col"]);
const entities = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
const decode = (text) => text.replace(/&(#x?)?(\w+);/g, (all, code, name) =>
  code ? String.fromCodePoint(parseInt(name, code === "#x" ? 16 : 10))
    : entities[name] ?? all);

function element(name, attributes) {
  const found = { name, children: [], id: "", src: "", classes: [] };
  for (const [, key, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (key === "class") found.classes = value.split(/\s+/);
    if (key === "id" || key === "src") found[key] = decode(value);
    if (key === "aria-hidden") found.unspoken = true;
  }
  return found;
}

// The elements of a page's text as pandoc writes them: all are closed.
function parse(html) {
  const root = element("main", "");
  const open = [root];
  const main = html.match(/<main id="text">([^]*)<\/main>/)?.[1] ?? "";
  for (const [, text, close, name, attributes, closed] of main.matchAll(
    /([^<]+)|<(\/?)([a-zA-Z][\w-]*)((?:[^>"]|"[^"]*")*?)(\/?)>/g)) {
    if (text) {
      open.at(-1).children.push(decode(text));
    } else if (close) {
      while (open.length > 1 && open.pop().name !== name);
    } else {
      const child = element(name, attributes);
      open.at(-1).children.push(child);
      if (!closed && !empty.has(name)) open.push(child);
    }
  }
  return root;
}

// What is said twice, or is not said.
const silent = ["sidenote", "controls", "origin", "zoom"];
const skipped = (e) => e.unspoken || e.name === "annotation" ||
  e.classes.some((name) => silent.includes(name));
const blocks = /^(p|div|li|td|th|tr|figcaption|pre|dt|dd)$/;

function words(node, without = () => false) {
  if (typeof node === "string") return node;
  if (skipped(node) || without(node)) return "";
  const inside = node.children.map((child) => words(child, without)).join("");
  return blocks.test(node.name) ? `${inside} ` : inside;
}
const line = (text) => text.replace(/\s+/g, " ").trim();

function find(node, test) {
  for (const child of node.children ?? []) {
    if (typeof child === "string") continue;
    const found = test(child) ? child : find(child, test);
    if (found) return found;
  }
  return null;
}
const byClass = (node, name) => find(node, (e) => e.classes.includes(name));

// -- Units --------------------------------------------------------------------

const boxes = ["figure", "table", "listing", "output", "theorem", "exercise",
  "solution"];
const text = /^(p|li|dd|table|pre|blockquote)$/;
const pages = [];
const sections = [];
const units = [];

// A drawing tells what it shows, and the words in it.
function described(file) {
  const svg = readFileSync(join(site, file), "utf8");
  return decode(svg.match(/<desc[^>]*>([^<]*)/)?.[1] ?? "");
}

// Functions that a listing defines begin at the margin.
const defined = (code) => [...code.matchAll(
  /^(?:[A-Za-z_][\w]*[\s*]+)+([A-Za-z_]\w*)\(/gm)].map(([, name]) => name);

function readPage(file) {
  const page = pages.push(file) - 1;
  let anchor = "";
  let term = "";
  let section = -1;
  const add = (kind, title, text, names = []) => {
    if (title || text) {
      units.push([kind, page, anchor, section, title, text, names.join(" ")]);
    }
  };

  function box(node, kind) {
    anchor = node.id || anchor;
    const label = byClass(node, "label");
    const caption = byClass(node, "caption") ?? byClass(node, "title");
    const title = line(`${label ? words(label) : ""} ` +
      `${caption ? words(caption) : ""}`);
    const part = (e) => e === label || e === caption || e.name === "figure";
    const image = find(node, (e) => e.name === "img");
    const pre = kind === "listing" && find(node, (e) => e.name === "pre");
    add(kind, title, line(`${image ? described(image.src) : ""} ` +
      node.children.map((child) => words(child, part)).join("")),
    pre ? defined(words(pre)) : []);
    if (node.name === "div") {
      for (const child of node.children) {
        if (child.name === "figure") walk(child);
      }
    }
  }

  function walk(node) {
    if (typeof node === "string" || skipped(node)) return;
    const kind = boxes.find((name) => node.classes.includes(name));
    if (/^h[1-4]$/.test(node.name)) {
      const number = byClass(node, "number");
      const sign = byClass(node, "permalink");
      const title = line(words(node, (e) => e === number || e === sign));
      anchor = node.id || anchor;
      section = sections.push([number ? line(words(number)) : "", title]) - 1;
      add(node.name === "h1" ? "page" : "section", title, "");
    } else if (kind) {
      box(node, kind);
    } else if (node.name === "dt") {
      anchor = node.id || anchor;
      term = line(words(node));
    } else if (text.test(node.name) || node.classes.includes("csl-entry")) {
      anchor = node.id || find(node, (e) => e.id !== "")?.id || anchor;
      add(term ? "term" : "text", term, line(words(node)));
      term = "";
    } else {
      anchor = node.id || anchor;
      node.children.forEach(walk);
    }
  }
  parse(readFileSync(join(site, file), "utf8")).children.forEach(walk);
}

// Of the index of names, each leads to where it is defined.
function readNames() {
  const file = join(site, "index-of-names.html");
  if (!existsSync(file)) return;
  const html = readFileSync(file, "utf8");
  for (const [, name, kind, to, where] of html.matchAll(
    /<code>(\w+)<.code> <span class="kind">([^<]*)<.+?<a href="([^"]+)">([^<]+)/g)) {
    const [page, anchor] = to.split("#");
    if (!pages.includes(page)) pages.push(page);
    units.push(["name", pages.indexOf(page), anchor, -1, "",
      `${kind}, ${decode(where)}`, name]);
  }
}

for (const file of readdirSync(site).sort()) {
  const other = ["404.html", "book.html", "index.html",
    "index-of-names.html", "index-of-terms.html"];
  if (file.endsWith(".html") && !other.includes(file)) readPage(file);
}
readNames();

writeFileSync(join(site, "assets/search-index.js"),
  `window.downhillIndex = ${JSON.stringify({ pages, sections, units })};\n`);

const root = join(dirname(require.resolve("minisearch")), "../..");
const licence = readFileSync(join(root, "LICENSE.txt"), "utf8").trim();
const library = readFileSync(join(root, "dist/umd/index.js"), "utf8");
writeFileSync(join(site, "assets/minisearch.js"),
  `/* MiniSearch\n\n${licence} */\n${library.replace(/^\/\/#.*$/gm, "")}`);
