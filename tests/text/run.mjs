// usage: run.mjs [compare]
//        run.mjs bless [NN-name]
//
// What a text has beside its words is held against what is written down here.
//
// NN-name.said has the formulas and labels of a chapter, the values that it names,
// with their formats, and what it cuts from reports and tables; terms.said how many
// keys the index has of each section. Words and paragraphs may come, go and move; if
// a formula or a format was meant to change, bless accepts it.
//
// typed.tsv has each number that is typed in a sentence, with the words around it,
// and why it may be typed: see the top of that file. What can be looked up is looked
// up, in the golden reports and in the sources. Nobody but a person can say why, so
// nothing blesses that.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { things } from "./read.mjs";

const here = join("tests", "text");
const list = join(here, "typed.tsv");
const [how = "compare", only] = process.argv.slice(2);
let faults = 0;
let passed = 0;
const say = (place, what) => {
  faults += 1;
  console.log(`${place}: ${what}`);
};

const read = (file) => existsSync(file) ? readFileSync(file, "utf8") : "";
const texts = ["book.md", ...readdirSync("chapters").sort()
  .filter((name) => name.endsWith(".md")).map((name) => join("chapters", name))];
const stemOf = (path) => basename(path).replace(/\.(?:md|txt)$/, "");
// "02", "A", and "book" for the preface.
const shortOf = (path) => stemOf(path).split("-")[0];

// -- What a chapter says ----------------------------------------------------------

// The lines of one that the other has not, each as often as it has it more.
function missing(from, other) {
  const count = new Map();
  for (const one of other) count.set(one, (count.get(one) ?? 0) + 1);
  return from.map((one, at) => ({ one, at })).filter(({ one }) => {
    count.set(one, (count.get(one) ?? 0) - 1);
    return count.get(one) < 0;
  });
}

function compareSaid(path, found) {
  const file = join(here, `${stemOf(path)}.said`);
  const kept = found.filter(({ kind }) => kind !== "number");
  const now = kept.map(({ kind, text }) => `${kind}\t${text}`);
  if (how === "bless" && only && only !== stemOf(path)) return;
  const before = read(file).split("\n").slice(0, -1);
  const [come, gone] = [missing(now, before), missing(before, now)];
  if (how === "bless") {
    if (come.length + gone.length === 0) return;
    writeFileSync(file, now.map((line) => `${line}\n`).join(""));
    console.log(`${file}: ${come.length} new, ${gone.length} gone`);
    return;
  }
  for (const { at } of come) {
    say(`${path}:${kept[at].line}`, `${kept[at].kind} ${kept[at].text}: new; was ` +
      "it meant to change? make bless accepts it");
  }
  for (const { one, at } of gone) {
    say(`${file}:${at + 1}`, `${one.replace("\t", " ")}: the text no longer has it; ` +
      "make bless accepts that");
  }
  passed += now.length - come.length;
}

// -- What is typed ----------------------------------------------------------------

const NUMBER = /(?<![\w.])\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.]*\w)/g;
const numbersOf = (text) => (text.match(NUMBER) ?? []).map(Number);

// The number of a row, and half a unit of its last digit that is not 0.
function typedNumber(words) {
  const text = words.match(/\[(.*)\]/)[1].replace(/,(?=\d{3})/g, "");
  const tex = text.replace(/^\$|\$$/g, "").replace(/\s|\\[,!;]/g, "")
    .match(/-?(\d+(?:\.\d+)?)?(?:\\(?:cdot|times))?(?:10\^\{?(-?\d+)\}?)?$/);
  const power = tex[2] === undefined ? 1 : 10 ** Number(tex[2]);
  const digits = tex[1] ?? "1";
  const places = digits.includes(".") ? -digits.split(".")[1].length
    : digits.match(/0*$/)[0].length;
  return { value: Number(digits) * power, half: 0.5001 * 10 ** places * power };
}

const holdsSome = (numbers, { value, half }) =>
  numbers.some((one) => Math.abs(one - value) <= half);

// A section of the golden report, "cubic", or of one at turned knobs,
// "cubic --set rate=0.05"; in another chapter "03:cubic".
function told(own, where) {
  const [, other, asked] = where.match(/^(?:(\w+):)?(.*)$/);
  const [name] = readdirSync(join("tests", "golden"))
    .filter((file) => file.endsWith(".txt") && file.startsWith(other ?? own));
  if (!name) return "";
  const golden = join("tests", "golden", name);
  if (asked.includes("--")) {
    const turned = read(golden.replace(/txt$/, "turned")).split(/^\$ \S+ /m);
    return turned.find((one) => one.startsWith(`${asked}\n`));
  }
  return read(golden).split(/^(?=[a-z\d-]+:)/m)
    .find((one) => one.startsWith(`${asked}:`));
}

// The numbers of a file, or of all of a chapter's own of a kind.
const files = new Map();
function numbersIn(name) {
  if (!files.has(name)) files.set(name, numbersOf(read(name)));
  return files.get(name);
}
const ownFiles = (own, places) => places.flatMap((at) => readdirSync(at)
  .filter((name) => name.startsWith(`${own}-`)).map((name) => join(at, name)));

