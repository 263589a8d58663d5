// Every live figure in Chromium, from its file: it draws, every control and
// every point turns it and its printed output, Reset brings the book back, and
// nothing below it moves. Without script nothing of it is seen, without its
// module it says so, and where one fails the others go on.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { complain, finish, pages, read } from "./site.mjs";

const desk = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };
const finger = 44; // pixels, the least that one can hit

const live = pages().filter((page) => read(page).includes("data-live="));

async function open(context, page) {
  const tab = await context.newPage();
  tab.on("pageerror", (error) => complain(page, `script: ${error.message}`));
  tab.on("console", (message) => complain(page, `console: ${message.text()}`));
  await tab.goto(pathToFileURL(resolve(page)).href);
  await tab.evaluate(() => document.fonts.ready);
  return tab;
}

// Runs in the page; returns what is wrong with a figure.
async function turnAll(id) {
  const faults = [];
  const figure = document.getElementById(id);
  const all = (selector) => [...figure.querySelectorAll(selector)];
  const { chapter } = figure.dataset;
  const entries = figure.dataset.live.split(" ");
  const outputs = [...document.querySelectorAll(".output[data-section]")]
    .filter(({ dataset }) => dataset.chapter === chapter &&
      entries.includes(dataset.section));
  const state = () => JSON.stringify([
    all("[data-knob]").map((input) => input.value),
    all("output").map((output) => output.textContent),
    outputs.map((output) => output.textContent)]);
  const picture = () => figure.querySelector("canvas").toDataURL();
  const below = () => figure.querySelector("figcaption").offsetTop;
  const redrawn = async (what) => {
    const sentence = await window.downhill.set(id, {}).catch((e) => e.message);
    if (!figure.classList.contains("drawn")) {
      faults.push(`${what}: nothing is drawn: ${sentence}`);
    }
    return sentence;
  };

  const book = { state: state(), below: below() };
  await redrawn("at first");
  book.picture = picture();
  if (state() !== book.state) {
    faults.push(`the program's knobs are not those of the page: ${state()}, ` +
      `there ${book.state}`);
  }
  for (const control of all("[data-knob]")) {
    const { knobFull } = control.dataset;
    for (const place of [0, 1000, 410]) {
      if (control.type === "range") control.value = place;
      else control.selectedIndex = place % control.options.length;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      const sentence = await redrawn(knobFull);
      if (sentence === "") faults.push(`${knobFull}: no sentence`);
    }
    if (picture() === book.picture) faults.push(`${knobFull} turns nothing`);
    if (below() !== book.below) faults.push(`${knobFull} moves the caption`);
    const shown = outputs.filter(({ dataset }) =>
      knobFull.startsWith(`${dataset.section}.`));
    for (const output of shown) {
      if (!output.querySelector("figcaption").textContent.includes("yours: ")) {
        faults.push(`${knobFull}: its output is not marked`);
      }
    }
  }
  figure.querySelector("button.reset").click();
  await redrawn("Reset");
  if (state() !== book.state || picture() !== book.picture) {
    faults.push(`Reset leaves ${state()}, the book has ${book.state}`);
  }
  return faults;
}

// A point is moved by the arrow keys, and the address keeps where.
async function push(tab, id) {
  const figure = tab.locator(`[id="${id}"]`);
  const faults = [];
  for (const handle of await figure.locator(".handle").all()) {
    await handle.focus();
    await tab.keyboard.press("Shift+ArrowLeft");
    await tab.keyboard.press("Shift+ArrowDown");
    const told = await tab.waitForFunction((place) =>
      location.hash.startsWith(place), `#${id}?`, { timeout: 5000 })
      .catch(() => null);
    if (!told) {
      faults.push(`${await handle.getAttribute("aria-label")}: the address ` +
        `is ${new URL(tab.url()).hash}`);
    }
    await figure.locator("button.reset").click();
    await tab.evaluate((name) => window.downhill.set(name, {}), id);
  }
  return faults;
}

