// Opens every page from its file in Chromium, light and dark, on a desk and on
// a phone: no request leaves the disk, nothing fails, the page does not scroll
// sideways, nor on the desk any of its formulas, axe-core finds no barrier, the
// words of the figures can be read, and what is loaded is not heavy (gzipped): the
// page as it opens, the page read to its end, and, besides, what its live figures
// load when they come near. With SHARE some, in each view others: see
// tests/share.mjs.
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { mine } from "../share.mjs";
import { axeFile, launch } from "./browser.mjs";
import { layouts } from "./figures.mjs";
import { placeOf } from "./formulas.mjs";
import { complain, finish, pages, read } from "./site.mjs";

const axe = readFileSync(axeFile, "utf8");

// In KB, gzipped. Live: two modules, for chapter 5 has its own and the playground's.
const limits = { opened: 600, read: 750, live: 300 };
const isSource = (page) => page.includes("/source/");
// The whole book on one page; of what stands on the others axe has had its say.
const isWhole = (page) => page.endsWith("book.html");
const wholeLimits = { opened: 1200, read: 5000, live: 0 };
const ofLive = (file) =>
  /[/]live[/].*[.]js$|[/]assets[/]wasi[.]js$/.test(file);
// Between the themes only colours differ, and those not between desk and phone:
// so not all is looked at in each view. Where a page is read to its end, all of its
// pictures are loaded, and it is weighed. Code that must be scrolled is a matter of
// a telephone, where lines are short of room: all of it is looked at there.
const desk = { width: 1280, height: 900 };
const large = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };
const views = [
  { colorScheme: "light", viewport: desk, read: true, formulas: true,
    axe: { rules: {} } },
  { colorScheme: "dark", viewport: desk,
    axe: { rules: { runOnly: { type: "rule", values: ["color-contrast"] } } } },
  { colorScheme: "light", viewport: large, read: true, pictures: true },
  { colorScheme: "light", viewport: phone, read: true, pictures: true,
    axe: { rules: { rules: { "color-contrast": { enabled: false } } },
      code: true } },
  { colorScheme: "dark", viewport: phone },
];

// Read to its end, so that lazy images are asked for too.
const scroll = async () => {
  for (const image of document.images) {
    image.loading = "eager";
  }
  await Promise.all([...document.images].map((image) =>
    image.decode().catch(() => {})));
  await document.fonts.ready;
};

// Each live figure comes near, and is drawn: then it has loaded what it needs. Those
// that are not drawn in half a minute, by their ids.
const approach = async () => {
  const late = [];
  for (const figure of document.querySelectorAll("figure[data-live]")) {
    figure.scrollIntoView({ block: "center", behavior: "instant" });
    const isDrawn = () => figure.classList.contains("drawn");
    for (let n = 0; n < 600 && !isDrawn(); n++) {
      await new Promise((next) => { setTimeout(next, 50); });
    }
    if (!isDrawn()) late.push(figure.id);
  }
  return late;
};

// What sticks out: the widest element that no ancestor scrolls or clips.
const sticksOut = () => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) {
    return "";
  }
  const contained = (e) => {
    for (let up = e.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") {
        return true;
      }
    }
    return false;
  };
  const culprit = [...document.body.querySelectorAll("*")].find((e) =>
    e.getBoundingClientRect().right > root.clientWidth + 1 && !contained(e));
  return `${root.scrollWidth} px wide: ` +
    (culprit ? culprit.outerHTML.slice(0, 100) : "?");
};

// The displayed formulas that have to be scrolled to be read: how much is out of
// sight, the number, and the formula as TeX.
const scrolledFormulas = () =>
  [...document.querySelectorAll(".katex-display")].flatMap((display) => {
    let box = display;
    while (box && getComputedStyle(box).overflowX !== "auto") {
      box = box.parentElement;
    }
    const hidden = box ? box.scrollWidth - box.clientWidth : 0;
    const equation = display.closest(".equation");
    return hidden > 1 ? [{
      hidden,
      number: equation?.querySelector("a.number").textContent ?? "a formula",
      tex: display.querySelector("annotation").textContent,
    }] : [];
  });

// The pictures of the page: which file, and how wide.
const pictures = () =>
  [...document.querySelectorAll(".drawing img")].map((image) => ({
    file: image.currentSrc, width: image.getBoundingClientRect().width,
    id: image.closest("figure").id || "the opening figure",
    shared: Boolean(image.closest(".bench")),
  }));

// Letters of a figure have at least so many pixels, on a telephone and on a desk.
const smallest = 9;
// Where there is room for it, 432 points of a figure are so many pixels; one with
// many knobs shares its room with them.
const full = 760;

function checkPicture(page, view, { file, width, id, shared }) {
  const name = `${view.viewport.width} px: ${id}`;
  const layout = layouts.get(fileURLToPath(file).split("/").slice(-2).join("/"));
  if (!layout) {
    complain(page, `${name}: ${file} is no figure of the build`);
    return;
  }
  const letters = layout.letters * width / layout.width;
  if (letters < smallest) {
    complain(page, `${name}: its smallest words have ${letters.toFixed(1)} ` +
      `pixels, fewer than ${smallest}`);
  }
  const room = full * layout.width / 432;
  if (view.viewport === large && !shared && width < room - 1) {
    complain(page, `${name}: ${Math.round(width)} px wide, and there is ` +
      `room for ${Math.round(room)}`);
  }
}

