// usage: weave.mjs SITE CACHE
//
// Makes the code of the site a web. Each name in a listing leads to where it is
// defined: to the listing that shows that, or to its line in the source. Each file
// of SITE/source gets a page with the numbers of its lines, the listings that were
// cut from it and the uses of what it defines. SITE/index-of-names.html is filled,
// and assets/parts/names.js holds the declarations, for preview.js;
// assets/search-names.js is what the search finds of names.
//
// What came of it is kept in CACHE until a source or a listing changes.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync,
  writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { declarationOf } from "./declarations.mjs";
import { read } from "./names.mjs";
import { kindOf, pageOf, place, sourcePage } from "./sources.mjs";
import { coloured, escape, tokens } from "./tokens.mjs";

const [site, cache] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const text = (...path) => readFileSync(join(...path), "utf8");

const sources = new Map(readdirSync(join(site, "source"), { recursive: true })
  .filter((name) => /\.[ch]$/.test(name)).sort()
  .map((path) => [path, text(site, "source", path)]));

// -- What the sources say -----------------------------------------------------

// The names of each file by their lines: [column, length, number of definition].
function references({ definitions, reader }) {
  const numbers = new Map(definitions.map((one, i) => [one, i]));
  const all = {};
  for (const [path, code] of sources) {
    const meaning = reader(path);
    const lines = all[path] = {};
    for (const token of tokens(code)) {
      const found = meaning(token);
      if (found) {
        (lines[token.line] ??= []).push([token.column, token.text.length,
          numbers.get(found)]);
      }
    }
  }
  return all;
}

// Of each definition, [path, lines] where it is used.
function usesOf({ definitions, refs }) {
  const uses = definitions.map(() => new Map());
  for (const [path, lines] of Object.entries(refs)) {
    for (const [line, names] of Object.entries(lines)) {
      for (const [, , number] of names) {
        const one = definitions[number];
        if (one.path === path && one.line === +line) continue;
        if (!uses[number].has(path)) uses[number].set(path, new Set());
        uses[number].get(path).add(+line);
      }
    }
  }
  return uses.map((map) => [...map].map(([path, lines]) => [path, [...lines]]));
}

function readAll() {
  const found = read(sources);
  const refs = references(found);
  const known = { definitions: found.definitions, refs };
  return { ...known, uses: usesOf(known) };
}

// -- The listings -------------------------------------------------------------

const listing = new RegExp('<figure class="listing" id="([^"]+)">\\s*' +
  '<figcaption>([^]*?)</figcaption>\\s*<pre class="code"><code class="c">' +
  "([^]*?)</code></pre>", "g");
const numbered = /^<span class="n" data-n="(\d+)"><\/span>/;

