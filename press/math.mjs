// Sets formulas, all of a book in one run:  math.mjs katex|temml <in >out
//
// Each line of the input is "D" or "I" (display, inline), a tab, and a formula
// in which \\, \n and \t are escaped. The line of the output is "ok" and the
// markup, or "error" and the message, escaped likewise.

import { createRequire } from "node:module";
import { readFileSync, writeSync } from "node:fs";

const require = createRequire(import.meta.url);
const engine = process.argv[2];

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const attribute = (s) =>
  s.trim().replace(/\s+/g, " ").replace(/[&<>"]/g, (c) => entities[c]);

const setters = {
  // HTML to be seen, MathML to be heard.
  katex() {
    const katex = require("katex");
    return (formula, display) =>
      katex
        .renderToString(formula, {
          displayMode: display,
          output: "htmlAndMathml",
          strict: "error",
          throwOnError: true,
        })
        // CSS knows no negative height, and KaTeX writes one now and then.
        .replaceAll(/height:-[\d.]+em/g, "height:0em");
  },
  // MathML that is well-formed XML, as an EPUB needs; for readers that know none,
  // and for those who listen, with the formula itself.
  temml() {
    const temml = require("temml");
    return (formula, display) =>
      temml
        .renderToString(formula, {
          displayMode: display,
          xml: true,
          annotate: false,
          throwOnError: true,
        })
        .replace("<math", () => `<math alttext="${attribute(formula)}"`);
  },
};

const escapes = { "\\": "\\\\", "\n": "\\n", "\t": "\\t" };
const escape = (s) => s.replace(/[\\\n\t]/g, (c) => escapes[c]);
const unescape = (s) =>
  s.replace(/\\(.)/g, (_, c) => ({ n: "\n", t: "\t" })[c] ?? c);

// One sentence: KaTeX's own prefix says nothing, and its position counts
// characters of a formula that is printed beside it.
const sentence = (error) =>
  String(error.message)
    .replace(/^KaTeX parse error: /, "")
    .replace(/\s+/g, " ")
    .trim();

if (!setters[engine]) {
  process.stderr.write("usage: math.mjs katex|temml <formulas >markup\n");
  process.exit(2);
}

const set = setters[engine]();
const lines = readFileSync(0, "utf8").split("\n");
lines.pop();

const results = lines.map((line) => {
  const formula = unescape(line.slice(2));
  try {
    return "ok\t" + escape(set(formula, line[0] === "D"));
  } catch (error) {
    return "error\t" + escape(sentence(error));
  }
});

const bytes = Buffer.from(results.map((r) => r + "\n").join(""));
for (let written = 0; written < bytes.length; ) {
  written += writeSync(1, bytes, written);
}
