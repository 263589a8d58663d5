// What can be counted: bytes, milliseconds, memory; the policy of the pages;
// and the report of an experiment against the program's own.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { pages, read } from "../site/site.mjs";
import { check } from "./checks.mjs";
import { address, chapters, figures, site } from "./figures.mjs";
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

async function reports(browser, view) {
  const turned = figures.some(({ id }) => id === "fig:cubic-path")
    ? [["02-basic-descent", "cubic", { "cubic.rate": 0.02 }]] : [];
  const cases = [...turned, ...figures.flatMap(({ chapter, entries }) =>
      entries.map((entry) => [chapter, entry, {}]))];
  let letters = 0;
  for (const [chapter, entry, settings] of cases) {
    const { page, id } = figures.find((figure) => figure.chapter === chapter);
    const where = `${chapter} ${entry}`;
    await visit(browser, where, view, address(page), async (tab) => {
      await tab.near(id);
      const [{ knob }] = await tab.ask("controls", id);
      await tab.turn(id, knob, 77); // the page's state is no matter
      const report = await tab.evaluate((call) =>
        window.downhill.report(...call), [chapter, [entry], settings]);
      letters += report.length;
      check(where, "window.downhill.report() gives what the program prints",
        report === printed(chapter, entry, settings), report.slice(0, 60));
    });
  }
  check("window.downhill.report()", "it gives something", letters > 100);
}

export async function numbers(browser, view) {
  sizes();
  policies();
  await reports(browser, view);
}

// Milliseconds, and how much more a machine that others use may take.
const MEDIAN = 16;
const MOST = 33;
const FIRST = 500;
const PATIENCE = 3;

export async function speed(browser, where, view, { page, id }) {
  await visit(browser, where, view, address(page), async (tab) => {
    const first = await firstUse(tab, id);
    const [{ knob }] = await tab.ask("controls", id);
    const times = (await tab.ask("frames", id, knob, 60)).sort((a, b) => a - b);
    const median = times[times.length / 2];
    const most = times[Math.ceil(0.95 * times.length) - 1];
    const ms = (time) => `${time.toFixed(1)} ms`;
    console.log(`${where}: first use ${ms(first)}; knob to pixels ` +
      `${ms(median)}, 95 % within ${ms(most)}`);
    check(where, `first use takes no more than ${FIRST} ms`,
      first <= PATIENCE * FIRST, ms(first));
    check(where, `half of the frames take no more than ${MEDIAN} ms`,
      median <= PATIENCE * MEDIAN, ms(median));
    check(where, `95 % of the frames take no more than ${MOST} ms`,
      most <= PATIENCE * MOST, ms(most));
  });
}

// From a touch, with nothing loaded yet, to a drawing.
async function firstUse(tab, id) {
  return tab.evaluate(async (i) => {
    const figure = document.getElementById(i);
    const began = performance.now();
    figure.scrollIntoView({ behavior: "instant" });
    const input = figure.querySelector("[data-knob]");
    if (input.type === "range") input.value = 700;
    input.dispatchEvent(new Event("input", { bubbles: true }));
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

// Frames without waiting for a screen.
function hurry() {
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()(performance.now());
  window.requestAnimationFrame = (act) => {
    waiting.push(act);
    port2.postMessage(0);
  };
}

const FRAMES = 1000;
const HEAP = 500; // KB, of what the browser keeps for itself

// A module's memory grows in steps of 64 KB, and its last one may be taken
// late: it must be level over one of two thousands of frames.
export async function memory(browser, where, view, { page, id }) {
  const options = { init: [rememberMemory, hurry] };
  await visit(browser, where, view, address(page), async (tab) => {
    await tab.near(id);
    const session = await tab.context().newCDPSession(tab);
    const [{ knob }, ...others] = await tab.ask("controls", id);
    for (const other of others) await tab.turn(id, other.knob, 300);
    await turns(tab, id, knob, 100);
    let before, after = await used(tab, session);
    for (let i = 0; i < 2 && after.module !== before?.module; i++) {
      before = after;
      await turns(tab, id, knob, FRAMES);
      after = await used(tab, session);
    }
    check(where, "the module has not been started again", after.runs === 1);
    check(where, `the module's memory is level over ${FRAMES} frames`,
      after.module === before.module, `${before.module}, ${after.module}`);
    check(where, `the page's memory is about level over ${FRAMES} frames`,
      after.heap - before.heap < HEAP,
      `${before.heap.toFixed(0)}, ${after.heap.toFixed(0)} KB`);
  }, options);
}

async function used(tab, session) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const sizes = await tab.evaluate(() =>
    window.memories.map(({ buffer }) => buffer.byteLength));
  return { heap: usedSize / KB, module: sizes.at(-1), runs: sizes.length };
}

// Fifty settings, over and over.
async function turns(tab, id, knob, count) {
  await tab.evaluate(async ([i, k, n]) => {
    for (let turn = 0; turn < n; turn++) {
      window.probe.turn(i, k, 200 + 12 * (turn % 50));
      await window.probe.settle(2);
    }
  }, [id, knob, count]);
}
