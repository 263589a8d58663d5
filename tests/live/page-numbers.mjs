// What can be counted: bytes, milliseconds, memory; the policy of the pages;
// and the report of an experiment against the program's own.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { pages, read } from "../site/site.mjs";
import { check } from "./checks.mjs";
import { address, chapters, site } from "./figures.mjs";
import { hurry } from "./probe.mjs";
import { visit } from "./tab.mjs";

const build = process.env.BUILD ?? "build";
const KB = 1024;
const packed = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

function sizes() {
  for (const chapter of chapters) {
    const size = packed(join(build, "live", `${chapter}.wasm`));
    check(chapter, "its module has at most 200 KB, gzipped",
      size <= 200 * KB, `${(size / KB).toFixed(1)} KB`);
  }
  const size = ["live.js", "wasi.js"]
    .map((name) => packed(join(site, "assets", name))).reduce((a, b) => a + b);
  check("live.js and wasi.js", "together at most 40 KB, gzipped",
    size <= 40 * KB, `${(size / KB).toFixed(1)} KB`);
  console.log(`scripts ${(size / KB).toFixed(1)} KB gzipped, modules ` +
    chapters.map((chapter) => (packed(join(build, "live", `${chapter}.wasm`)) /
      KB).toFixed(0)).join(", ") + " KB");
}

function policies() {
  for (const page of pages()) {
    const text = read(page);
    const [before, policy] = text.split(
      /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/);
    const name = basename(page);
    check(name, "it has a policy, before any script and style",
      policy !== undefined && !/<script|<link|<style/.test(before));
    check(name, "its policy allows nothing from elsewhere",
      /^default-src 'none';/.test(policy) &&
      /script-src 'self' 'wasm-unsafe-eval'(;|$)/.test(policy) &&
      !/https?:|\*|'unsafe-eval'/.test(policy ?? ""), policy);
  }
}

// The program that musl-gcc made has the C library of the page.
function printed(chapter, entry, settings) {
  const words = Object.entries(settings).flatMap(([knob, value]) =>
    ["--set", `${knob}=${value}`]);
  return execFileSync(join(build, "musl/bin", chapter), [entry, ...words],
    { encoding: "utf8" });
}

// Complex functions are the compiler's, and round otherwise.
const alike = (entry, one, other) => {
  const words = (text) => text.replace(/[-+.\de]+/g, "#");
  return entry === "complex" ? words(one) === words(other) : one === other;
};

// The page's state is no matter.
async function reports(browser, view, onPages) {
  let letters = 0;
  for (const [page, some] of onPages) {
    await visit(browser, page, view, address(page), async (tab) => {
      const [{ id, chapter }] = some;
      await tab.near(id);
      const [{ knob, away }] = await tab.ask("controls", id);
      await tab.turn(id, knob, away);
      const cases = some.flatMap((figure) =>
        figure.entries.map((entry) => [figure.chapter, entry, {}]));
      if (some.some((figure) => figure.id === "fig:cubic-path")) {
        cases.push([chapter, "cubic", { "cubic.rate": 0.02 }]);
      }
      for (const [of, entry, settings] of cases) {
        const report = await tab.evaluate((call) =>
          window.downhill.report(...call), [of, [entry], settings]);
        letters += report.length;
        check(`${of} ${entry}`,
          "window.downhill.report() gives what the program prints",
          alike(entry, report, printed(of, entry, settings)),
          report.slice(0, 60));
      }
    });
  }
  check("window.downhill.report()", "it gives something", letters > 100);
}

// Of the reports some, as onPages has them.
export async function numbers(browser, view, onPages) {
  sizes();
  policies();
  await reports(browser, view, onPages);
}

// Milliseconds, and how much more a machine that others use may take.
const MEDIAN = 16;
const MOST = 33;
const FIRST = 500;
const FIRST_LONG = 1000; // till then the book's picture stands
const FRAMES = 20;
const FEW = 5; // of what takes long
const SOON = 100; // of what takes long, something
const PATIENCE = 3;

