// usage: search.mjs SITE
//
// What search.js looks through, as classic scripts, which a page that was opened
// from a file may load: SITE/assets/search-index.js, the units of the pages of
// SITE, each a heading, a paragraph, a figure and so on with the place that it
// leads to; and SITE/assets/minisearch.js, the library. (The names of the code are
// press/names/weave.mjs's.) The library makes its tables from the units when they
// are loaded: that takes a tenth of a second, and the tables would be heavier than
// the text.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DomUtils, parseDocument } from "htmlparser2";
import { without } from "./elements.mjs";

const { findOne, isTag, isText, textContent } = DomUtils;

const [site] = process.argv.slice(2);
// How a formula looks is a hundred elements that say nothing.
const read = (file) => parseDocument(without(
  readFileSync(join(site, file), "utf8"), '<span class="katex-html"'));
const require = createRequire(import.meta.url);

// -- Reading a page -----------------------------------------------------------

const classes = ({ attribs }) => attribs.class?.split(/\s+/) ?? [];

// What is said twice, or is not said.
const silent = ["sidenote", "controls", "origin", "zoom"];
const skipped = (e) => e.attribs["aria-hidden"] || e.name === "annotation" ||
  classes(e).some((name) => silent.includes(name));
const blocks = /^(p|div|li|td|th|tr|figcaption|pre|dt|dd)$/;

function words(node, without = () => false) {
  if (isText(node)) return node.data;
  if (!isTag(node) || skipped(node) || without(node)) return "";
  const inside = node.children.map((child) => words(child, without)).join("");
  return blocks.test(node.name) ? `${inside} ` : inside;
}
const line = (text) => text.replace(/\s+/g, " ").trim();

// The first below a node, before it ends.
const find = (node, test) => findOne(test, node.children);
const byClass = (node, name) => find(node, (e) => classes(e).includes(name));
const byName = (node, name) => find(node, (e) => e.name === name);

// -- Units --------------------------------------------------------------------

const boxes = ["figure", "table", "listing", "output", "theorem", "exercise",
  "solution"];
const text = /^(p|li|dd|table|pre|blockquote)$/;
const pages = [];
const sections = [];
const units = [];

// A drawing tells what it shows, and the words in it, among thousands of lines.
function described(file) {
  const svg = readFileSync(join(site, file), "utf8");
  const [desc] = svg.match(/<desc[^>]*>[^<]*/) ?? [""];
  return textContent(parseDocument(desc));
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
    anchor = node.attribs.id || anchor;
    const label = byClass(node, "label");
    const caption = byClass(node, "caption") ?? byClass(node, "title");
    const title = line(`${label ? words(label) : ""} ` +
      `${caption ? words(caption) : ""}`);
    const part = (e) => e === label || e === caption || e.name === "figure";
    const image = byName(node, "img");
    const pre = kind === "listing" && byName(node, "pre");
    add(kind, title, line(`${image ? described(image.attribs.src) : ""} ` +
      node.children.map((child) => words(child, part)).join("")),
    pre ? defined(words(pre)) : []);
    if (node.name === "div") {
      for (const child of node.children) {
        if (child.name === "figure") walk(child);
      }
    }
  }

  function walk(node) {
    if (!isTag(node) || skipped(node)) return;
    const kind = boxes.find((name) => classes(node).includes(name));
    if (/^h[1-4]$/.test(node.name)) {
      const number = byClass(node, "number");
      const sign = byClass(node, "permalink");
      const title = line(words(node, (e) => e === number || e === sign));
      anchor = node.attribs.id || anchor;
      section = sections.push([number ? line(words(number)) : "", title]) - 1;
      add(node.name === "h1" ? "page" : "section", title, "");
    } else if (kind) {
      box(node, kind);
    } else if (node.name === "dt") {
      anchor = node.attribs.id || anchor;
      term = line(words(node));
    } else if (text.test(node.name) || classes(node).includes("csl-entry")) {
      anchor = node.attribs.id || find(node, (e) => e.attribs.id)?.attribs.id ||
        anchor;
      add(term ? "term" : "text", term, line(words(node)));
      term = "";
    } else {
      anchor = node.attribs.id || anchor;
      node.children.forEach(walk);
    }
  }
  find(read(file), (e) => e.attribs.id === "text").children.forEach(walk);
}

for (const file of readdirSync(site).sort()) {
  const other = ["404.html", "book.html", "index.html",
    "index-of-names.html", "index-of-terms.html"];
  if (file.endsWith(".html") && !other.includes(file)) readPage(file);
}

writeFileSync(join(site, "assets/search-index.js"),
  `window.downhillIndex = ${JSON.stringify({ pages, sections, units })};\n`);

const root = join(dirname(require.resolve("minisearch")), "../..");
const licence = readFileSync(join(root, "LICENSE.txt"), "utf8").trim();
const library = readFileSync(join(root, "dist/umd/index.js"), "utf8");
writeFileSync(join(site, "assets/minisearch.js"),
  `/* MiniSearch\n\n${licence} */\n${library.replace(/^\/\/#.*$/gm, "")}`);