// Formulas are KaTeX's: thousands of spans, hidden from screen readers, in the
// colour of the text about them. Code is thousands of spans too, in colours that
// are alike on every page: those of one chapter are looked at, and of the sources.
const hasCode = (page) => isSource(page) || page.endsWith("01-extrema.html");
const violations = async ({ exclude, options }) => {
  const found = await window.axe.run({ exclude }, options);
  return found.violations.map(({ id, help, nodes }) =>
    `${id}: ${help} (${nodes.length}x), e.g. ` +
    `${nodes[0].html.slice(0, 120)} ` +
    `${nodes[0].any[0]?.message ?? ""}`);
};

// Many files are asked for by all pages, in all views: each is packed once.
const packed = new Map();
function weigh(urls) {
  let bytes = 0;
  for (const url of urls) {
    if (!packed.has(url)) {
      packed.set(url, gzipSync(readFileSync(fileURLToPath(url))).length);
    }
    bytes += packed.get(url);
  }
  return bytes / 1024;
}

async function check(context, page, view) {
  const name = `${view.colorScheme}, ${view.viewport.width} px`;
  const tab = await context.newPage();
  const loaded = new Set();
  tab.on("request", (request) => {
    const url = request.url();
    if (url.startsWith("file:")) {
      loaded.add(url.split(/[?#]/)[0]);
    } else if (!/^(data|blob):/.test(url)) {
      complain(page, `asks the network for ${url}`);
    }
  });
  tab.on("requestfailed", (request) =>
    complain(page, `cannot load ${request.url()}`));
  tab.on("pageerror", (error) => complain(page, `script: ${error.message}`));
  tab.on("console", (message) => {
    if (message.type() === "error") {
      complain(page, `console: ${message.text()}`);
    }
  });
  await tab.goto(pathToFileURL(resolve(page)).href);
  const opened = [...loaded];
  if (view.read) await tab.evaluate(scroll);

  const wide = await tab.evaluate(sticksOut);
  if (wide) {
    complain(page, `${name}: scrolls sideways, ${wide}`);
  }
  if (view.formulas) {
    for (const { hidden, number, tex } of await tab.evaluate(scrolledFormulas)) {
      complain(page, `${placeOf(tex)}: ${number} is ${hidden} px too wide for ` +
        `a window of ${view.viewport.width}: break it with \\begin{aligned}`);
    }
  }
  if (view.axe && !isWhole(page)) {
    await tab.evaluate(axe);
    const options = { preload: false, resultTypes: ["violations"] };
    Object.assign(options, view.axe.rules);
    if (longest.includes(page)) {
      options.rules = { ...options.rules, ...withoutLinks };
    }
    const exclude = [[".katex"]]
      .concat(view.axe.code || hasCode(page) ? [] : [["pre"]]);
    for (const violation of await tab.evaluate(violations,
      { exclude, options })) {
      complain(page, `${name}: ${violation}`);
    }
  }

  if (view.pictures) {
    for (const picture of await tab.evaluate(pictures)) {
      checkPicture(page, view, picture);
    }
  }

  if (view.read) { // last: it is another page now
    for (const id of await tab.evaluate(approach)) {
      complain(page, `${name}: ${id} is live, and was never drawn`);
    }
  }
  const inBook = (url) => !ofLive(url);
  const weights = {
    opened: weigh(opened.filter(inBook)),
    read: weigh([...loaded].filter(inBook)),
    live: weigh([...loaded].filter(ofLive)),
  };
  const most = isWhole(page) ? wholeLimits : limits;
  for (const [part, limit] of Object.entries(most)) {
    if (weights[part] > limit) {
      complain(page, `${name}, ${part}: ${Math.round(weights[part])} KB ` +
        `gzipped, more than ${limit}`);
    }
  }
  await tab.close();
}

// Of the pages of the sources, which are alike, the three longest; and the
// shortest of those with links in their code, for the rule that compares each link
// with all of the text about it: that takes a minute on a long one.
const sources = pages().filter(isSource)
  .sort((a, b) => statSync(b).size - statSync(a).size);
const longest = sources.slice(0, 3);
const linked = sources.findLast((page) =>
  read(page).split('<a class="name"').length > 10);
const withoutLinks = { "link-in-text-block": { enabled: false } };
const looked = pages().filter((page) => !isSource(page))
  .concat(longest, linked);

const browser = await launch();
try {
  for (const [turn, view] of views.entries()) {
    const context = await browser.newContext({
      colorScheme: view.colorScheme, viewport: view.viewport });
    for (const page of looked.filter((_, i) => mine(_, i + turn))) {
      if (isWhole(page) && !view.read) continue;
      await check(context, page, view);
    }
    await context.close();
  }
} finally {
  await browser.close();
}
finish();
