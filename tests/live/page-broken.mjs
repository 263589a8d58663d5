// What a browser may lack and a disk may lose: the book's picture stands, and a
// sentence says why. A font that comes late, two figures with one state, and
// no script at all.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "./checks.mjs";
import { address, copy, figures } from "./figures.mjs";
import { hashOf, visit } from "./tab.mjs";

/* global HTMLCanvasElement */
const lacking = [
  ["WebAssembly", () => { delete window.WebAssembly; }],
  ["DecompressionStream", () => { delete window.DecompressionStream; }],
  ["a canvas", () => {
    HTMLCanvasElement.prototype.getContext = () => null;
  }],
];

const edit = (file, change) =>
  writeFileSync(file, change(readFileSync(file, "utf8")));

const lost = ({ chapter }) => [
  ["the module", (site) => rmSync(join(site, `live/${chapter}.js`))],
  ["wasi.js", (site) => rmSync(join(site, "assets/wasi.js"))],
  ["half of the module", (site) => edit(join(site, `live/${chapter}.js`),
    (text) => text.replace(/(?<=", ").*(?=")/, (code) =>
      code.slice(0, 4 * Math.floor(code.length / 8))))],
];

// Without the page about the figure, but for what no script has changed.
export function broken(browser, view, bare) {
  const [figure] = figures;
  const job = (about, act) => [`${figure.id}, ${about}`,
    () => act(`${figure.id}, ${about}`)];
  return [
    ...lacking.map(([what, init]) => job(`without ${what}`, (where) =>
      still(browser, where, view, address(figure.page, "", bare), figure,
        { init: [init] }))),
    ...lost(figure).map(([what, lose], i) => job(`${what} lost`, (where) =>
      still(browser, where, view,
        address(figure.page, "", copy(`lost-${i}`, lose, bare)), figure,
        { expected: /Failed to load resource/ }))),
    job("without live.js", (where) => withoutScript(browser, where, view,
      figure)),
    job("without any script", (where) => withoutScript(browser, where,
      { ...view, javaScriptEnabled: false }, figure)),
    job("fonts late", (where) => late(browser, where, view, figure, bare)),
    job("fonts lost", (where) => noFonts(browser, where, view, figure, bare)),
    job("twice", (where) => twice(browser, where, view, figure)),
  ];
}

async function still(browser, where, view, url, { id }, options) {
  await visit(browser, where, view, url, async (tab) => {
    await tab.near(id);
    await tab.standsStill(where, id);
    const [{ knob, away }] = await tab.ask("controls", id);
    await tab.turn(id, knob, away);
    await tab.waitForTimeout(100);
    await tab.standsStill(where, id);
    await tab.reset(id);
    await tab.standsStill(where, id);
  }, options);
}

// No sentence, for there is none to write it, and nothing to turn.
async function withoutScript(browser, where, view, { page, id }) {
  const site = view.javaScriptEnabled === false ? undefined
    : copy("lost-live", (there) => rmSync(join(there, "assets/live.js")));
  const context = await browser.newContext(view);
  try {
    const tab = await context.newPage();
    await tab.goto(address(page, "", site));
    const figure = tab.locator(`[id="${id}"]`);
    check(where, "the book's picture stands",
      await figure.locator(".drawing img").isVisible());
    check(where, "no control is there",
      !await figure.locator(".controls").isVisible());
  } finally {
    await context.close();
  }
}

async function late(browser, where, view, { page, id }, bare) {
  const url = address(page, "", bare);
  const book = await hashOf(browser, where, view, url, id);
  let delayed = 0;
  const before = (tab) => tab.route(/\.woff2$/, async (route) => {
    delayed += 1;
    await new Promise((done) => setTimeout(done, 1500));
    await route.continue();
  });
  const hash = await hashOf(browser, where, view, url, id, { before });
  check(where, "the fonts are late", delayed > 0);
  check(where, "what is drawn waits for them", hash === book);
}

async function noFonts(browser, where, view, { page, id }, bare) {
  const site = copy("lost-fonts", (there) =>
    rmSync(join(there, "assets/fonts"), { recursive: true }), bare);
  await visit(browser, where, view, address(page, "", site), async (tab) => {
    await tab.near(id);
    const { drawn, image, sentence } = await tab.ask("state", id);
    check(where, "something is seen, and a sentence",
      (drawn || image) && sentence.length > 10, sentence);
  }, { expected: /Failed to load resource/ });
}

// The book may have no two figures of one experiment: a page with one twice.
async function twice(browser, where, view, { page, id }) {
  const again = `${id}-again`;
  const site = copy("twice", (there) => edit(join(there, page), (text) => {
    const begin = text.indexOf(`<figure class="figure" id="${id}"`);
    const end = text.indexOf("</figure>", begin) + "</figure>".length;
    const figure = text.slice(begin, end);
    return text.slice(0, end) + figure.replaceAll(id, again) + text.slice(end);
  }));
  const url = address(page, "", site);
  await visit(browser, where, view, url, async (tab) => {
    await tab.near(again);
    await tab.near(id);
    const same = async () => await tab.ask("hash", id) ===
      await tab.ask("hash", again);
    check(where, "two of one experiment are alike", await same());
    for (const { knob, away } of await tab.ask("controls", id)) {
      await tab.turn(id, knob, away);
    }
    const [one, two] = [await tab.ask("state", id),
      await tab.ask("state", again)];
    check(where, "what is turned at one is turned at the other", await same());
    check(where, "and so are its controls and its sentence",
      two.words === one.words && two.sentence === one.sentence,
      `${one.words} | ${two.words}`);
    await tab.reset(again);
    check(where, "reset at the other resets both", await same() &&
      (await tab.ask("state", id)).words !== one.words);
  });
}
