// usage: run.mjs PROGRAM...
//
// The displayed formulas of the chapters against the book's code: each PROGRAM
// (tests/formulas/*.c) tells what the code makes of random numbers, and each
// numbered equation is evaluated with the same. One that is not compared stands
// in apart.tsv with its reason. Says what differs, with the line of the formula.
// Then each formula is changed, a sign, a digit, an index at a time, and each
// change must be noticed, but for those in unnoticed.tsv.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Evaluator, statements } from "./tex.mjs";

const programs = process.argv.slice(2);
const close = 1e-9; // relative: the code may sum in another order
let faults = 0;
const say = (place, what) => {
  faults += 1;
  console.log(`${place}: ${what}`);
};

// -- The formulas of the text ----------------------------------------------------

// [{ label, tex, place }] of the chapters' displayed formulas.
function equations() {
  return readdirSync("chapters").filter((name) => name.endsWith(".md")).sort()
    .flatMap((name) => {
      const path = join("chapters", name);
      const text = readFileSync(path, "utf8");
      return [...text.matchAll(/\$\$([^$]+)\$\$\s*\{#(eq:[\w-]+)\}/g)]
        .map(({ 1: tex, 2: label, index }) => ({ label, tex,
          place: `${path}:${text.slice(0, index).split("\n").length}` }));
    });
}

// -- What the code says ------------------------------------------------------------

function valueOf(cells) {
  if (cells.length === 1) return Number(cells[0]);
  const [rows, columns] = cells[0].split("x").map(Number);
  const numbers = cells[1].split(" ").map(Number);
  return Array.from({ length: rows },
    (_, i) => numbers.slice(i * columns, (i + 1) * columns));
}

// By label, the cases, each with its values by name.
function told() {
  const cases = new Map();
  for (const program of programs) {
    let now;
    for (const line of execFileSync(program, { encoding: "utf8",
      maxBuffer: 1 << 28 }).trimEnd().split("\n")) {
      if (line.startsWith("= ")) {
        const label = line.slice(2);
        now = {};
        cases.set(label, [...cases.get(label) ?? [], now]);
      } else {
        const [name, ...cells] = line.split("\t");
        now[name] = valueOf(cells);
      }
    }
  }
  return cases;
}

// -- Comparing ---------------------------------------------------------------------

const flat = (value) => [value].flat(2);

function isClose(a, b, tolerance = close) {
  const [x, y] = [flat(a), flat(b)];
  const sizes = [x, y].map((all) => Math.max(...all.map(Math.abs)));
  // Beside a 0 there is no relative error.
  const size = sizes.includes(0) ? 1 : Math.max(...sizes);
  if (!Number.isFinite(size)) return false;
  return x.length === y.length &&
    x.every((one, i) => Math.abs(one - y[i]) <= tolerance * size);
}

const holds = {
  "=": isClose,
  "<-": isClose,
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

// What the code tells beside values: "*" is what an expression comes to, "~" how
// near is near, "@i" a place.
function sorted(known) {
  const { "*": whole, "~": tolerance, ...rest } = known;
  const entries = Object.entries(rest);
  const isIndex = ([name]) => name.startsWith("@");
  return { whole, tolerance,
    indices: Object.fromEntries(entries.filter(isIndex)
      .map(([name, value]) => [name.slice(1), value])),
    names: Object.fromEntries(entries.filter((entry) => !isIndex(entry))) };
}

// The sides of a statement, each as a value. What is left of an arrow is new: the
// code tells it as "B \leftarrow".
function valuesOf({ relation, sides }, i, { whole, names, indices }) {
  const evaluator = new Evaluator(names, indices);
  if (!relation) return [flat(whole)[i], evaluator.value(sides[0])];
  const [first, ...others] = sides;
  return [evaluator.value(relation === "<-"
    ? [...first, { kind: "rel", word: "\\leftarrow" }] : first),
  ...others.map((side) => evaluator.value(side))];
}

// What is wrong with a formula in a case; "" where nothing is.
function fault(tex, known) {
  const all = sorted(known);
  for (const [i, statement] of statements(tex).entries()) {
    const [first, ...others] = valuesOf(statement, i, all);
    const wrong = others.find((value) =>
      !holds[statement.relation ?? "="](first, value, all.tolerance));
    if (wrong !== undefined) {
      return `statement ${i + 1}: ${flat(first)} and ${flat(wrong)}`;
    }
  }
  return "";
}

// What is wrong in any of them, or with the formula itself.
function faultOfAll(tex, list) {
  try {
    for (const known of list) {
      const what = fault(tex, known);
      if (what) return what;
    }
    return "";
  } catch (error) {
    return error.message;
  }
}

// -- Would it be noticed? --------------------------------------------------------------

// How a formula goes wrong: [what is looked for, what comes in its place].
const slips = [
  [/\+/g, () => "-"],
  [/-(?!\d*\})/g, () => "+"],
  [/\d/g, ([digit]) => String((Number(digit) + 1) % 10)],
  [/_t(?![a-z])/g, () => "_{t-1}"],
  [/_\{t[-+]1\}/g, () => "_t"],
  [/\^(?:\d|\{\\mathsf T\}|\{-1\})/g, () => ""],
  [/\\sqrt\{((?:[^{}]|\{[^{}]*\})*)\}/g, ([, inner]) => inner],
  [/\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}/g, ([, a, b]) => `\\frac{${b}}{${a}}`],
  [/\\(?:sin|cos|log|tanh)/g, ([word]) => (word === "\\sin" ? "\\cos" : "\\sin")],
  [/\\hat /g, () => ""],
  [/\\(?:eta|beta_1|beta_2|beta|rho|lambda|varphi|varepsilon)\b/g, () => "{}"],
];

function* changed(tex) {
  for (const [pattern, becomes] of slips) {
    for (const match of tex.matchAll(pattern)) {
      const { index, 0: { length } } = match;
      yield { what: `${match[0]} at ${index}`, tex: tex.slice(0, index) +
        becomes(match) + tex.slice(index + length) };
    }
  }
}

// -- All of them -----------------------------------------------------------------------

const table = (name) => new Map(readFileSync(join("tests/formulas", name), "utf8")
  .split("\n").filter((line) => line && !line.startsWith("#"))
  .map((line) => line.split("\t")));

const cases = told();
const apart = table("apart.tsv");
const unnoticed = table("unnoticed.tsv");
const all = equations();
const met = new Set();
let compared = 0;
let slipped = 0;
for (const { label, tex, place } of all) {
  if (apart.has(label) === cases.has(label)) {
    say(place, cases.has(label) ? `${label} is compared, and stands in apart.tsv`
      : `${label} is compared with nothing: tell its values in ` +
        "tests/formulas, or its reason in apart.tsv");
  }
  if (apart.has(label) || !cases.has(label)) continue;
  compared += 1;
  const what = faultOfAll(tex, cases.get(label));
  if (what) say(place, `${label}: ${what}`);
  for (const slip of what ? [] : changed(tex)) {
    slipped += 1;
    const key = `${label} ${slip.what}`;
    met.add(key);
    const isNoticed = faultOfAll(slip.tex, cases.get(label)) !== "";
    if (isNoticed === unnoticed.has(key)) {
      say(place, `${key}: a change that ${isNoticed ? "is noticed, and stands in " +
        "unnoticed.tsv" : "nothing notices"}`);
    }
  }
}
for (const key of unnoticed.keys()) {
  if (!met.has(key)) say("tests/formulas/unnoticed.tsv", `${key}: no such change`);
}
for (const label of [...apart.keys(), ...cases.keys()]) {
  if (!all.some((one) => one.label === label)) {
    say("tests/formulas", `${label}: the text has no such equation`);
  }
}
console.log(`formulas: ${compared} compared, ${apart.size} apart; ${slipped} changes ` +
  `of them, ${unnoticed.size} unnoticed; ${compared + slipped - faults} passed, ` +
  `${faults} failed`);
process.exitCode = faults > 0 ? 1 : 0;
