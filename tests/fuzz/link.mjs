// usage: link.mjs BUILD SECONDS [SEED [SCRIPTS]]
//
// The state of a live figure in links: what tests/corpus/link has, then for so
// many seconds links to figures as they may be turned, whole and broken. They
// are read as the page reads them (press/html/address.js, or in the directory
// SCRIPTS) and handed to the chapter's module. Prints how many it has tried; a
// link that breaks a promise ends the run, with what is not so.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import * as shim
  from "../../press/node_modules/@bjorn3/browser_wasi_shim/dist/index.js";
import { reals } from "../random.mjs";

const [build, seconds, seed, scripts = "press/html"] = process.argv.slice(2);
const corpus = "tests/corpus/link";

const text = ["machine.js", "address.js"].map((name) =>
  readFileSync(join(scripts, name), "utf8")).join("\n");
const { Machine, readLink, writeLink, knobOf, nameOf, fault } = new Function(
  `"use strict";${text}
   return { Machine, readLink, writeLink, knobOf, nameOf, fault };`)();

// -- By chance, which may be the same again -----------------------------------

const random = reals(Number(seed || Date.now() % 2 ** 31));
const below = (n) => Math.floor(n * random());
const oneOf = (list) => list[below(list.length)];

// -- What is promised -----------------------------------------------------------

let now = ""; // what is tried
function require(holds, what, found) {
  if (holds) return;
  console.error(`not so: ${what}\n  found: ${JSON.stringify(found)}\n` +
    `  in ${now}`);
  process.exit(1);
}

// As strtod reads it; NaN: none that JavaScript reads as well.
const asNumber = (setting) => (setting.trim() === "" ? NaN : Number(setting));
const isHexadecimal = (setting) => /^\s*[-+]?0x/i.test(setting);

const inRange = {
  number: ({ low, high }, setting) =>
    Number(setting) >= low && Number(setting) <= high,
  count: (knob, setting) => inRange.number(knob, setting) &&
    Number.isInteger(Number(setting)),
  choice: ({ words }, setting) => words.includes(setting),
  ticks: ({ words }, setting) => setting === "none" ||
    setting.split("+").every((word) => words.includes(word)),
  text: (knob, setting) => setting.length < 260,
  pixels: ({ words: [size] }, setting) => {
    const [width, height] = size.split("x").map(Number);
    return setting.length === width * height / 4 &&
      /^[0-9a-f]*$/.test(setting);
  },
};

// Ticks may be named in any order, and twice.
const ticked = (words) => [...new Set(words.split("+"))].sort().join("+");

// Is what was taken what was asked for?
const isMeant = {
  number: (asked, setting) => isHexadecimal(asked) ||
    asNumber(asked) === Number(setting),
  ticks: (asked, setting) => ticked(asked) === ticked(setting),
};
for (const kind of ["choice", "text", "pixels"]) {
  isMeant[kind] = (asked, setting) => asked === setting;
}
isMeant.count = isMeant.number;

// -- Chapters -----------------------------------------------------------------

const silent = new Proxy({}, { get: () => () => 0 });
const data = new Map(readdirSync("code/data").map((name) =>
  [name, readFileSync(join("code/data", name))]));

function knobsOf(list) {
  return list.split("\n").slice(1).map((line) => line.split("\t"))
    .filter(([, name]) => name)
    .map(([experiment, name, book, low, high, scale]) => {
      const [kind, words = ""] = scale.split(":");
      const isNumber = kind === "linear" || kind === "log";
      return { name: `${experiment}.${name}`, book, low: Number(low),
        high: Number(high), kind: isNumber ? "number" : kind,
        words: words.split("|") };
    });
}

const chapters = [];
for (const file of readdirSync(join(build, "live")).sort()) {
  if (!file.endsWith(".wasm")) continue;
  const name = basename(file, ".wasm");
  const knobs = knobsOf(
    readFileSync(join(build, "knobs", `${name}.tsv`), "utf8"));
  const code = await WebAssembly.compile(
    readFileSync(join(build, "live", file)));
  const machine = await Machine.start({ code, shim, canvas: () => silent, data });
  const experiments = [...new Set(knobs.map((knob) => knob.name.split(".")[0]))];
  if (knobs.length > 0) chapters.push({ name, knobs, machine, experiments });
}

const reset = ({ machine, experiments }) =>
  machine.call("live_reset", experiments.join(" "));
const settingOf = ({ machine }, knob) =>
  machine.text("live_setting", knob.name);

// -- One link ------------------------------------------------------------------

