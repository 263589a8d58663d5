// What takes long is told in a worker, what lies in a data set is loaded when
// it is asked for; and where there can be no worker, the page does it itself.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "./checks.mjs";
import { address, copy, figures } from "./figures.mjs";
import { hands } from "./page-hands.mjs";
import { links } from "./page-links.mjs";
import { memory } from "./page-numbers.mjs";
import { hurry } from "./probe.mjs";
import { hashOf, inTurn, visit } from "./tab.mjs";
import { trial } from "./trial.mjs";

const build = process.env.BUILD ?? "build";
const WORKED = 200; // frames, each told in a worker
// ms, the longest time that a hand may wait: 50, and more on a machine that others
// use.
const BLOCKED = 80;

// Of a book in which they are live, too.
const long = { page: "06-optimizer-separation.html", id: "fig:digits-rates",
  chapter: "06-optimizer-separation" };
const birds = { page: "02-basic-descent.html", id: "fig:penguins-loss",
  chapter: "02-basic-descent", entries: ["penguins"] };

let site;
const jobFor = (browser, [, view]) => (where, act) => [where, () => {
  site ??= trial();
  return act(browser, where, view, site);
}];

// How long the page is busy: with the machine to itself, and one at a time, for
// a browser writes one trace.
export function busy(browser, desk) {
  const job = jobFor(browser, desk);
  return [job("a run that takes long", takesLong),
    job("one that is overtaken", overtaken), job("reports", reports)];
}

