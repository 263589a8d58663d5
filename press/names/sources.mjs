// The pages of the sources: each line with its number, each name leading to its
// definition, each definition to the lines that use it, and the way back to the
// listings that were cut from it.
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { coloured, escape, tokens } from "./tokens.mjs";

const template = readFileSync(new URL("source.html", import.meta.url), "utf8");

export const pageOf = (path) => `source/${path}.html`;
const rooted = (path) => "../".repeat(path.split("/").length);
export const place = ({ path, line }) => `${pageOf(path)}#L${line}`;

// From the page of one source to that of another.
const across = (from, { path, line }) => (path === from ? "" :
  relative(dirname(pageOf(from)), pageOf(path))) + `#L${line}`;

const spot = ({ name, line }) => `use-${line}-${name}`;

// The lines of a source: each name leads to its definition, and that to its uses.
function sourceLines(path, code, { definitions, refs }) {
  const found = refs[path];
  let html = "";
  for (const token of tokens(code)) {
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
export const kindOf = ({ kind, of }) => (kinds[kind] ?? kind) +
  (of && !of.startsWith("__anon") ? ` of ${of}` : "");

function fill(fields) {
  return template.replace(/\{\{([\w-]+)\}\}/g, (_, name) => fields[name] ?? "");
}

export function sourcePage(path, code, known, listings, common) {
  const { definitions, uses } = known;
  const root = rooted(path);
  const cut = listings.filter((one) => one.path === path);
  const link = ({ page, id, label }) =>
    `<a href="${root}${page}#${id}">${label}</a>`;
  const shown = new Map(cut.map((one) => [one.first, link(one)]));
  const lines = sourceLines(path, code, known).map((line, i) => {
    const n = i + 1;
    const back = shown.has(n) ? `<span class="cut">${shown.get(n)}</span>` : "";
    return `${back}<span class="l" id="L${n}">` +
      `<span class="n" data-n="${n}"></span>${line}</span>`;
  });
  const entries = definitions.flatMap((one, i) =>
    (one.path === path ? [useEntry(one, uses[i])] : []));
  return fill({
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