// One setting of a link: taken as it is meant, or refused and left.
function turn(chapter, knob, name, asked) {
  const before = settingOf(chapter, knob);
  const wrong = chapter.machine.text("live_set", knob.name, asked);
  const after = settingOf(chapter, knob);
  if (wrong) {
    require(after === before, "a setting that is refused changes nothing", after);
    const [sentence, ...place] = fault(name, asked, wrong).split("\n");
    require(/^[^\p{Cc}]+\.$/u.test(sentence), "it is refused in a sentence",
      sentence);
    require(place.length === 0 || (place.length === 2 &&
      /^ *\^$/.test(place[1])), "below may be the place, and a caret", place);
    return;
  }
  require(inRange[knob.kind](knob, after), `${knob.name} stays in its range`,
    after);
  require(isMeant[knob.kind](asked, after), "it is what the link says",
    [asked, after]);
  require(chapter.machine.text("live_set", knob.name, after) === "" &&
    settingOf(chapter, knob) === after, "what is shown can be set", after);
}

// The address bar changes some letters. Without its # a link is no part of the page,
// nor another server's name.
const barred = (link) => new URL(`https://example.org/page.html${link}`).hash;

// As the page does: all settings that it has; the others stay.
function open(chapter, knobs, link) {
  const { settings } = readLink(barred(link));
  const names = knobs.map((knob) => knob.name);
  for (const [name, setting] of settings) {
    const found = knobOf(names, name);
    if (found) {
      turn(chapter, knobs.find((knob) => knob.name === found), name, setting);
    }
  }
}

// What a page writes of itself leads to itself.
function thereAndBack(chapter, knobs) {
  const names = knobs.map(({ name }) => name);
  const is = knobs.map((knob) => settingOf(chapter, knob));
  const link = writeLink("fig:some", knobs.map(({ name }, i) =>
    [nameOf(names, name), is[i]]));
  const { place, settings } = readLink(barred(link));
  require(place === "fig:some", "a link leads to its figure", place);
  require(settings.size === knobs.length, "it has all settings", link);
  reset(chapter);
  open(chapter, knobs, link);
  const again = knobs.map((knob) => settingOf(chapter, knob));
  require(is.join("\n") === again.join("\n"),
    "a link brings back what was turned", [is, again, link]);
}

function check(chapter, knobs, link) {
  now = `${chapter.name} ${JSON.stringify(link)}`;
  reset(chapter);
  try {
    open(chapter, knobs, link);
    thereAndBack(chapter, knobs);
  } catch (error) {
    require(false, "a link breaks nothing off", error.message);
  }
}

// -- Links ---------------------------------------------------------------------

const formulas = ["x^2 + y^2", "sin(x)*y", "x", "max(x, y)", "x/0", "2x",
  "x + ", "a + b + c", `${"x + ".repeat(70)}x`, "é", "x\ty", "%", ""];

const valid = {
  number: ({ low, high }) => low + (high - low) * oneOf([0, 1, random()]),
  count: (knob) => Math.floor(valid.number(knob)),
  choice: ({ words }) => oneOf(words),
  ticks: ({ words }) => words.filter(() => random() < 0.4).join("+") || "none",
  text: () => oneOf(formulas),
  pixels: ({ book }) => book.replace(/./g, (digit) =>
    (random() < 0.1 ? below(16).toString(16) : digit)),
};

// Perhaps by another hand.
const pieces = ["&", "=", "?", "#", "%", "%00", "%0A", "%E0%A4%A", "%C3%A9", "+",
  "nan", "inf", "-", "1e999", "1e-400", "0x1p3", ".", ",", " ", "9".repeat(300),
  "__proto__", "constructor", "view=", "none", "\u0000", "\ud800", "😀", "\"",
  "<img src=x>", "e", "E", "x^"];

function broken(link) {
  let letters = link;
  for (let n = 1 + below(4); n > 0; n--) {
    const at = below(letters.length + 1), length = below(4);
    const piece = oneOf([oneOf(pieces), letters.slice(below(letters.length)), "",
      String.fromCharCode(below(random() < 0.9 ? 128 : 65536))]);
    letters = letters.slice(0, at) + piece + letters.slice(at + length);
  }
  return letters.slice(0, 4000);
}

// To a figure that has some of the knobs.
function any(knobs) {
  const names = knobs.map(({ name }) => name);
  const turned = knobs.filter(() => random() < 0.5);
  return writeLink("fig:some", turned.map((knob) =>
    [nameOf(names, knob.name), String(valid[knob.kind](knob))]));
}

let tried = 0;
for (const name of readdirSync(corpus).sort()) {
  const [chapter, link] = readFileSync(join(corpus, name), "utf8").split("\n");
  const one = chapters.find((c) => c.name === chapter);
  check(one, one.knobs, link);
  tried++;
}
const end = Date.now() + 1000 * seconds;
while (Date.now() < end) {
  const chapter = oneOf(chapters);
  const { knobs } = chapter;
  const from = below(knobs.length);
  const some = knobs.slice(from, from + 1 + below(8));
  const link = any(some);
  check(chapter, some, random() < 0.2 ? link : broken(link));
  tried++;
}
console.log(tried);
