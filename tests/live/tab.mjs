// A page in Chromium under the eyes of a test: whatever it says on the
// console, what fails in it and what it asks of the network is a failed check.
import { check } from "./checks.mjs";
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

const LONG = 30000; // another's work may have the machine

// `expected`: what the browser itself says of a file that is missing.
function watch(tab, where, expected) {
  const told = (what) => {
    if (!expected?.test(what)) check(where, "nothing is said", false, what);
  };
  tab.on("console", (message) => told(`console: ${message.text()}`));
  tab.on("pageerror", (error) => told(`error: ${error.message}`));
  tab.on("request", (request) => {
    const url = request.url();
    check(where, "nothing is asked of the network",
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
    watch(tab, where, options.expected);
    for (const init of options.init ?? []) await tab.addInitScript(init);
    await tab.addInitScript(probe);
    await options.before?.(tab);
    await tab.goto(url);
    await act(Object.assign(tab, asking(tab)));
  } finally {
    await context.close();
  }
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
    async near(id) {
      await tab.evaluate((i) => document.getElementById(i)
        .querySelector(".drawing").scrollIntoView({ block: "center",
          behavior: "instant" }), id);
      await tab.waitForFunction((i) => document.getElementById(i)
        .querySelector(".short").textContent !== "", id);
      await ask("settle");
    },
    async reset(id) {
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