// What is told in a worker shows something soon, and the rest when it comes. A
// machine that others use may be theirs for some seconds: one of three times will
// do, each from a page that has loaded nothing.
export async function speed(tab, where, figure) {
  const times = 3;
  for (let i = 1; i <= times; i += 1) {
    if (i > 1) await tab.reload();
    const { told, limits } = await timed(tab, figure);
    if (i < times && limits.some(({ most, time }) => time > most)) continue;
    console.log(`${where}: ${told}`);
    for (const { what, limit, most, time } of limits) {
      check(where, `${what} no more than ${limit} ms`, time <= most, ms(time));
    }
    break;
  }
  await tab.reset(figure.id);
}

const ms = (time) => `${time.toFixed(1)} ms`;

async function timed(tab, { id, long }) {
  const first = await firstUse(tab, id);
  const controls = await tab.ask("controls", id);
  const { knob } = controls.find(({ kind }) => kind === "range") ?? controls[0];
  const { times, later } = await tab.ask("frames", id, knob,
    long ? FEW : FRAMES);
  const median = times[times.length >> 1];
  const most = times[Math.ceil(0.95 * times.length) - 1];
  const limit = (what, of, time) =>
    ({ what, limit: of, most: PATIENCE * of, time });
  return {
    told: `first use ${ms(first)}; knob to pixels ${ms(median)}, 95 % within ` +
      `${ms(most)}${later ? `, ${later} of ${times.length} in a worker` : ""}`,
    limits: [
      limit("first use takes", long ? FIRST_LONG : FIRST, first),
      limit("half of the frames take", later > times.length / 2 ? SOON : MEDIAN,
        median),
      limit("95 % of the frames take", later ? 2 * SOON : MOST, most),
    ],
  };
}

// From a touch, with nothing loaded yet, to a drawing.
async function firstUse(tab, id) {
  return tab.evaluate(async (i) => {
    const figure = document.getElementById(i);
    const began = performance.now();
    figure.scrollIntoView({ behavior: "instant" });
    const [{ knob, away }] = window.probe.controls(i);
    window.probe.turn(i, knob, away);
    while (!figure.classList.contains("drawn")) {
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - began;
  }, id);
}

// The modules' memories, which the page keeps to itself.
function rememberMemory() {
  const { instantiate } = WebAssembly;
  window.memories = [];
  WebAssembly.instantiate = async (...values) => {
    const instance = await instantiate(...values);
    window.memories.push(instance.exports.memory);
    return instance;
  };
}

const TURNS = 600;
const LONGEST = 4000; // ms, in which as many are made as can be
const HEAP = 500; // KB, of what the browser keeps for itself

// Of a chapter, whose figures are drawn by turns by one module. Its memory
// grows in steps of 64 KB, and its last one may be taken late: it must be level over
// one of three rounds.
export async function memory(browser, where, view, url, some,
  frames = TURNS) {
  const options = { init: [rememberMemory, hurry] };
  await visit(browser, where, view, url, async (tab) => {
    const session = await tab.context().newCDPSession(tab);
    const round = async (count) => {
      for (const { id } of some) {
        await tab.near(id);
        await turns(tab, id, Math.ceil(count / some.length));
      }
      await session.send("HeapProfiler.collectGarbage");
      return used(tab, session);
    };
    let before, after = await round(frames / 5);
    for (let i = 0; i < 3 && after.module !== before?.module; i++) {
      before = after;
      after = await round(frames);
    }
    // Before that a data set may have come.
    check(where, "the module has not been started again",
      after.runs === before.runs);
    check(where, `the module's memory is level over ${frames} frames`,
      after.module === before.module, `${before.module}, ${after.module}`);
    check(where, `the page's memory is about level over ${frames} frames`,
      after.heap - before.heap < HEAP,
      `${before.heap.toFixed(0)}, ${after.heap.toFixed(0)} KB`);
  }, options);
}

async function used(tab, session) {
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const sizes = await tab.evaluate(() =>
    window.memories.map(({ buffer }) => buffer.byteLength));
  return { heap: usedSize / KB, module: sizes.at(-1), runs: sizes.length };
}

// All controls by turns, and fifty settings of each.
async function turns(tab, id, count) {
  await tab.evaluate(async ([i, n, longest]) => {
    const { controls, settle, turn } = window.probe;
    const all = controls(i);
    const began = performance.now();
    for (let k = 0; k < n && performance.now() - began < longest; k++) {
      const { knob, kind, places } = all[k % all.length];
      turn(i, knob, kind === "range" ? 200 + 12 * (k % 50)
        : places[k % places.length]);
      await settle(2);
    }
  }, [id, count, LONGEST]);
}
