// What stands in a text beside its words: the numbers that are typed in it, its
// formulas, and what it has from a program, with their lines.
import { readFileSync } from "node:fs";

const blank = (text) => text.replace(/[^\n]/g, " ");
const squeezed = (text) => text.replace(/\s+/g, " ").trim();

// Code and comments blanked, every character in its place; and the lines with which
// fences begin and end, { at, mark, info }.
function withoutCode(source) {
  const infos = [];
  let fence = null;
  let at = 0;
  const lines = source.split("\n").map((line) => {
    const begin = at;
    at += line.length + 1;
    const [, mark, info] = line.match(/^[\s>]*(`{3,}|~{3,})(.*)$/) ?? [];
    if (fence) {
      if (mark?.startsWith(fence) && info.trim() === "") {
        fence = null;
        infos.push({ at: begin, mark, info: "" });
      }
      return blank(line);
    }
    if (!mark) return line;
    fence = mark;
    infos.push({ at: begin + line.indexOf(mark), mark, info });
    return blank(line);
  });
  return { infos, text: lines.join("\n").replace(/<!--[^]*?-->/g, blank)
    .replace(/^---\n[^]*?\n---$/m, (found, where) =>
      where === 0 ? blank(found) : found) };
}

const attribute = (info, name) =>
  info.match(new RegExp(`\\b${name}=(?:"([^"]*)"|([^\\s}]*))`))?.slice(1)
    .find((one) => one !== undefined);

// Labels are addresses, which others may link to.
function labels({ at, text }) {
  const label = text.match(/[{\s](#[\w:.-]+)/)?.[1];
  return label ? [{ kind: "label", at, text: label }] : [];
}

// Of an output its lines and of a table what is cut from which block.
function fromPrograms(infos) {
  return infos.flatMap(({ at, info }) => {
    const kind = info.match(/\{\.(output|table)\b/)?.[1];
    const cut = ["program", "section", "lines", "block", "rows", "columns",
      "headers", "format"].flatMap((name) => {
      const text = attribute(info, name);
      return text === undefined ? [] : [`${name}=${squeezed(text)}`];
    });
    return kind ? [{ kind, at, text: cut.join(" ") }] : [];
  });
}

const ATTRIBUTES = /\{[#.](?:"[^"]*"|[^}"])*\}/y;
const rules = [
  ["formula", /\$\$[^$]+\$\$|(?<!\\)\$(?=\S)[^$]+\$/y],
  ["code", /(`+)(?!`)[^]*?[^`]\1(?!`)(\{(?:"[^"]*"|[^}"])*\})?/y],
  ["attributes", ATTRIBUTES],
  ["picture", /(?<=^|\n)!\[|\]\([^)\s]*\)(?=\{)/y],
  ["", /\]\([^)]*\)|<?https?:[^\s>]*>?/y],
  ["reference", /(?<!\w)@[\w:-]*\w/y],
  ["note", /\[\^[^\]]*\]:?/y],
  ["div", /(?<=^|\n):::.*/y],
  ["", /(?<=^|\n)[ >]*\d+\.(?= )/y],
  ["number", /(?<![\w.,])\d+(?:[.,]\d+)*(?!\w*[_-]?[A-Z])/y],
];

function scan(text) {
  const found = [];
  for (let at = 0; at < text.length;) {
    const hit = rules.flatMap(([kind, pattern]) => {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      return match ? [{ kind, at, text: match[0], attributes: match[2] }] : [];
    })[0];
    if (hit?.kind) found.push(hit);
    at += hit ? hit.text.length : 1;
  }
  return found;
}

// A number that stands by itself between dollars, or one with a point or a power of
// ten in a formula, is as typed as another; what a value gives is not.
const POWER = /10\^(?:\{-?\d+\}|\d)/.source;
const ALONE = new RegExp(`^[-+]?(?:\\d+(?:[.,]\\d+)*(?:\\*${POWER})?|${POWER})$`);
const PART = new RegExp(`\\d\\.\\d|(?<!\\d)${POWER}`);

function isTyped({ kind, text }) {
  if (kind === "number") return true;
  if (kind !== "formula" || text.startsWith("$$")) return false;
  const bare = text.slice(1, -1).replace(/\\val\{[^}]*\}\{[^}]*\}/g, "v")
    .replace(/\\cdot|\\times/g, "*").replace(/\s|[.,]$/g, "");
  return ALONE.test(bare) || PART.test(bare);
}

// The words around it: those of a dozen and a half letters on either side.
function around(text, { at, text: own }) {
  const before = squeezed(text.slice(Math.max(0, at - 60), at)).slice(-18);
  const after = squeezed(text.slice(at + own.length, at + own.length + 60))
    .slice(0, 14);
  return `${before.replace(/^\S*\s/, "")} [${squeezed(own)}] ` +
    after.replace(/\s\S*$/, "");
}

// The pieces of a text as they stand there, { kind, at, text }, and its fences.
export function pieces(source) {
  const { text, infos } = withoutCode(source);
  return { found: scan(text), infos };
}

// [{ kind, at, line, text }] of a file, in the order of the text; of a typed number
// the text is with words around it.
export function things(path) {
  const source = readFileSync(path, "utf8");
  const { text, infos } = withoutCode(source);
  const lineAt = (at) => source.slice(0, at).split("\n").length;
  const captions = infos.flatMap(({ at, info }) => scan(attribute(info, "caption") ?? "")
    .map((one) => ({ ...one, at, words: attribute(info, "caption"), within: one.at })));
  const found = [...scan(text), ...captions].flatMap((one) => {
    const whole = one.words ?? text;
    const typed = isTyped(one) ? [{ kind: "number", at: one.at, number: one.text,
      text: around(whole, { ...one, at: one.within ?? one.at }) }] : [];
    if (one.kind === "formula") {
      return [...typed, { kind: "formula", at: one.at, text: squeezed(one.text) }];
    }
    if (one.kind === "code" && one.attributes?.includes(".value")) {
      return [{ kind: "value", at: one.at, text: squeezed(one.text) }];
    }
    if (one.kind === "code" && one.attributes?.includes(".quoted")) {
      return [{ kind: "quoted", at: one.at, text: squeezed(one.text) }];
    }
    if (one.kind === "attributes") {
      return [...labels(one), ...[...one.text.matchAll(/\{([^{}|"]+\|[^{}|"]+)\}/g)]
        .map((match) =>
          ({ kind: "value", at: one.at + match.index, text: match[1] }))];
    }
    return typed;
  });
  const named = infos.flatMap(({ at, info }) => labels({ at, text: info }));
  return [...found, ...named, ...fromPrograms(infos)].sort((a, b) => a.at - b.at)
    .map((one) => ({ ...one, line: lineAt(one.at) }));
}