const tooSmall = (least) => [...document.querySelectorAll(
  ".controls :is(input, select, button), .handle")]
  .map((e) => [e.dataset.knobFull ?? e.className, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < least - .5)
  .map(([name, box]) => `${name} is ${box.height} px high, too small to touch`);

// How much of the ink of two pictures differs. Edges are smoothed in two ways,
// and letters stand half a pixel apart: a pixel is the same if it is no darker
// and no lighter than the other picture is thereabouts.
async function difference(pictures) {
  const [a, b] = await Promise.all(pictures.map(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = image;
    const c = new OffscreenCanvas(width, height).getContext("2d");
    c.drawImage(image, 0, 0);
    const { data } = c.getImageData(0, 0, width, height);
    const light = (i) => (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3;
    return { width, pixels: Float32Array.from({ length: width * height },
      (_, i) => light(i)) };
  }));
  const strange = (one, other) => one.pixels.filter((light, i) => {
    const about = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) =>
      other.pixels[i + x + y * one.width] ?? light));
    return light < Math.min(...about) - 32 || light > Math.max(...about) + 32;
  }).length;
  const paper = a.pixels[0];
  const ink = a.pixels.filter((light) => Math.abs(light - paper) > 32).length;
  return (strange(a, b) + strange(b, a)) / ink;
}

// The page's picture is the book's, to be seen by taking the one off the other.
async function samePicture(tab, id) {
  const drawing = tab.locator(`[id="${id}"] .drawing`);
  const look = async () => "data:image/png;base64," +
    (await drawing.screenshot()).toString("base64");
  const cover = (on) => drawing.evaluate((e, drawn) =>
    e.parentElement.classList.toggle("drawn", drawn), on);
  await tab.evaluate((name) => window.downhill.set(name, {}), id);
  await tab.addStyleTag({ content: ".handle { display: none }" });
  const page = await look();
  await cover(false);
  const book = await look();
  await cover(true);
  await tab.addStyleTag({ content: ".handle { display: block }" });
  const share = await tab.evaluate(difference, [page, book]);
  return share < 0.15 ? [] // 0.02 to 0.11 where all is well
    : [`${(100 * share).toFixed()} % of its ink are not as in the book`];
}

async function figures(tab, page, act) {
  const found = await tab.locator("figure[data-live]").all();
  for (const figure of found) {
    const id = await figure.getAttribute("id");
    for (const fault of await act(id)) complain(page, `${id}: ${fault}`);
  }
}

async function works(browser, page, viewport) {
  const context = await browser.newContext({ viewport });
  const tab = await open(context, page);
  await figures(tab, page, async (id) => [
    ...await samePicture(tab, id), ...await tab.evaluate(turnAll, id),
    ...await push(tab, id)]);
  if (viewport === phone) {
    for (const fault of await tab.evaluate(tooSmall, finger)) {
      complain(page, fault);
    }
  }
  await context.close();
}

async function withoutScript(browser, page) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(resolve(page)).href);
  for (const controls of await tab.locator(".controls").all()) {
    if (await controls.isVisible()) complain(page, "controls without script");
  }
  await context.close();
}

async function withoutModule(browser, page) {
  const context = await browser.newContext({ viewport: desk });
  await context.route(/[/]live[/]/, (route) => route.abort());
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(resolve(page)).href);
  await figures(tab, page, (id) => tab.evaluate(async (name) => {
    const figure = document.getElementById(name);
    await window.downhill.set(name, {}).catch(() => {});
    const sentence = figure.querySelector(".short").textContent;
    return figure.classList.contains("drawn") ||
      !sentence.includes("cannot be loaded")
      ? [`without its module it says "${sentence}"`] : [];
  }, id));
  await context.close();
}

// The first has a name that its program does not know; the next goes on, even
// though the program ended.
async function withoutDrawing(browser, page) {
  const context = await browser.newContext({ viewport: desk });
  const tab = await context.newPage();
  await tab.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      document.querySelector("figure[data-live]").dataset.figure = "none-such";
    }, { once: true });
  });
  await tab.goto(pathToFileURL(resolve(page)).href);
  const fault = await tab.evaluate(async () => {
    const [first, next] = document.querySelectorAll("figure[data-live]");
    const why = await window.downhill.set(first.id, {}).catch((e) => e.message);
    const said = first.querySelector(".short").textContent;
    if (why !== said || !said.includes("none-such")) {
      return `a figure that is not there: ${why}, it says "${said}"`;
    }
    if (next) await window.downhill.set(next.id, {});
    return next && !next.classList.contains("drawn")
      ? `${next.id}: not drawn after another has failed` : "";
  });
  if (fault) complain(page, fault);
  await context.close();
}

const browser = await launch();
try {
  for (const page of live) {
    await works(browser, page, desk);
    await works(browser, page, phone);
    await withoutScript(browser, page);
    await withoutModule(browser, page);
    await withoutDrawing(browser, page);
  }
} finally {
  await browser.close();
}
finish();
