// usage: weave.mjs SITE CACHE
//
// Makes the code of the site a web. Each name in a listing leads to where it is
// defined: to the listing that shows that, or to its line in the source. Each file
// of SITE/source gets a page with the numbers of its lines, the listings that were
// cut from it and the uses of what it defines. SITE/index-of-names.html is filled,
// and assets/parts/names.js holds the declarations, for preview.js.
//
// What came of it is kept in CACHE until a source or a listing changes.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync,
  writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { coloured, escape, tokens } from "./tokens.mjs";
import { read } from "./names.mjs";

const [site, cache] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const text = (...path) => readFileSync(join(...path), "utf8");

const sources = new Map(readdirSync(join(site, "source"), { recursive: true })
  .filter((name) => /\.[ch]$/.test(name)).sort()
  .map((path) => [path, text(site, "source", path)]));

// -- What the sources say -----------------------------------------------------

// A declaration as it is shown: with the words above it, but not too long.
const MOST = 14; // lines

// A part is shown with the beginning of its whole.
function declarationOf(one, definitions) {
  const whole = one.of && definitions.find(({ path, name, body, kind }) =>
    path === one.path && (name === one.of || body === one.of) &&
    kind !== "function");
  if (!whole) return declaration(one);
  const [head] = sources.get(one.path).split("\n").slice(whole.first - 1);
  return `${head.trim()}\n    …\n    ${declaration(one)}`;
}

