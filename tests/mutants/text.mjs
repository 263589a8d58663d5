// What can be changed in a text, one small thing at a time, so that it is no longer
// true, or no longer what the press is to make of it.
import { pieces } from "../text/read.mjs";
import { lineAt } from "./mutations.mjs";

const other = (digit) => String((Number(digit) + 1) % 10);
// A name without its last letter but one.
const misspelt = (name) => name.slice(0, -2) + name.slice(-1);

// Each match of a pattern in a piece; of two groups the first stays before.
function each(piece, pattern, change) {
  return [...piece.text.matchAll(pattern)].flatMap((match) => {
    const from = match[0];
    const to = change(from, match);
    return to === from ? [] : [{ at: piece.at + match.index, from, to }];
  });
}

const digits = (piece) => each(piece, /\d(?=\D*$)/g, other);

const signs = { "+": "-", "-": "+", "<": ">", ">": "<", "\\le": "\\ge",
  "\\ge": "\\le", "=": "\\ne", "\\approx": "=", "\\in": "\\notin" };
const letters = { x: "y", y: "x", t: "s", i: "j", f: "g", n: "m", u: "v" };

// What \val asks for is no part of the formula.
function formula(piece) {
  const bare = { ...piece, text: piece.text.replace(/\\val\{[^}]*\}\{[^}]*\}/g,
    (found) => "~".repeat(found.length)) };
  return [
    ...each(bare, /(?<!\\)[-+<>=]|\\(?:le|ge|approx|in)(?![a-z])/g, (it) => signs[it]),
    ...each(bare, /(?<![\w\\])\d/g, other),
    ...each(bare, /(?<=[_^]\{?)[xytifnu]/g, (it) => letters[it]),
  ];
}

const finer = (format) => format === "%d" ? "%.1f"
  : format.replace(/^%g$/, "%.1e").replace(/\.(\d)/, (_, n) => `.${other(n)}`);

// By kind, the changes of the pieces of a chapter. A swap is for another thing that
// is there: it can only be noticed by who has the old one.
function changes({ found, infos }) {
  const of = (kind) => found.filter((piece) => piece.kind === kind);
  const lines = infos.map(({ at, mark, info }) => ({ at, text: mark + info }));
  const written = [...of("attributes"), ...lines, ...of("code")
    .filter(({ attributes }) => attributes)];
  const references = of("reference");
  const own = /^@(?:sec|fig|tbl|lst|out|eq|thm|ex):/;
  const labels = (match) => references.filter(({ text }) => own.test(text) === match);
  const keys = of("code").filter(({ attributes }) => attributes?.includes(".value"));
  const next = (list, alike) => list.flatMap((piece, i) => {
    const than = list.slice(i + 1).concat(list.slice(0, i)).find((one) =>
      one.text !== piece.text && alike(one) === alike(piece));
    return than ? [{ at: piece.at, from: piece.text, to: than.text }] : [];
  });
  const swapped = (of, kind) => next(labels(true).filter(({ text }) =>
    text.startsWith(`@${of}:`)), () => "").map((one) => ({ ...one, kind }));
  const key = ({ text }) => text.match(/^`([^`]*)/)[1];
  const named = keys.map((piece) => ({ at: piece.at + 1, text: key(piece) }));
  return {
    number: of("number").flatMap(digits),
    formula: of("formula").flatMap(formula),
    format: [...of("formula"), ...written].flatMap((piece) => each(piece,
      /(?<=\\val\{[^}]*\}\{|\|)%\.?\d*[defg]|(?<=format="?[^"]*)%\.?\d*[defg]/g, finer)),
    class: [...written, ...of("div")].flatMap((piece) =>
      each(piece, /(?<=[{\s]\.|::: )[a-z]{3,}/g, misspelt)),
    fence: [...lines, ...of("div")].map(({ at, text }) =>
      ({ at, from: text, to: "" })),
    label: [...written.flatMap((piece) => each(piece, /(?<=#)[a-z]+:[\w-]+/g, misspelt)),
      ...labels(true).map(({ at, text }) => ({ at, from: text, to: misspelt(text) }))],
    note: of("note").map(({ at, text }) => ({ at, from: text,
      to: text.replace(/.\]/, "]") })),
    region: lines.flatMap((piece) =>
      each(piece, /(?<=\b(?:region|section|block)=)[\w-]+/g, misspelt)),
    citation: labels(false).map(({ at, text }) => ({ at, from: text,
      to: misspelt(text) })),
    caption: [...lines.flatMap((piece) => each(piece, / caption="[^"]*"/g, () => "")),
      ...captions(of("picture"))],
    dollar: of("formula").filter(({ text }) => !text.startsWith("$$")).flatMap(
      ({ at, text }) => [{ at, from: "$", to: "" },
        { at: at + text.length - 1, from: "$", to: "" }]),
    swap: [...next(named, () => ""), ...swapped("fig"), ...swapped("sec"),
      ...swapped("out"), ...swapped("eq"),
      ...next(labels(false), () => "")],
  };
}

// From "![" to the "](" of the same figure.
function captions(list) {
  return list.flatMap(({ at, text }, i) => text === "![" && list[i + 1]
    ? [{ at: at + 2, from: null, until: list[i + 1].at, to: "" }] : []);
}

export function textMutations(source) {
  const all = changes(pieces(source));
  return Object.entries(all).flatMap(([kind, list]) => list.map((one) => ({
    ...one, kind, from: one.from ?? source.slice(one.at, one.until),
    line: lineAt(source, one.at) }))).filter(({ from, to }) => from !== to);
}

// In terms.txt: a key is emptied, its words misspelt, a heading is.
export function termMutations(source) {
  return [...source.matchAll(/^(?!>)(?:\* )?(#*) ?(.*\S.*)$/gm)].map((match) => {
    const from = match[2];
    const at = match.index + match[0].length - from.length;
    const words = from.match(/\[(.+)\]$/)?.[1];
    return { kind: "index", line: lineAt(source, at), at, from,
      to: match[1] ? misspelt(from)
        : words ? from.replace(`[${words}]`, `[${misspelt(words)}]`) : "" };
  });
}
