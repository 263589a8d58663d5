// In Firefox and in WebKitGTK, where they are installed: each live figure is
// drawn, a knob changes it, reset brings it back; and of a page what a reader uses
// most, search, previews, theme, copying, links of names. BUILD names the build.
// What is not installed is passed over, in a sentence.
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { check, finish, work } from "./checks.mjs";
import { address, chapters, figures } from "./figures.mjs";
import { probe } from "./probe.mjs";
import { startWebKit } from "./webdriver.mjs";

const ARCHITECTURES = ["x86_64", "aarch64"];
const places = {
  firefox: ["firefox-esr", "firefox"],
  driver: ["WebKitWebDriver"],
  screen: ["xvfb-run"],
  miniBrowser: ARCHITECTURES.flatMap((machine) => ["4.1", "4.0", "6.0"]
    .map((version) => version === "6.0"
      ? `/usr/lib/${machine}-linux-gnu/webkitgtk-${version}/MiniBrowser`
      : `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`)),
};

function find(names) {
  const files = names.flatMap((name) => name.startsWith("/") ? [name]
    : (process.env.PATH ?? "").split(":").map((path) => join(path, name)));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function firefox() {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({ browser: "firefox",
    executablePath: find(places.firefox), headless: true });
  const tab = await browser.newPage();
  let said = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(error.message));
  return {
    open: async (page) => {
      said = [];
      await tab.goto(page);
    },
    run: (source) => tab.evaluate(`(async () => (${source}))()`),
    said: () => said.join("; "),
    close: () => browser.close(),
  };
}

const engines = [
  { name: "Firefox", start: firefox, needs: ["firefox"] },
  { name: "WebKitGTK", start: () => startWebKit(find(places.miniBrowser)),
    needs: ["driver", "screen", "miniBrowser"] },
];

// Within the page.
async function smoke(id) {
  const { controls, hash, ink, settle, state, turn } = window.probe;
  const figure = document.getElementById(id);
  figure.scrollIntoView();
  await window.downhill.set(id, {});
  const book = { hash: hash(id), ink: ink(id), ...state(id) };
  const [{ knob, away }] = controls(id);
  turn(id, knob, away);
  await settle();
  const turned = { hash: hash(id), ...state(id) };
  figure.querySelector("button.reset").click();
  await settle();
  return { book, turned, reset: { hash: hash(id), ...state(id) } };
}

async function tried(engine, session, { page, id }) {
  const where = `${id}, ${engine.name}`;
  await session.open(address(page));
  const result = await session.run(`(${probe})(), (${smoke})("${id}")`);
  check(where, "it goes on to its end", !result.error, result.error);
  if (result.error) return;
  const { book, turned, reset } = result;
  check(where, "the canvas appears", book.drawn && book.canvas, book.sentence);
  check(where, "the canvas is not blank", book.ink > 0.01, book.ink);
  check(where, "a knob changes the picture", turned.drawn &&
    turned.hash !== book.hash, turned.sentence);
  check(where, "a knob changes the sentence",
    turned.sentence !== book.sentence, turned.sentence);
  check(where, "reset brings back the very pixels", reset.hash === book.hash);
  check(where, "reset brings back the sentence",
    reset.sentence === book.sentence, reset.sentence);
  const said = session.said?.() ?? "";
  check(where, "nothing is said", said === "", said);
}

// Within the page: what came of each thing that a reader does.
async function used() {
  const one = (selector) => document.querySelector(selector);
  const until = async (holds) => {
    for (let tries = 0; tries < 100 && !holds(); tries++) {
      await new Promise((later) => { setTimeout(later, 50); });
    }
    return holds();
  };
  const root = document.documentElement;
  const field = one("#search");
  field.focus();
  field.value = "learning rate";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const found = await until(() => one("#found .hit"));
  const first = found?.textContent ?? "";
  field.blur();
  const before = root.dataset.theme;
  one("button.theme").click();
  const theme = root.dataset.theme !== before;
  one("button.theme").click();
  one("button.theme").click();
  // To what cannot be seen from it; a page that scrolls has no preview.
  const link = one('main p a.xref[href*=".html#"]');
  link.scrollIntoView({ block: "center", behavior: "instant" });
  await new Promise((later) => { setTimeout(later, 300); });
  link.dispatchEvent(new PointerEvent("pointerover", { bubbles: true,
    pointerType: "mouse" }));
  const preview = await until(() => one(".preview:popover-open"));
  return { first, theme, back: root.dataset.theme === before,
    preview: preview?.textContent.trim() ?? "",
    over: root.scrollWidth - root.clientWidth,
    copy: document.querySelectorAll("button.copy").length,
    names: document.querySelectorAll("main a.name[href]").length };
}

async function read(engine, session, page) {
  const where = `${page}, ${engine.name}`;
  await session.open(address(page));
  const told = await session.run(`(${used})()`);
  check(where, "the search finds", /learning rate/i.test(told.first), told.first);
  check(where, "the theme can be changed", told.theme);
  check(where, "and comes round again", told.back);
  check(where, "a reference shows what it leads to",
    told.preview.length > 20, told.preview);
  check(where, "listings can be copied", told.copy > 0);
  check(where, "names in listings lead on", told.names > 10, told.names);
  check(where, "the page does not scroll sideways", told.over <= 0, told.over);
}
const readThings = 7;
const written = chapters.filter((name) => /^\d/.test(name));

let count = 0;
for (const engine of engines) {
  const missing = engine.needs.filter((need) => !find(places[need]));
  if (missing.length > 0) {
    console.log(`${engine.name} is not tried; this machine lacks ` +
      `${missing.map((need) => places[need][0]).join(" and ")}.`);
    continue;
  }
  const session = await engine.start();
  try {
    await work(figures.map((figure) => [`${figure.id}, ${engine.name}`,
      () => tried(engine, session, figure)]), 1);
    for (const page of written) await read(engine, session, `${page}.html`);
  } finally {
    await session.close();
  }
  count += 6 * figures.length + readThings * written.length;
  console.log(`${engine.name}: ${figures.length} figures`);
}
finish(count);
