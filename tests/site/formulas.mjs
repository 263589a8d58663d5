// Where in the text a formula stands that a page shows.
import { readdirSync, readFileSync } from "node:fs";

// Each displayed formula of the chapters: its place, and a pattern of its TeX
// with any numbers in place of the values.
const formulas = () =>
  ["book.md", ...readdirSync("chapters").sort().map((f) => `chapters/${f}`)]
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) => {
      const text = readFileSync(path, "utf8");
      return [...text.matchAll(/\$\$(.*?)\$\$/gs)].map(({ index, 1: tex }) => ({
        place: `${path}:${text.slice(0, index).split("\n").length}`,
        pattern: new RegExp("^\\s*" + tex.trim()
          .split(/(\\val\{[^}]*\}\{[^}]*\}|\s+|\d{5,})/)
          .map((part, i) => i % 2 === 0
            ? part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
            : /^\s/.test(part) ? "\\s+" : ".+?")
          .join("") + "\\s*$", "s"),
      }));
    });

let known;
export function placeOf(tex) {
  known ??= formulas();
  return known.find(({ pattern }) => pattern.test(tex))?.place ?? "chapters/";
}
