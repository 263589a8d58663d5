// What a drawing program has drawn, in lines of cells that can be held against
// others: of each figure in each layout its words, its handles, in what order looks
// are painted, one over the other, and of each look that something is drawn with how
// many things have it, how many numbers place them, and the sum of these numbers,
// weighted, so that two that change their places are noticed as well, and what moves
// as far up as it does to the right.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FONT = "TeX Gyre Pagella:style=Regular";
const HUNDREDTH = 0.01;

export const rows = (file) => readFileSync(file, "utf8").trimEnd().split("\n")
  .map((line) => line.split("\t"));
const digest = (bytes) =>
  createHash("sha256").update(bytes).digest("hex").slice(0, 16);

// By class what it is drawn with, in light and in dark. A surface has a hundred
// shades: where there are more looks than MANY they are one, and their colours
// numbers of it.
function looks(svg) {
  const found = new Map();
  for (const [, own, look] of svg.matchAll(/^\.(\w+)\{(.*)\}$/gm)) {
    // Most lines have round ends, without which dots could not be seen.
    const ends = look.includes("linejoin:round") && !look.includes("linecap")
      ? ";ends:butt" : "";
    const short = look.replace(/stroke-(?:line(?:cap|join):round|miterlimit:10);?/g, "")
      .replace(/stroke-/g, "").replace(/;$/, "") + ends;
    found.set(own, found.has(own) ? `${found.get(own)} | ${short}` : short);
  }
  return found;
}

const MANY = 16;
const colours = (look) => look.replace(/#\w+/g,
  (colour) => ` ${parseInt(colour.slice(1), 16) % 9973} `);

// The letters by their outlines, for their names are counted through.
function outlines(svg) {
  return new Map([...svg.matchAll(/^<path id="(\w+)" d="([^"]*)"/gm)]
    .map(([, id, outline]) => [id, parseInt(digest(outline).slice(0, 4), 16)]));
}

// { order, looks }: a digest of the looks as they are painted, and the things of each,
// how many, how many numbers, and their sum.
function summary(svg) {
  const [names, letters] = [looks(svg), outlines(svg)];
  const found = new Map();
  const painted = [];
  const shades = names.size > MANY;
  const defined = svg.indexOf("</defs>");
  let group = "";
  for (const [element, own] of svg.slice(Math.max(defined, 0))
    .matchAll(/<(?:g|path|rect|use|circle|line|\/g)\b[^>]*?(?:class="(\w+)"[^>]*)?>/g)) {
    if (element.startsWith("<g")) group = own ?? group;
    const whole = names.get(own ?? group) ?? element.match(/^<[/\w]*/)[0];
    const look = shades ? whole.replace(/#\w+/g, "#") : whole;
    const one = found.get(look) ?? { things: 0, numbers: 0, sum: 0 };
    found.set(look, one);
    one.things += 1;
    if (look !== painted.at(-1)) painted.push(look);
    const placed = element.replace(/class="\w+"/, "")
      .replace(/href="#(\w+)"/, (_, id) => `"${letters.get(id) ?? id}"`) +
      (shades ? colours(whole) : "");
    const places = placed.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? [];
    for (const [i, number] of places.entries()) {
      one.sum += (1 + i % 2) * (1 + (one.numbers % 7) / 7) * Number(number);
      one.numbers += 1;
    }
  }
  return { order: digest(painted.join("\n")).slice(0, 6),
    looks: [...found].map(([look, { things, numbers, sum }]) =>
      [look, String(things), String(numbers), sum.toFixed(2)]) };
}

// Its lines: figure, layout, and a look, words, a handle or the order. With `brief` of
// the wide layouts alone, and one line for all looks: a digest tells which they are, how
// many things have each, and their order.
export function told(directory, { brief = false } = {}) {
  const [index, labels, handles] = ["index", "labels", "handles"]
    .map((name) => rows(join(directory, `${name}.tsv`)).slice(1));
  return index.flatMap(([figure, ...rest]) => ["wide", "narrow"]
    .filter((layout) => layout === "wide" || !brief && rest[4] !== "-")
    .flatMap((layout) => {
      const file = `${figure}${layout === "narrow" ? ".narrow" : ""}.svg`;
      const { order, looks } =
        summary(readFileSync(join(directory, file), "utf8"));
      const own = (list) => list.filter(([of, its]) =>
        of === figure && its === layout).map(([, , ...cells]) => cells);
      return [[figure, layout, "drawn", ...brief ? rest.slice(0, 2) : rest],
        [figure, layout, "words", ...own(labels)
          .map(([size, words]) => `${words} (${size})`)],
        ...own(handles).map((cells) => [figure, layout, "handle", ...cells]),
        ...brief ? [] : [[figure, layout, "order", order]],
        ...(brief ? [inAll(looks, order)] : looks)
          .map((one) => [figure, layout, "look", ...one])];
    }));
}

// All looks as one.
function inAll(looks, order) {
  const sum = (k) => looks.reduce((all, cells) => all + Number(cells[k]), 0);
  const own = looks.map((cells) => cells.slice(0, 3).join(" "));
  return [digest([order, ...own.sort()].join("\n")).slice(0, 6),
    String(sum(1)), String(sum(2)), sum(3).toFixed(2)];
}

// Each number may be rounded the other way: sums differ by what that does to
// hundredths of a point, a handle by one of them.
function same(a, b) {
  if (a?.length !== b?.length) return false;
  const near = (k, most) => Math.abs(a[k] - b[k]) <= most + HUNDREDTH / 2;
  const others = (from, to) => a.slice(from, to).join("\t") ===
    b.slice(from, to).join("\t");
  if (a[2] === "handle") {
    return others(0, 3) && near(3, HUNDREDTH) && near(4, HUNDREDTH) &&
      others(5);
  }
  if (a[2] !== "look") return others(0);
  return others(0, 6) && near(6, (4 * Math.sqrt(Number(a[5])) + 1) * HUNDREDTH);
}

// Of a line of words those alone that the other has not.
function apart([, , kind, ...cells], others) {
  const other = kind === "words" && others.find((one) => one[2] === kind);
  return [kind, ...cells.filter((cell) => !other || !other.includes(cell))].join("  ");
}

// Figure by figure, what is in one and not in the other, of whose name is told.
export function moved(name, before, now) {
  const key = ([figure, layout]) => `${figure}, ${layout}`;
  const lines = [];
  for (const layout of new Set([...before, ...now].map(key))) {
    const [old, other] = [before, now]
      .map((all) => all.filter((one) => key(one) === layout));
    const gone = old.filter((one) => !other.some((b) => same(one, b)));
    const come = other.filter((one) => !old.some((b) => same(b, one)));
    if (gone.length === 0 && come.length === 0 && old.length === other.length) {
      continue;
    }
    lines.push(`${name}, ${layout}, - golden, + now:`,
      ...gone.map((one) => `- ${apart(one, come)}`),
      ...come.map((one) => `+ ${apart(one, gone)}`));
  }
  return lines;
}

// Other letters have other places: the file of the font, and what it has.
export function font() {
  const [file] = execFileSync("fc-list", ["--format=%{file}\\n", FONT],
    { encoding: "utf8" }).trimEnd().split("\n").sort();
  return { file, letters: digest(readFileSync(file)) };
}
