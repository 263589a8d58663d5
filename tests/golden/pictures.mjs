// usage: pictures.mjs compare|bless BUILD NN-name
//
// Holds the pictures of a drawing program, drawn from the data of the build with
// musl-gcc, against tests/golden/NN-name.pictures: the words of each layout, and of
// each look that something is drawn with how many things have it, how many numbers
// place them, and the sum of these numbers, weighted, so that two that change their
// places are noticed as well. The sums may differ by what rounding to hundredths of a
// point does. Other letters have other places: where the font is not the golden
// one's, it says so and compares nothing.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync }
  from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FONT = "TeX Gyre Pagella:style=Regular";
const MOST = 20; // lines of what moved
const HUNDREDTH = 0.01;

const [how, build, name] = process.argv.slice(2);
const golden = join("tests", "golden", `${name}.pictures`);

const rows = (file) => readFileSync(file, "utf8").trimEnd().split("\n")
  .map((line) => line.split("\t"));
const digest = (bytes) =>
  createHash("sha256").update(bytes).digest("hex").slice(0, 16);

// -- A picture ---------------------------------------------------------------

// By class what it is drawn with, in light and in dark. A surface has a hundred
// shades: where there are more looks than MANY they are one, and their colours
// numbers of it.
function looks(svg) {
  const found = new Map();
  for (const [, own, look] of svg.matchAll(/^\.(\w+)\{(.*)\}$/gm)) {
    const short = look.replace(/stroke-(?:line(?:cap|join):round|miterlimit:10);?/g, "")
      .replace(/stroke-/g, "").replace(/;$/, "");
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

// The things of one look: how many, how many numbers, and their sum.
function summary(svg) {
  const [names, letters] = [looks(svg), outlines(svg)];
  const found = new Map();
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
    const placed = element.replace(/class="\w+"/, "")
      .replace(/href="#(\w+)"/, (_, id) => `"${letters.get(id) ?? id}"`) +
      (shades ? colours(whole) : "");
    for (const [number] of placed.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)) {
      one.sum += (1 + (one.numbers % 7) / 7) * Number(number);
      one.numbers += 1;
    }
  }
  return [...found].map(([look, { things, numbers, sum }]) =>
    [look, String(things), String(numbers), sum.toFixed(2)]);
}

// Its lines: figure, layout, and a look or words.
function told(directory) {
  const [, ...labels] = rows(join(directory, "labels.tsv"));
  const [, ...index] = rows(join(directory, "index.tsv"));
  return index.flatMap(([figure, ...rest]) => ["wide", "narrow"]
    .filter((layout) => layout === "wide" || rest[4] !== "-")
    .flatMap((layout) => {
      const file = `${figure}${layout === "narrow" ? ".narrow" : ""}.svg`;
      const svg = readFileSync(join(directory, file), "utf8");
      return [[figure, layout, "drawn", ...rest],
        [figure, layout, "words", ...labels
          .filter(([own, its]) => own === figure && its === layout)
          .map(([, , size, words]) => `${words} (${size})`)],
        ...summary(svg).map((one) => [figure, layout, "look", ...one])];
    }));
}

// -- Comparing ---------------------------------------------------------------

// Each number may be rounded the other way.
function same(a, b) {
  if (a?.length !== b?.length) return false;
  if (a[2] !== "look") return a.join("\t") === b.join("\t");
  return a.slice(0, 6).join("\t") === b.slice(0, 6).join("\t") &&
    Math.abs(a[6] - b[6]) <= 4 * HUNDREDTH * Math.sqrt(Number(a[5])) + HUNDREDTH;
}

// Of a line of words those alone that the other has not.
function apart([, , kind, ...cells], others) {
  const other = kind === "words" && others.find((one) => one[2] === kind);
  return [kind, ...cells.filter((cell) => !other || !other.includes(cell))].join("  ");
}

// Figure by figure, what is in one and not in the other.
function moved(before, now) {
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

const [font] = execFileSync("fc-list", ["--format=%{file}\\n", FONT],
  { encoding: "utf8" }).trimEnd().split("\n").sort();
const letters = digest(readFileSync(font));

// Where the pictures of musl's data are: in the build, if its own data are the same,
// or drawn.
function drawn() {
  const [own, musl] = ["", "musl"]
    .map((of) => join(build, of, "data", `${name}.tsv`));
  if (readFileSync(own).equals(readFileSync(musl))) {
    return join(build, "figures", name);
  }
  const directory = mkdtempSync(join(tmpdir(), "downhill-pictures-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  execFileSync(join(build, "bin", "figures", name), [musl, directory],
    { stdio: "inherit" });
  return directory;
}

const now = told(drawn());
const [[, its], ...before] = existsSync(golden) ? rows(golden) : [["font", ""]];
if (how === "compare" && its && its !== letters) {
  console.log(`${name}: the letters of ${font} are not the golden ones; its ` +
    "pictures are not compared");
  process.exit(0);
}
const lines = its ? moved(before, now)
  : [`${name}: no golden pictures yet (make bless writes them)`];
if (lines.length > 0) console.log(lines.slice(0, MOST).join("\n"));
if (how === "bless" && (lines.length > 0 || its !== letters)) {
  writeFileSync(golden, [["font", letters], ...now]
    .map((cells) => `${cells.join("\t")}\n`).join(""));
}
process.exit(how === "compare" && lines.length > 0 ? 1 : 0);