export function worker(browser, desk, bare) {
  const [, view] = desk;
  const job = jobFor(browser, desk);
  return [
    job("coarse to fine", coarseToFine),
    ["one that is turned before it has come",
      (where) => turnedEarly(browser, where, view)],
    job("a data set", dataSet),
    job("a data set that is lost", (...all) => dataLost(...all, "lost",
      (file) => rmSync(file), /cannot be loaded/)),
    job("half of a data set", (...all) => dataLost(...all, "half",
      (file) => edit(file, (text) => text.replace(/(?<=", ").*(?=")/, (code) =>
        code.slice(0, 4 * Math.floor(code.length / 8)))), /is damaged/)),
    ...refusals.map(([what, options]) => job(what, (b, where, v) =>
      withoutWorker(b, where, v, bare, options))),
    ...allLong(browser, desk, bare),
  ];
}

// The figures of the book, in a site that takes every run for a long one.
// Beale's is such a one on a slow machine.
function allLong(browser, [about, view], bare) {
  const site = copy("all-long", (there) =>
    edit(join(there, "assets/live.js"), (text) =>
      text.replace(/const QUICK = \d+;/, "const QUICK = 0;")), bare);
  const job = (id, part, name) => {
    const some = figures.filter((figure) => figure.id === id);
    const where = `${name}, all in a worker, ${about}`;
    return some.map(({ page }) => [where, () => inTurn(browser, where, view,
      address(page, "", site), some, part, { init: [hurry] })]);
  };
  return [...job("fig:cubic-path", hands, "hands"),
    ...job("fig:beale-path", links, "links"),
    ...figures.slice(0, 1).map((figure) => {
      const where = "memory, all in a worker";
      return [where, () => memory(browser, where, view,
        address(figure.page, "", site), [figure], WORKED)];
    })];
}

const edit = (file, change) =>
  writeFileSync(file, change(readFileSync(file, "utf8")));

// The program that musl-gcc made has the C library of the page.
function printed(chapter, experiments, settings = {}) {
  const words = Object.entries(settings).flatMap(([knob, value]) =>
    ["--set", `${knob}=${value}`]);
  return execFileSync(join(build, "musl/bin", chapter),
    [...experiments, ...words], { encoding: "utf8" });
}

// What the page does itself meanwhile: its longest task, in ms of the
// processor, which another's work does not lengthen. It marks the beginning and
// the end: the marks tell which thread is the page's, and a trace without the
// tasks in which they were made has not seen what it did. A task stands in the
// trace when it has ended, so a mark is answered by another one, a timer's:
// the answer may be here, and the trace over, before that which sent it is.
async function notBlocked(tab, where, what, act) {
  const browser = tab.context().browser();
  const marks = ["traced from", "traced to"];
  const mark = (name) => tab.evaluate(async (n) => {
    performance.mark(n);
    await new Promise((go) => setTimeout(go));
  }, name);
  await browser.startTracing(tab,
    { categories: ["toplevel", "blink.user_timing"] });
  const trace = await mark(marks[0]).then(act).then(() => mark(marks[1]))
    .then(() => browser.stopTracing(), async (error) => {
      await browser.stopTracing();
      throw error;
    });
  const { traceEvents } = JSON.parse(`${trace}`);
  const made = marks.map((name) =>
    traceEvents.find((event) => event.name === name));
  const tasks = traceEvents.filter(({ tdur, pid, tid }) =>
    tdur !== undefined && pid === made[0]?.pid && tid === made[0].tid);
  const isSeen = made.every((event) => event && tasks.some(({ ts, dur }) =>
    ts <= event.ts && event.ts <= ts + dur));
  check(where, `${what}, the trace has the page's tasks`, isSeen,
    `${tasks.length} tasks, without those of the marks`);
  if (!isSeen) return;
  const longest = Math.max(...tasks.map(({ tdur }) => tdur / 1000));
  console.log(`${where}: the page works ${longest.toFixed(1)} ms at most`);
  check(where, `${what}, a hand waits at most ${BLOCKED} ms`,
    longest <= BLOCKED, `blocked ${longest.toFixed(1)} ms`);
}

const isBusy = (tab, id) => tab.evaluate((i) =>
  document.getElementById(i).hasAttribute("aria-busy"), id);

// To the figure, and until it computes.
async function begun(tab, id) {
  await tab.ask("approach", id);
  await tab.waitForFunction((i) =>
    document.getElementById(i).hasAttribute("aria-busy"), id);
}

// And until it is drawn. It may have no sentence.
async function drawn(tab, id) {
  await tab.ask("approach", id);
  await tab.waitForFunction((i) =>
    document.getElementById(i).classList.contains("drawn"), id);
  await tab.ask("settle");
}

async function takesLong(browser, where, view, site) {
  const { page, id, chapter } = long;
  await visit(browser, where, view, address(page, "", site), async (tab) => {
    await notBlocked(tab, where, "from the first sight to the picture",
      async () => {
        await begun(tab, id);
        await tab.waitForTimeout(1000);
        await computes(tab, where, id);
        await tab.ask("settle");
      });
    const state = await tab.ask("state", id);
    check(where, "then it is drawn, and says so no more", state.drawn &&
      await tab.ask("ink", id) > 0.01 && !await isBusy(tab, id),
    state.sentence);
    await tab.set(id, { method: "adam", rates: 3, epochs: 2 });
    const [output] = await tab.ask("outputs", id);
    check(where, "what it prints is what the program prints",
      output.turned && output.text === printed(chapter, ["tuning"],
        { method: "adam", rates: 3, epochs: 2 }).trimEnd(),
      output.text.slice(0, 200));
  });
}

async function computes(tab, where, id) {
  const { image, drawn } = await tab.ask("state", id);
  check(where, "until it is told the book's picture stands", image && !drawn);
  check(where, "and the figure says that it computes", await isBusy(tab, id) &&
    await tab.evaluate((i) => getComputedStyle(document.getElementById(i)
      .querySelector(".drawing"), "::after").visibility, id) === "visible");
}

// Knobs are turned faster than it can be told: the last turn counts.
async function overtaken(browser, where, view, site) {
  const { page, id, chapter } = long;
  await visit(browser, where, view, address(page, "", site), async (tab) => {
    await begun(tab, id);
    await notBlocked(tab, where, "while knobs are turned",
      () => tab.evaluate(async (i) => {
        for (let place = 1000; place >= 0; place -= 20) {
          window.probe.turn(i, "tuning.epochs", place);
          window.probe.turn(i, "tuning.rates", place);
          await new Promise((go) => setTimeout(go, 20));
        }
        window.probe.turn(i, "tuning.method", 7);
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
      }, id));
    const { words } = await tab.ask("state", id);
    check(where, "the knobs say at once how they are turned",
      words.endsWith("1; 1"), words);
    await tab.ask("settle");
    const [output] = await tab.ask("outputs", id);
    check(where, "what comes is of the last turn",
      output.text === printed(chapter, ["tuning"],
        { method: "adam", rates: 1, epochs: 1 }).trimEnd(),
      output.text.slice(0, 200));
    const state = await tab.ask("state", id);
    check(where, "and it is drawn", state.drawn, state.sentence);
  });
}

// At the first picture, of few cells, and again while the second is in the making.
async function turnedEarly(browser, where, view) {
  const id = "fig:basins";
  if (!figures.some((figure) => figure.id === id)) return;
  await visit(browser, where, view, address("02-basic-descent.html"),
    async (tab) => {
      await tab.near(id);
      await tab.ask("settle");
      await tab.turn(id, "basin-rates.wild-rate", 100);
      const wanted = await tab.ask("sight", id);
      await tab.reload();
      await tab.ask("approach", id);
      for (const place of [300, 700, 100]) {
        await tab.ask("turn", id, "basin-rates.wild-rate", place);
        await tab.waitForFunction((i) =>
          document.getElementById(i).classList.contains("drawn"), id);
        await tab.waitForTimeout(60);
      }
      await tab.waitForFunction((i) =>
        !document.getElementById(i).hasAttribute("aria-busy"), id);
      await tab.ask("settle");
      const state = await tab.ask("sight", id);
      check(where, "it comes, as it was turned last",
        state.hash === wanted.hash && state.sentence === wanted.sentence,
        state.sentence);
    });
}

// Once it has been told in a few steps, the picture grows.
async function coarseToFine(browser, where, view, site) {
  const { page, id } = long;
  const link = `${id}?method=adam&rates=4&epochs=40`;
  await visit(browser, where, view, address(page, link, site), async (tab) => {
    const pictures = await tab.evaluate(async (i) => {
      const figure = document.getElementById(i);
      const found = new Set();
      while (!figure.hasAttribute("aria-busy")) {
        await new Promise(requestAnimationFrame);
      }
      while (figure.hasAttribute("aria-busy")) {
        if (figure.classList.contains("drawn")) found.add(window.probe.hash(i));
        await new Promise(requestAnimationFrame);
      }
      return [...found, window.probe.hash(i)];
    }, id);
    check(where, "there are pictures before the last",
      new Set(pictures).size > 2, `${pictures.length} pictures`);
    const finest = pictures.at(-1);
    await tab.set(id, { epochs: 1 });
    await tab.set(id, { epochs: 40 });
    check(where, "the last is of all steps",
      await tab.ask("hash", id) === finest);
  });
}

// Nothing of it is asked for before the figure comes near, and then once.
async function dataSet(browser, where, view, site) {
  const { page, id, chapter, entries } = birds;
  await visit(browser, where, view, address(page, "", site), async (tab) => {
    const asked = [];
    tab.on("request", (request) => {
      if (/live\/data/.test(request.url())) asked.push(request.url());
    });
    await tab.near("fig:cubic-path");
    check(where, "it is not asked for before it is needed", asked.length === 0,
      asked.join());
    await drawn(tab, id);
    const book = await tab.ask("hash", id);
    for (const rate of [0.3, 0.02, 0.3]) await tab.set(id, { rate });
    check(where, "its picture changes", await tab.ask("hash", id) !== book);
    for (const output of await tab.ask("outputs", id)) {
      const { section, text, turned } = output;
      const settings = { [`${entries[0]}.rate`]: 0.3 };
      check(where, `${section} prints what the program prints`, turned &&
        text === printed(chapter, [section], settings).trimEnd(),
      text.slice(0, 200));
    }
    await tab.reset(id);
    check(where, "reset brings back the very pixels",
      await tab.ask("hash", id) === book);
    check(where, "it is asked for once",
      asked.length === 1 && /penguins\.csv\.js$/.test(asked[0]), asked.join());
  });
}

async function dataLost(browser, where, view, site, name, lose, said) {
  const { page, id, chapter } = birds;
  const there = copy(`data-${name}`, (spoilt) =>
    lose(join(spoilt, "live/data/penguins.csv.js")), site);
  const url = address(page, "", there);
  await visit(browser, where, view, url, async (tab) => {
    await tab.near(id);
    await tab.standsStill(where, id);
    const { sentence } = await tab.ask("state", id);
    check(where, "the sentence names it",
      said.test(sentence) && sentence.includes("penguins.csv"), sentence);
    const error = await tab.evaluate((c) => window.downhill.report(c,
      ["penguins"]).catch(({ message }) => message), chapter);
    check(where, "a report is refused with the same", said.test(error), error);
    const other = await tab.evaluate((c) => window.downhill.report(c,
      ["cubic"]), chapter);
    check(where, "others go on", other === printed(chapter, ["cubic"]));
  }, { expected: /Failed to load resource/ });
}

const refusals = [
  ["without workers", { init: [() => { delete window.Worker; }] }],
  ["without object URLs", { init: [() => { delete URL.createObjectURL; }] }],
  ["workers that throw", { init: [() => {
    window.Worker = class {
      constructor() {
        throw new DOMException("refused", "SecurityError");
      }
    };
  }] }],
  ["workers that fail", { init: [() => {
    window.Worker = class {
      constructor() {
        setTimeout(() => this.onerror(new Event("error")));
      }

      terminate() {}
    };
  }] }],
  ["a policy without workers", { policy: true,
    expected: /Content Security Policy/ }],
];

let withWorker = null; // what is drawn then

// As with workers, and nothing on the console but the browser's own word.
async function withoutWorker(browser, where, view, bare,
  { policy, ...options }) {
  const [{ page, id, chapter, entries }] = figures;
  const site = !policy ? bare : copy("no-workers", (there) =>
    edit(join(there, page), (text) =>
      text.replace("worker-src blob:", "worker-src 'none'")), bare);
  withWorker ??= hashOf(browser, where, view, address(page, "", bare), id);
  const book = await withWorker;
  const url = address(page, "", site);
  await visit(browser, where, view, url, async (tab) => {
    await tab.near(id);
    const state = await tab.ask("state", id);
    check(where, "the figure is drawn", state.drawn &&
      await tab.ask("hash", id) === book, state.sentence);
    const [{ knob, away }] = await tab.ask("controls", id);
    await tab.turn(id, knob, away);
    check(where, "a knob changes it", await tab.ask("hash", id) !== book);
    await tab.reset(id);
    check(where, "reset brings back the very pixels",
      await tab.ask("hash", id) === book);
    const report = await tab.evaluate((call) =>
      window.downhill.report(...call), [chapter, [entries[0]], {}]);
    check(where, "a report is what the program prints",
      report === printed(chapter, [entries[0]]), report.slice(0, 60));
  }, options);
}

// Every data set, every chapter; those that take long in short.
const short = { "tuning.method": "adam", "tuning.rates": 2,
  "tuning.epochs": 2 };
const told = [
  ["01-extrema", ["candidates"], {}],
  ["02-basic-descent", ["penguins"], {}],
  ["02-basic-descent", ["penguins", "cubic"], { "penguins.rate": 0.9 }],
  ["03-learning-rate", ["noise"], { "noise.seed": 7 }],
  ["03-learning-rate", ["decay"], {}],
  ["04-optimizers", ["sources", "valley"], {}],
  ["05-gradient-checking", ["vcurve"], {}],
  ["06-optimizer-separation", ["split", "network", "cost"], {}],
  ["06-optimizer-separation", ["tuning"], short],
  ["06-optimizer-separation", ["tuning", "training", "weights", "confusion"],
    short],
];

async function reports(browser, where, view, site) {
  const { page } = birds;
  await visit(browser, where, view, address(page, "", site), async (tab) => {
    for (const [chapter, experiments, settings] of told) {
      const report = await tab.evaluate((call) =>
        window.downhill.report(...call).catch(({ message }) => message),
      [chapter, experiments, settings]);
      check(where, `${chapter} ${experiments.join(" ")} is what it prints`,
        report === printed(chapter, experiments, settings),
        report.slice(0, 100));
    }
    await notBlocked(tab, where, "while a report is told",
      () => tab.evaluate((call) => window.downhill.report(...call),
        ["06-optimizer-separation", ["tuning"],
          { "tuning.method": "adam", "tuning.epochs": 6 }]));
  });
}
