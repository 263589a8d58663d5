// A page in Chromium under the eyes of a test: whatever it says on the
// console, what fails in it and what it asks of the network is a failed check.
import { readFileSync } from "node:fs";
import { check, timed } from "./checks.mjs";
import { probe } from "./probe.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 800 }, deviceScaleFactor: 2,
  hasTouch: true, isMobile: true };

export const views = [
  ["desk, light", { ...desk, colorScheme: "light" }],
  ["desk, dark", { ...desk, colorScheme: "dark" }],
  ["phone, light", { ...phone, colorScheme: "light" }],
  ["phone, dark", { ...phone, colorScheme: "dark" }],
];

const LONG = 90000; // another's work may have the machine

// `expected`: what the browser itself says of a file that is missing.
function watch(tab, expected) {
  const told = (what) => {
    if (!expected?.test(what)) check(tab.where, "nothing is said", false, what);
  };
  tab.on("console", (message) => told(`console: ${message.text()}`));
  tab.on("pageerror", (error) => told(`error: ${error.message}`));
  tab.on("request", (request) => {
    const url = request.url();
    check(tab.where, "nothing is asked of the network",
      /^(file|data|blob):/.test(url), url);
  });
}

// Opens an address and hands the tab to `act`, with the ways to ask it. init:
// functions that run in the page before anything else.
export async function visit(browser, where, view, url, act, options = {}) {
  const context = await browser.newContext(view);
  context.setDefaultTimeout(LONG);
  try {
    const tab = await context.newPage();
    tab.where = where;
    watch(tab, options.expected);
    for (const init of options.init ?? []) await tab.addInitScript(init);
    await tab.addInitScript(probe);
    await options.before?.(tab);
    await tab.goto(url);
    await act(Object.assign(tab, asking(tab)));
  } finally {
    await context.close();
  }
}

// Figures of a page, in one tab, one after the other: `act` has it, what it is
// about, the figure and the view. Where one fails, the next has the page anew.
export async function inTurn(browser, about, view, url, some, act, options) {
  await visit(browser, about, view, url, async (tab) => {
    for (const figure of some) {
      tab.where = `${figure.id}, ${figure.asks ?? about}`;
      const failed = await timed(tab.where,
        () => act(tab, tab.where, figure, view));
      if (failed) await tab.reload();
    }
  }, options);
}

// Of the picture when it has come.
export async function hashOf(browser, where, view, url, id, options) {
  let hash;
  await visit(browser, where, view, url, async (tab) => {
    await tab.near(id);
    hash = await tab.ask("hash", id);
  }, options);
  return hash;
}

// tab.ask("state", id): window.probe.state(id) there.
function asking(tab) {
  const ask = (name, ...values) => tab.evaluate(
    ([n, v]) => window.probe[n](...v), [name, values]);
  return {
    ask,
    async turn(...values) {
      await ask("turn", ...values);
      await ask("settle");
    },
    async set(id, settings) {
      const said = await tab.evaluate(([i, s]) => window.downhill.set(i, s)
        .catch((error) => error.message), [id, settings]);
      await ask("settle");
      return said;
    },
    async view(id, word) {
      await tab.evaluate(([i, w]) => document.getElementById(i)
        .querySelector(`button.view[data-view="${w}"]`).click(), [id, word]);
      await ask("settle");
    },
    // What the button of an output puts into the clipboard; null where it has
    // none.
    copy: (section) => tab.evaluate(async (s) => {
      const button = document.querySelector(
        `.output[data-section="${s}"] button.copy`);
      if (!button) return null;
      let taken = "";
      Object.defineProperty(navigator, "clipboard", { configurable: true,
        value: { writeText: async (text) => { taken = text; } } });
      button.click();
      await window.probe.settle();
      return taken;
    }, section),
    async save(id, kind) {
      const press = tab.evaluate(([i, k]) => document.getElementById(i)
        .querySelector(`button.save[data-kind="${k}"]`).click(), [id, kind]);
      const [download] = await Promise.all([tab.waitForEvent("download"),
        press]);
      return { name: download.suggestedFilename(),
        content: readFileSync(await download.path(), "latin1") };
    },
    async near(id) {
      await ask("approach", id);
      await tab.waitForFunction((i) => document.getElementById(i)
        .querySelector(".short").textContent !== "", id);
      await ask("seen");
    },
    // With the hand away from a point that would follow it.
    async reset(id) {
      if (await tab.evaluate(() => !!document.querySelector(".field"))) {
        await tab.mouse.move(1, 1);
      }
      await tab.evaluate((i) => document.getElementById(i)
        .querySelector("button.reset").click(), id);
      await ask("settle");
    },
    // What is told in the place of a picture that does not come.
    async standsStill(where, id) {
      const { drawn, image, canvas, sentence } = await ask("state", id);
      check(where, "the book's picture stands", image && !drawn && !canvas);
      check(where, "one sentence says why", /^[^.].{19,}\.$/s.test(sentence),
        sentence);
    },
  };
}