function declaration({ path, kind, first, last }) {
  const lines = sources.get(path).split("\n");
  let from = first - 1;
  let to = last;
  if (/function|prototype/.test(kind)) {
    to = from + 1;
    while (to < last && !/[{;]/.test(lines[to - 1])) to += 1;
  } else if (kind === "macro") {
    while (lines[to - 1].endsWith("\\")) to += 1;
  }
  if (!/member|enumerator/.test(kind) && lines[from - 1]?.endsWith("*/")) {
    let above = from - 1;
    while (above > 0 && !lines[above].trim().startsWith("/*")) above -= 1;
    if (to - above <= MOST) from = above;
  }
  const shown = lines.slice(from, Math.min(to, from + MOST));
  if (/function/.test(kind)) shown.push(shown.pop().replace(/\s*\{.*$/, ";"));
  if (to > from + MOST) shown.push("…");
  const indent = Math.min(...shown.filter((line) => line.trim() !== "")
    .map((line) => line.search(/\S/)));
  return shown.map((line) => line.slice(indent)).join("\n");
}

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

function readAll() {
  const found = read(sources);
  const refs = references(found);
  const known = { definitions: found.definitions, refs };
  return { ...known, uses: usesOf(known) };
}

// -- Pages of the sources -----------------------------------------------------

const pageOf = (path) => `source/${path}.html`;
const rooted = (path) => "../".repeat(path.split("/").length);
const place = ({ path, line }) => `${pageOf(path)}#L${line}`;

// From the page of one source to that of another.
const across = (from, { path, line }) => (path === from ? "" :
  relative(dirname(pageOf(from)), pageOf(path))) + `#L${line}`;

const spot = ({ name, line }) => `use-${line}-${name}`;

// The lines of a source: each name leads to its definition, and that to its uses.
function sourceLines(path, { definitions, refs }) {
  const found = refs[path];
  let html = "";
  for (const token of tokens(sources.get(path))) {
    const { line, column } = token;
    const [, , number] = token.kind === "name" &&
      found[line]?.find(([at]) => at === column) || [];
    const one = definitions[number];
    if (!one) {
      html += coloured(token);
    } else {
      const isHere = one.path === path && one.line === line;
      const to = isHere ? `#${spot(one)}` : across(path, one);
      html += `<a class="name" href="${to}">${token.text}</a>`;
    }
  }
  return html.replace(/\n$/, "").split("\n");
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

function useEntry(one, uses) {
  const places = uses.map(([path, lines]) => {
    const links = lines.map((line) =>
      `<a href="${across(one.path, { path, line })}">${line}</a>`).join(" ");
    return path === one.path ? `here ${links}` : `${escape(path)} ${links}`;
  });
  return `<li id="${spot(one)}"><a href="#L${one.line}">` +
    `<code>${one.name}</code></a> <span class="kind">${kindOf(one)}</span> ` +
    `${places.length > 0 ? places.join(", ") : "not used by name"}</li>`;
}

const kinds = { externvar: "variable", prototype: "function", typedef: "type",
  struct: "structure", macro: "macro", enum: "enumeration" };
const kindOf = ({ kind, of }) => (kinds[kind] ?? kind) +
  (of && !of.startsWith("__anon") ? ` of ${of}` : "");

function fill(template, fields) {
  return template.replace(/\{\{([\w-]+)\}\}/g, (_, name) => fields[name] ?? "");
}

function sourcePage(path, known, listings, common) {
  const { definitions, uses } = known;
  const root = rooted(path);
  const cut = listings.filter((one) => one.path === path);
  const link = ({ page, id, label }) =>
    `<a href="${root}${page}#${id}">${label}</a>`;
  const shown = new Map(cut.map((one) => [one.first, link(one)]));
  const lines = sourceLines(path, known).map((line, i) => {
    const n = i + 1;
    const back = shown.has(n) ? `<span class="cut">${shown.get(n)}</span>` : "";
    return `${back}<span class="l" id="L${n}">` +
      `<span class="n" data-n="${n}"></span>${line}</span>`;
  });
  const entries = definitions.flatMap((one, i) =>
    (one.path === path ? [useEntry(one, uses[i])] : []));
  return fill(text(here, "source.html"), {
    ...common, path: escape(path), root, file: path.split("/").at(-1),
    shown: cut.length > 0 ? `<p>Shown in the book: ${cut.map((one) =>
      `${link(one)} (from <a href="#L${one.first}">line ${one.first}</a>)`)
      .join(", ")}.</p>` : "",
    code: lines.join("\n"),
    uses: entries.length > 0 ? '<section class="uses"><h2>What is defined here, ' +
      `and the lines that use it</h2>\n<ul>\n${entries.join("\n")}\n</ul>` +
      "</section>" : "",
  });
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

function indexOfNames({ definitions }, explains) {
  const isShort = new Set(definitions // what typedef repeats
    .filter(({ kind }) => /struct|enum$|union/.test(kind))
    .map(({ path, name }) => `${path} ${name}`));
  const rows = definitions
    .filter((one) => !/member|prototype|externvar/.test(one.kind) &&
      (explains(one) || one.isOpen))
    .filter(({ kind, path, name }) =>
      kind !== "typedef" || !isShort.has(`${path} ${name}`))
    .sort((a, b) => a.name.toLowerCase() < b.name.toLowerCase() ? -1 :
      a.name.toLowerCase() > b.name.toLowerCase() ? 1 : 0);
  const groups = {};
  for (const one of rows) (groups[one.name[0].toUpperCase()] ??= []).push(one);
  const row = (one) => {
    const shown = explains(one);
    const where = shown ? shown.label : escape(one.path);
    const to = shown ? `${shown.page}#${shown.id}` : place(one);
    return `<li><code>${one.name}</code> ` +
      `<span class="kind">${kindOf(one)}</span> <span class="places"><a href="${to}">${where}</a></span></li>`;
  };
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

// {woven: the code of each listing, names: the index} and, in CACHE/source and
// CACHE/names.js, the pages of the sources and the declarations.
function make(listings, common) {
  const known = readAll();
  const explains = explainer(listings);
  const used = new Set();
  const code = listings.map((one) => woven(one, known, explains, used));
  rmSync(join(cache, "source"), { recursive: true, force: true });
  for (const path of sources.keys()) {
    const file = join(cache, pageOf(path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, sourcePage(path, known, listings, common));
  }
  const { definitions } = known;
  const parts = [...used].sort((a, b) => a - b).map((i) => {
    const shown = shownCode(declarationOf(definitions[i], definitions));
    return `"${i}": ${JSON.stringify(shown).replace(/</g, "\\x3c")}`;
  });
  writeFileSync(join(cache, "names.js"),
    `parts("names", {\n${parts.join(",\n")}\n});\n`);
  return { woven: code, names: indexOfNames(known, explains) };
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
  if (whole !== html.get(page)) writeFileSync(join(site, page), whole);
}
cpSync(join(cache, "source"), join(site, "source"), { recursive: true });
cpSync(join(cache, "names.js"), join(site, "assets/parts/names.js"));
