// usage: same-book.mjs BUILD OTHER
//
// Is it the same book, built on two systems? The programs' reports and data and
// the figures have the same bytes; pages, PDF and EPUB the same text, figures,
// listings, outputs, tables, equations, links, places to link to, and index.
// Markup may differ (pandoc's colours of code, roles), and so may packed bytes.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

const require = createRequire(
  new URL("../press/package.json", import.meta.url));
const { strFromU8, unzipSync } = require("fflate");

const [mine, other] = process.argv.slice(2);
let faults = 0;
function differs(what, how) {
  faults += 1;
  if (faults <= 20) console.log(`${what}: ${how}`);
}

function files(directory, inside = "") {
  return readdirSync(join(directory, inside), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(inside, entry.name);
      return entry.isDirectory() ? files(directory, path) : [path];
    }).sort();
}

// The same names on both sides; the first that one of them lacks is told.
function sameNames(what, a, b) {
  const lacks = (x, y) => x.filter((name) => !y.includes(name));
  for (const [where, names] of [[other, lacks(a, b)], [mine, lacks(b, a)]]) {
    for (const name of names) differs(`${what}/${name}`, `not in ${where}`);
  }
  return a.filter((name) => b.includes(name));
}

function sameBytes(directory, suffix) {
  const [a, b] = [mine, other].map((build) => files(join(build, directory))
    .filter((name) => name.endsWith(suffix)));
  for (const name of sameNames(directory, a, b)) {
    const [x, y] = [mine, other].map((build) =>
      readFileSync(join(build, directory, name)));
    if (!x.equals(y)) differs(`${directory}/${name}`, "not the same bytes");
  }
  return a.length;
}

// -- Pages ---------------------------------------------------------------------

const decode = (text) => text.replace(/&#x([0-9a-f]+);/gi, (_, code) =>
  String.fromCodePoint(parseInt(code, 16))).replace(/&#(\d+);/g, (_, code) =>
  String.fromCodePoint(code)).replace(/&quot;/g, '"').replace(/&nbsp;/g, "\u00a0");

const words = (html) => decode(html.replace(/<[^>]*>/g, ""))
  .split(/\s+/).filter(Boolean);

const attributes = (name) => (html) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map((m) => m[1]);

const elements = (tag, kind) => (html) =>
  html.match(new RegExp(`<${tag} [^>]*class="${kind}\\b`, "g")) ?? [];

// What is counted, and told at the end, is one of these.
const parts = {
  words,
  figures: elements("figure", "figure"),
  listings: elements("figure", "listing"),
  outputs: elements("figure", "output"),
  tables: elements("figure", "table"),
  equations: elements("span", "equation"),
  "index entries": elements("span", "index"),
  links: attributes("href"),
  places: attributes("id"),
  pictures: attributes("src"),
  descriptions: attributes("alt"),
};

const counts = {};
function samePage(name, a, b, which = Object.keys(parts)) {
  for (const part of which) {
    const [x, y] = [a, b].map(parts[part]);
    counts[part] = (counts[part] ?? 0) + x.length;
    const at = x.findIndex((item, i) => item !== y[i]);
    if (at >= 0 || y.length > x.length) {
      const i = at >= 0 ? at : x.length;
      differs(name, `${part}: "${x.slice(i, i + 5).join(" ")}", there ` +
        `"${y.slice(i, i + 5).join(" ")}"`);
    }
  }
}

function sameSite() {
  const [a, b] = [mine, other].map((build) => files(join(build, "site")));
  for (const name of sameNames("site", a, b)) {
    if (name.endsWith(".html")) {
      samePage(`site/${name}`, ...[mine, other].map((build) =>
        readFileSync(join(build, "site", name), "utf8")));
    }
  }
}

// pandoc 3 leads the contents to a page, 2 to the heading that begins it, and
// numbers the headings in an attribute: of the contents only the words count.
function sameEpub() {
  const [a, b] = [mine, other].map((build) =>
    unzipSync(readFileSync(join(build, "downhill.epub"))));
  for (const name of sameNames("downhill.epub", Object.keys(a).sort(),
    Object.keys(b).sort())) {
    const [x, y] = [a, b].map((book) => strFromU8(book[name], true));
    if (name.endsWith("nav.xhtml")) samePage(name, x, y, ["words"]);
    else if (name.endsWith(".xhtml")) samePage(`downhill.epub/${name}`, x, y);
    else if (name.endsWith(".svg") && x !== y) differs(name, "not the same");
  }
}

// -- The PDF -------------------------------------------------------------------

// Page by page, without blanks: how wide they are is read off the layout.
const pdfPages = (build) => execFileSync("pdftotext",
  ["-enc", "UTF-8", join(build, "downhill.pdf"), "-"],
  { encoding: "utf8", maxBuffer: 1 << 28 }).split("\f")
  .map((page) => page.replace(/\s+/g, ""));

function samePdf() {
  const [a, b] = [mine, other].map(pdfPages);
  if (a.length !== b.length) {
    differs("downhill.pdf", `${a.length} pages, there ${b.length}`);
  }
  a.forEach((page, i) => {
    const theirs = [...(b[i] ?? "")].sort().join("");
    if ([...page].sort().join("") !== theirs) {
      differs("downhill.pdf", `page ${i + 1} has not the same text`);
    }
  });
  return a.length - 1; // a form feed ends each
}

for (const build of [mine, other]) {
  if (!existsSync(join(build, "site", "index.html"))) {
    console.log(`${build}: there is no book`);
    process.exit(1);
  }
}
const data = sameBytes("output", "") + sameBytes("data", "");
const svgs = sameBytes("figures", ".svg");
sameSite();
sameEpub();
const pages = samePdf();
if (faults > 20) console.log(`and ${faults - 20} more`);
if (faults === 0) {
  const list = Object.entries(counts).map(([part, n]) => `${n} ${part}`);
  console.log(`the same book: ${data} reports and data files and ${svgs} ` +
    `figures to the byte, ${pages} pages of PDF; in site and EPUB ` +
    `${list.join(", ")}`);
}
process.exitCode = faults > 0 ? 1 : 0;
