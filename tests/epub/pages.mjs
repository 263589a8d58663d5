#!/usr/bin/env node
// usage: tests/epub/pages.mjs BUILD
//
// The e-book's pages as a reading system of three widths shows them, by day and by
// night: nothing runs off, no number of an equation lies on its formula, what a
// program printed stands in lines of its own where there is room, nothing is set
// too small, and a figure has the layout of its width. With SHARE some, in each
// view others: see tests/share.mjs.
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { mine } from "../share.mjs";
import { launch } from "../site/browser.mjs";

const build = process.argv[2] ?? "build";
const { unzipSync } = createRequire(
  new URL("../../press/package.json", import.meta.url))("fflate");

const book = mkdtempSync(join(tmpdir(), "epub-"));
process.on("exit", () => rmSync(book, { recursive: true, force: true }));
const entries = unzipSync(readFileSync(join(build, "downhill.epub")));
for (const [name, data] of Object.entries(entries)) {
  mkdirSync(dirname(join(book, name)), { recursive: true });
  writeFileSync(join(book, name), data);
}
const pages = Object.keys(entries)
  .filter((name) => /^EPUB\/text\/ch\d+\.xhtml$/.test(name)).sort();

// Runs in the page. Lines of blocks that go on below, by width: the sizes are
// made for these (press/filters/epub.lua).
function faults({ width }) {
  const list = [];
  const say = (node, what) => list.push(
    `${node.closest("[id]")?.id ?? node.tagName} ${what}`);
  if (document.documentElement.scrollWidth > innerWidth) {
    const over = [...document.body.querySelectorAll("*")].filter((node) =>
      node.getBoundingClientRect().right > innerWidth + 1);
    list.push(`the page is ${document.documentElement.scrollWidth} px wide: ` +
      over.slice(-3).map((node) => node.outerHTML.slice(0, 80)).join(" | "));
  }
  for (const equation of document.querySelectorAll(".equation")) {
    const number = equation.querySelector(".number").getBoundingClientRect();
    const formula = equation.querySelector("math").getBoundingClientRect();
    if (number.left < formula.right && number.top < formula.bottom &&
        formula.left < number.right && formula.top < number.bottom) {
      say(equation, "its number lies on it");
    }
    if (formula.right > innerWidth + 1) say(equation, "runs off the page");
  }
  for (const line of document.querySelectorAll("pre .line")) {
    const height = parseFloat(getComputedStyle(line).lineHeight);
    if (width >= 480 && line.getClientRects()[0].height > 1.5 * height) {
      say(line, `goes on below: ${line.textContent.trim().slice(0, 40)}`);
    }
    // In a box, which is set a little smaller.
    if (parseFloat(getComputedStyle(line).fontSize) < 8.2) say(line, "too small");
  }
  for (const picture of document.querySelectorAll("picture")) {
    const image = picture.querySelector("img");
    const narrow = image.currentSrc !== image.src;
    if (narrow !== innerWidth <= 576) say(picture, "has the other layout");
    if (image.naturalWidth === 0) say(picture, "is not there");
    if (!image.alt) say(picture, "has no alt");
  }
  // pandoc's, in titles of sources, have their TeX within.
  for (const formula of document.querySelectorAll(
    "math:not([alttext]):not(:has(annotation))")) {
    say(formula, "formula without alttext");
  }
  return list;
}

const browser = await launch();
let wrong = 0;
let looked = 0;
let turn = 0;
for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 480, 600]) {
    const context = await browser.newContext({
      viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    turn += 1;
    for (const name of pages.filter((_, i) => mine(_, i + turn))) {
      await page.goto(pathToFileURL(join(book, name)).href);
      const found = await page.evaluate(faults, { width });
      for (const what of found) console.log(`${name}, ${width} px: ${what}`);
      wrong += found.length;
      looked += 1;
    }
    await context.close();
  }
}
await browser.close();
if (looked === 0) console.log("the e-book has no chapters");
process.exit(wrong || looked === 0 ? 1 : 0);