function listingsOf(page, html) {
  return [...html.matchAll(listing)].map(([, id, head, code]) => {
    const [, path] = head.match(/href="source\/([^"#]+)\.html/) ?? [];
    const [, label] = head.match(/<span class="label">(.*?)<\/span>/) ?? [];
    const lines = code.split("\n").map((line) => +line.match(numbered)?.[1]);
    return { page, id, path, label: label?.replace(/<[^>]*>/g, ""),
      first: lines[0], lines: new Set(lines), code };
  }).filter(({ path }) => sources.has(path));
}

const plainLength = (html) =>
  html.replace(/<[^>]*>/g, "").replace(/&\w+;|&#\d+;/g, "?").length;

// A line of a listing: the names among its words become links.
function linked(line, names, linkOf) {
  let column = 0;
  return line.replace(/<[^>]*>|&\w+;|&#\d+;|\w+|[^]/g, (part) => {
    if (part.startsWith("<")) return part;
    const at = column;
    column += part.startsWith("&") && part.endsWith(";") ? 1 : part.length;
    const found = names.find(([begin]) => begin === at);
    return found ? linkOf(part, found[2]) : part;
  });
}

function woven({ page, id, path, code }, { definitions, refs }, explains, used) {
  const original = sources.get(path).split("\n");
  return code.split("\n").map((line) => {
    const [mark, number] = line.match(numbered);
    const names = refs[path][number];
    if (!names) return line;
    const body = line.slice(mark.length);
    // The listing has less indentation.
    const cut = original[number - 1].length - plainLength(body);
    const shifted = names.map(([at, ...rest]) => [at - cut, ...rest]);
    return mark + linked(body, shifted, (name, i) => {
      const shown = explains(definitions[i]);
      const isHere = shown && shown.id === id && shown.page === page;
      const to = !shown || isHere ? place(definitions[i])
        : (shown.page === page ? "" : shown.page) + `#${shown.id}`;
      used.add(i);
      return `<a class="name" href="${to}" data-name="${i}">${name}</a>`;
    });
  }).join("\n");
}

// Of the listings that show its line, the shortest explains a definition.
function explainer(listings) {
  const known = new Map();
  return (one) => {
    if (!known.has(one)) {
      known.set(one, listings.filter(({ path, lines }) =>
        path === one.path && lines.has(one.line))
        .sort((a, b) => a.lines.size - b.lines.size)[0]);
    }
    return known.get(one);
  };
}

// -- The index of names -------------------------------------------------------

// What it lists, in order: the name, its kind, and the place that explains it.
function listed({ definitions }, explains) {
  const isShort = new Set(definitions // what typedef repeats
    .filter(({ kind }) => /struct|enum$|union/.test(kind))
    .map(({ path, name }) => `${path} ${name}`));
  return definitions
    .filter((one) => !/member|prototype|externvar/.test(one.kind) &&
      (explains(one) || one.isOpen))
    .filter(({ kind, path, name }) =>
      kind !== "typedef" || !isShort.has(`${path} ${name}`))
    .sort((a, b) => a.name.toLowerCase() < b.name.toLowerCase() ? -1 :
      a.name.toLowerCase() > b.name.toLowerCase() ? 1 : 0)
    .map((one) => {
      const shown = explains(one);
      return { name: one.name, kind: kindOf(one),
        where: shown ? shown.label : one.path,
        to: shown ? `${shown.page}#${shown.id}` : place(one) };
    });
}

function indexOfNames(rows) {
  const groups = {};
  for (const one of rows) (groups[one.name[0].toUpperCase()] ??= []).push(one);
  const row = ({ name, kind, where, to }) =>
    `<li><code>${name}</code> <span class="kind">${kind}</span> ` +
    `<span class="places"><a href="${to}">${escape(where)}</a></span></li>`;
  const letters = Object.keys(groups).map((letter) =>
    `<a href="#names-${letter}">${letter}</a>`);
  return '<nav class="index-letters" aria-label="Letters">' +
    `${letters.join("")}</nav>\n` +
    Object.entries(groups).map(([letter, list]) =>
      `<div class="index-group" id="names-${letter}"><ul>\n` +
      `${list.map(row).join("\n")}\n</ul></div>`).join("\n");
}

// -----------------------------------------------------------------------------

const shownCode = (code) => `<pre class="code"><code class="c">${
  [...tokens(code)].map(coloured).join("")}</code></pre>`;

// {woven: the code of each listing, names: the index} and, in CACHE, source/,
// names.js and search-names.js: the pages of the sources, the declarations, and
// the names for the search.
function make(listings, common) {
  const known = readAll();
  const explains = explainer(listings);
  const used = new Set();
  const code = listings.map((one) => woven(one, known, explains, used));
  rmSync(join(cache, "source"), { recursive: true, force: true });
  for (const [path, source] of sources) {
    const file = join(cache, pageOf(path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, sourcePage(path, source, known, listings, common));
  }
  const { definitions } = known;
  const parts = [...used].sort((a, b) => a - b).map((i) => {
    const shown = shownCode(
      declarationOf(definitions[i], definitions, sources));
    return `"${i}": ${JSON.stringify(shown).replace(/</g, "\\x3c")}`;
  });
  writeFileSync(join(cache, "names.js"),
    `parts("names", {\n${parts.join(",\n")}\n});\n`);
  const rows = listed(known, explains);
  writeFileSync(join(cache, "search-names.js"),
    `window.downhillNames = ${JSON.stringify(rows)};\n`);
  return { woven: code, names: indexOfNames(rows) };
}

function kept(listings, common) {
  const hash = createHash("sha256");
  for (const name of readdirSync(here).sort()) hash.update(text(here, name));
  for (const [path, code] of sources) hash.update(`\0${path}\0${code}`);
  hash.update(JSON.stringify([listings, common]));
  const key = hash.digest("hex");
  const file = join(cache, "woven.json");
  try {
    const old = JSON.parse(text(file));
    if (old.key === key) return old;
  } catch {
    // There is none yet, or half of one.
  }
  rmSync(file, { force: true });
  const fresh = { key, ...make(listings, common) };
  writeFileSync(`${file}.new`, JSON.stringify(fresh));
  renameSync(`${file}.new`, file);
  return fresh;
}

const pages = readdirSync(site).filter((name) => name.endsWith(".html")).sort();
const html = new Map(pages.map((page) => [page, text(site, page)]));
const listings = pages.flatMap((page) => listingsOf(page, html.get(page)));
const [, policy] = html.get("index.html")
  .match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
const [, title] = html.get("index.html").match(/<title>([^<]*)<\/title>/);

mkdirSync(cache, { recursive: true });
const { woven: code, names } = kept(listings, { policy, "book-title": title });
for (const page of pages) {
  let next = listings.findIndex((one) => one.page === page);
  const whole = html.get(page).replace(listing, (figure, ...parts) => {
    const old = parts[2];
    return listings[next]?.code === old
      ? figure.replace(old, () => code[next++]) : figure;
  }).replace("<!-- names -->", () => names);
  if (whole === html.get(page)) continue;
  // At once: html/search.mjs reads the pages meanwhile. No word of theirs changes.
  writeFileSync(join(site, `${page}.new`), whole);
  renameSync(join(site, `${page}.new`), join(site, page));
}
cpSync(join(cache, "source"), join(site, "source"), { recursive: true });
cpSync(join(cache, "names.js"), join(site, "assets/parts/names.js"));
cpSync(join(cache, "search-names.js"), join(site, "assets/search-names.js"));