// The values of a chapter's program, from the golden data.
function valuesOf(own) {
  const [file] = ownFiles(own, [join("tests", "golden")])
    .filter((name) => name.endsWith(".tsv"));
  const cells = (column) => read(file).split("\n")
    .map((line) => line.split("\t"))
    .find(([block, , , name]) => block === "values" && name === column)?.slice(9);
  const numbers = cells("value");
  return new Map(cells("key").map((key, i) => [key, Number(numbers[i])]));
}

const FUNCTIONS = ["log", "sqrt", "pow", "atan2", "exp"]; // of an expression
const CALLS = new RegExp(`\\b(?:${FUNCTIONS.join("|")})\\b`, "g");

// An expression with values in braces, "1000 - {parabola.gd.frozen}"; null where it
// is none.
function worked(own, expression) {
  const values = expression.includes("{") ? valuesOf(own) : new Map();
  const filled = expression.replace(/\{([^}]*)\}/g, (_, key) =>
    values.has(key) ? `(${values.get(key)})` : "?");
  const bare = filled.replace(CALLS, "").replace(/e[-+]?\d/g, "");
  if (!/^[-+*/(), .\d]*$/.test(bare)) return null;
  return new Function(...FUNCTIONS, `return ${filled};`)(
    ...FUNCTIONS.map((one) => Math[one]));
}

const exactly = (numbers, words) =>
  holdsSome(numbers, { value: typedNumber(words).value, half: 1e-12 });

// What is wrong with a reason; "" where nothing is.
const reasons = {
  maths: () => "",
  ask: () => "",
  seen: () => "",
  known: () => "",
  set: ({ own, where, words }) => exactly(where ? numbersIn(where)
    : ownFiles(own, ["code", join("code", "exercises")]).flatMap(numbersIn), words)
    ? "" : `${where || `the programs of chapter ${own}`}: this number is not there`,
  live: ({ own, words }) =>
    holdsSome(ownFiles(own, [join("tests", "live", "sessions")]).flatMap(numbersIn),
      typedNumber(words)) ? "" : "no session of the live figures has this number",
  told: ({ own, where, words }) => {
    const report = told(own, where);
    if (!report) return `the golden reports have no ${where}`;
    return holdsSome(numbersOf(report), typedNumber(words))
      ? "" : `${where} in the golden reports tells no such number`;
  },
  worked: ({ own, where, words }) => {
    const value = worked(own, where);
    if (value === null) return `${where}: it cannot be worked out`;
    return holdsSome([Math.abs(value)], typedNumber(words)) ? ""
      : `${where} is ${Number(value.toPrecision(6))}`;
  },
};

function rowsOfList() {
  return read(list).split("\n").map((line, i) => ({ line, at: i + 1 }))
    .filter(({ line }) => line && !line.startsWith("#"))
    .map(({ line, at }) => {
      const [own, words, why, where = ""] = line.split("\t");
      return { own, words, why, where, at };
    });
}

function compareTyped(numbers) {
  const rows = rowsOfList();
  const key = ({ own, words }) => `${own}\t${words}`;
  for (const { at } of missing(numbers.map(key), rows.map(key))) {
    const { place, number, words } = numbers[at];
    say(place, `number ${number}: it is typed by hand; make it a {.value}, or enter ` +
      `"${words}" in ${list} with the reason`);
  }
  for (const { at } of missing(rows.map(key), numbers.map(key))) {
    say(`${list}:${rows[at].at}`, `${key(rows[at]).replace("\t", ": ")}: the text has ` +
      "no such number");
  }
  for (const row of rows) {
    const wrong = reasons[row.why]?.(row) ?? `${row.why}: no such reason`;
    if (wrong) say(`${list}:${row.at}`, `${row.words}: ${wrong}`);
  }
  passed += rows.length;
}

// ---------------------------------------------------------------------------------

// How many keys the index has from each section, and how many send a reader on.
function termsFound() {
  const found = [];
  let file = "";
  for (const [i, line] of read("terms.txt").split("\n").entries()) {
    if (line.startsWith("# ")) file = line.slice(2);
    if (/^##? /.test(line)) {
      found.push({ kind: "keys", text: `${file} ${line}`, line: i + 1, keys: 0 });
    } else if (/^[^>\s]/.test(line) && found.length > 0) {
      found[found.length - 1].keys += 1;
    }
  }
  return found.map((one) => ({ ...one, text: `${one.text}: ${one.keys}` }));
}

const numbers = [];
if (existsSync("terms.txt")) compareSaid("terms.txt", termsFound());
for (const path of texts) {
  const found = things(path);
  compareSaid(path, found);
  numbers.push(...found.filter(({ kind }) => kind === "number")
    .map(({ line, number, text }) => ({ own: shortOf(path), words: text,
      number: number.replace(/\s+/g, " "), place: `${path}:${line}` })));
}
for (const name of readdirSync(here).filter((one) => one.endsWith(".said"))) {
  if (["terms.txt", ...texts].some((path) => `${stemOf(path)}.said` === name)) continue;
  say(join(here, name), "there is no text of that name");
}
if (how !== "bless") {
  compareTyped(numbers);
  if (faults === 0) console.log(`the text: ${passed} passed`);
}
process.exit(faults > 0 ? 1 : 0);
