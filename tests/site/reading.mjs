// What a reader does at a page, in Chromium: contents on a telephone, theme,
// arrow keys, references that show what they lead to, links to a place. With
// scripts and, where it must work so, without. With SHARE what is the same for all
// pages is looked at on some: see tests/share.mjs.
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { mine } from "../share.mjs";
import { launch } from "./browser.mjs";
import { complain, finish, pages, read, site } from "./site.mjs";

const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true,
  isMobile: true };
const chapter = join(site, "02-basic-descent.html");
const address = (page, hash = "") => pathToFileURL(resolve(page)).href + hash;

const browser = await launch();

function expect(what, holds, found = "") {
  if (!holds) complain(chapter, `${what}${found === "" ? "" : ` (${found})`}`);
}

// Opens a page, and hands its tab to act.
async function visit(page, view, act) {
  const context = await browser.newContext(view);
  const tab = await context.newPage();
  tab.on("pageerror", (error) => complain(page, `script: ${error.message}`));
  try {
    await tab.addInitScript(() => {
      navigator.clipboard.writeText = async (text) => { window.copied = text; };
    });
    await tab.goto(address(page));
    await act(tab, context);
  } catch (error) {
    complain(page, `${act.name}: ${error.message.split("\n")[0]}`);
  } finally {
    await context.close();
  }
}

// -- Contents on a telephone: over the page, which keeps its place -------------

const place = (tab) => tab.evaluate(() => Math.round(scrollY));
// Playwright's own would first scroll to what stands still in the bar.
async function tap(tab, selector) {
  const { x, y, width, height } = await tab.locator(selector).boundingBox();
  await tab.touchscreen.tap(x + width / 2, y + height / 2);
  await tab.waitForTimeout(200);
}

const contentsSeen = (tab) => tab.locator("nav.contents").isVisible();

async function contents(tab) {
  await tab.evaluate(() => scrollTo(0, 5000));
  await tab.waitForTimeout(1000); // fonts have come, and what is near
  const before = await place(tab);
  expect("the contents are not in the way", !await contentsSeen(tab));
  await tap(tab, "button.menu");
  expect("the contents open", await contentsSeen(tab));
  await tap(tab, "nav.contents button.close");
  expect("the contents close", !await contentsSeen(tab));
  expect("the page has kept its place", await place(tab) === before,
    `${await place(tab)} for ${before}`);
}

async function escape(tab) {
  await tap(tab, "button.menu");
  await tab.keyboard.press("Escape");
  expect("Escape closes the contents", !await contentsSeen(tab));
}

async function toSection(tab) {
  await tap(tab, "button.menu");
  const link = tab.locator("nav.contents .sections a").nth(3);
  const id = (await link.getAttribute("href")).slice(1);
  await link.tap();
  expect("a section that is chosen closes the contents",
    !await contentsSeen(tab));
  const top = await tab.evaluate((i) =>
    document.getElementById(i).getBoundingClientRect().top, id);
  expect("the section is at the top", top > 0 && top < 200, `${top} px`);
}

// -- The theme -------------------------------------------------------------------

const paper = (tab) => tab.evaluate(() =>
  getComputedStyle(document.body).backgroundColor);

async function theme(tab, context) {
  const light = await paper(tab);
  const button = tab.locator("button.theme");
  const other = await context.newPage();
  await other.goto(address(join(site, "index.html")));
  const states = [];
  for (let i = 0; i < 4; i++) {
    states.push(`${await button.textContent()} ${await paper(tab) === light}`);
    expect("other tabs follow", await other.evaluate((name) =>
      new Promise((done) => setTimeout(() => done(
        document.querySelector("button.theme").textContent === name), 300)),
    await button.textContent()));
    await button.click();
  }
  expect("the theme goes from the system's to light and dark, and back",
    states.join() === "Auto true,Light true,Dark false,Auto true",
    states.join());
  await tab.emulateMedia({ colorScheme: "dark" });
  await tab.locator("button.theme").click(); // dark
  await tab.locator("button.theme").click(); // auto
  expect("as the system has it, it follows", await paper(tab) !== light);
}

// -- Keys ------------------------------------------------------------------------

const file = (tab) => tab.url().replace(/[#?].*/, "").split("/").pop();

async function arrows(tab) {
  await tab.keyboard.press("ArrowRight");
  await tab.waitForURL(/03-learning-rate/);
  await tab.keyboard.press("ArrowLeft");
  await tab.waitForURL(/02-basic-descent/);
  await tab.locator("figure[data-live]").first().scrollIntoViewIfNeeded();
  await tab.locator("figure.drawn .handle").first().focus();
  await tab.keyboard.press("ArrowRight");
  await tab.locator("input[type=range]").first().focus();
  await tab.keyboard.press("ArrowRight");
  await tab.waitForTimeout(300);
  expect("arrow keys that turn a knob turn no page",
    file(tab) === "02-basic-descent.html", file(tab));
}

// -- References ------------------------------------------------------------------

// One that leads out of the window.
async function farLink(tab, begin) {
  const links = tab.locator(`main a[href^="${begin}"]:is(.xref, ` +
    "[role=doc-biblioref])");
  const which = await links.evaluateAll((list) => list.findIndex((a) => {
    const to = document.getElementById(decodeURIComponent(a.hash.slice(1)));
    return !to || Math.abs(to.getBoundingClientRect().top -
      a.getBoundingClientRect().top) > 2000;
  }));
  return links.nth(which);
}

async function previews(tab) {
  const kinds = { "#fig:": "img", "#lst:": "pre", "#thm:": ".katex",
    "#out:": "samp", "#sec:": "h2", "bibliography.html#": ".csl-entry" };
  for (const [begin, what] of Object.entries(kinds)) {
    const link = await farLink(tab, begin);
    await link.scrollIntoViewIfNeeded();
    await link.hover();
    const box = tab.locator(".preview");
    await box.waitFor({ timeout: 5000 });
    expect(`a reference to ${begin} shows it`,
      await box.locator(what).count() > 0, await link.textContent());
    const { left, right, top, bottom } = await box.evaluate((e) =>
      e.getBoundingClientRect().toJSON());
    expect(`what ${begin} shows lies in the window`, left >= 0 &&
      right <= 1280 && top >= 0 && bottom <= 900);
    await tab.keyboard.press("Escape");
    expect("Escape closes it", await box.count() === 0);
    await tab.mouse.move(2, 2);
  }
}

// A section whose first paragraph has something in the margin.
async function previewAlone(tab) {
  await tab.goto(address(join(site, "04-optimizers.html")));
  const link = await farLink(tab, "#sec:nesterov");
  await link.scrollIntoViewIfNeeded();
  await link.hover();
  const box = tab.locator(".preview");
  await box.waitFor({ timeout: 5000 });
  expect("a section has a source in the margin",
    await tab.locator('[id="sec:nesterov"] + p .sidenote').count() === 1);
  expect("what a reference shows has no margin",
    await box.locator(".sidenote").count() === 0);
}

async function previewByKeys(tab) {
  const link = await farLink(tab, "#fig:");
  await link.scrollIntoViewIfNeeded();
  await tab.keyboard.press("Tab");
  await link.focus();
  await tab.locator(".preview").waitFor({ timeout: 5000 });
  expect("it is told to those who do not see it",
    await link.getAttribute("aria-describedby") === "preview");
}

// What stands on other pages, and that each reference there has its part.
function parts() {
  for (const page of pages()) {
    for (const [, stem, id] of read(page).matchAll(
      /href="([^"#:/]+)[.]html#([^"]+)" (?:class="xref"|role="doc-biblioref")/g)) {
      const script = read(join(site, "assets", "parts", `${stem}.js`));
      if (!script.includes(`"${id}": "`)) {
        complain(page, `${stem}.html#${id} has nothing to be shown`);
      }
    }
  }
}

// -- Taking code along ---------------------------------------------------------

async function copies(tab) {
  const take = async (selector) => {
    const button = tab.locator(`${selector} button.copy`).first();
    await button.hover();
    expect(`${selector}: the button is seen`, await button.evaluate((b) =>
      getComputedStyle(b).opacity) === "1");
    await button.click();
    await tab.waitForFunction((b) => b.textContent === "Copied",
      await button.elementHandle());
    return tab.evaluate(() => window.copied);
  };
  const code = await take(".listing");
  expect("a listing is copied as code", !/^\s*\d+ /m.test(code) &&
    code.includes("{\n") && code.endsWith("\n"), code.slice(0, 60));
  await tab.goto(address(join(site, "source/code/gd/descent.c.html")));
  expect("a source is copied as it is", await tab.locator(".cut").count() > 0 &&
    await take(".listing") === read("code/gd/descent.c"));
  await tab.goto(address(chapter));
  const commands = await take(".try");
  expect("commands are copied", /^(make |build\/bin\/|cc )/m.test(commands), commands);
}

// -- A source's page --------------------------------------------------------------

// It has no contents at its side: the way home is in the bar.
async function sourceAlone(tab) {
  expect("a source's page leads home", await tab.locator(".bar .home").isVisible());
  const { left, right } = await tab.locator("main").evaluate((main) =>
    main.getBoundingClientRect().toJSON());
  expect("a source stands in the middle", Math.abs(left + right - 1280) < 20,
    `${left} to ${right}`);
}

// -- Links to a place -------------------------------------------------------------

function permalinks() {
  for (const page of pages().filter((name) => /\d-[^/]*$/.test(name))) {
    const [text] = read(page).match(/<main[^]*<\/main>/);
    const has = (id) => text.includes(`class="permalink" href="#${id}"`);
    for (const [, id] of text.matchAll(
      /<(?:h[23]|figure|div)[^>]* id="([^"]+)"/g)) {
      if (/^(fig|lst|tbl|out|ex|thm):|^[a-z][a-z-]*$/.test(id) &&
        !has(id) && !/^fn|^refs?$/.test(id)) {
        complain(page, `${id} has no link to itself`);
      }
    }
  }
}

// A place that is led to stands at the top, and a little below it.
async function landed(tab) {
  const ids = await tab.evaluate(() =>
    [...document.querySelectorAll("main .permalink")].map((a) => a.hash));
  for (const hash of [ids[3], ids[10], ids.at(-8)]) {
    await tab.goto(address(chapter, hash));
    await tab.waitForTimeout(200);
    const top = await tab.evaluate((h) => document.getElementById(
      decodeURIComponent(h.slice(1))).getBoundingClientRect().top, hash);
    expect(`${hash} lands at the top`, top >= 0 && top < 120, `${top} px`);
  }
}

// -- The margin: notes, sources, and where listings come from -------------------

// Runs in the page: what stands in the margin must lie beside the text, within
// the window, and on nothing else. Without a margin the origin of a listing is
// in its caption, and the rest at the end of the page.
function margin() {
  const said = [];
  const box = (node) => node.getBoundingClientRect();
  const notes = [...document.querySelectorAll(".sidenote, .listing .origin")]
    .filter((node) => node.getClientRects().length > 0);
  const text = document.querySelector("main > p");
  const beside = notes.filter((node) => box(node).left > box(text).right);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 &&
    a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const others = [...document.querySelectorAll(
    "main > p, pre, .drawing, .controls, .output, .try, .summary, .equation")];
  for (const note of beside) {
    const near = [...others, ...beside].find((other) => other !== note &&
      !other.contains(note) && meet(box(other), box(note)));
    if (near) {
      said.push(`"${note.textContent.trim().slice(0, 30)}" lies on ` +
        `${near.closest("[id]").id} ${near.className}`);
    }
    if (box(note).right > innerWidth) said.push(`${note.textContent} runs off`);
  }
  const kinds = ["sidenote", "source", "origin"];
  return { said, beside: kinds.map((kind) => beside.filter((node) =>
    node.classList.contains(kind)).length), shown: notes.length,
  origins: document.querySelectorAll(".listing .origin").length };
}

async function besideText(tab) {
  for (const width of [320, 360, 768, 1280, 1920]) {
    await tab.setViewportSize({ width, height: 900 });
    await tab.evaluate(() => Promise.all([...document.images].map((image) => {
      image.loading = "eager";
      return image.decode();
    })));
    const { said, beside, shown, origins } = await tab.evaluate(margin);
    const [notes, sources, listed] = beside;
    if (shown < origins) said.push("listings do not say where they come from");
    const few = /[/]\d\d-/.test(tab.url()) ? 1 : 0; // of sources, in a chapter
    if (width < 1248 ? notes + listed > 0
      : sources < few || notes < sources || listed < origins) {
      said.push(`in the margin are ${notes} notes, ${sources} of them sources, ` +
        `and ${listed} of ${origins} origins`);
    }
    const page = new URL(tab.url()).pathname;
    for (const what of said) complain(page, `${width} px: ${what}`);
  }
}

// -- What others are told of a page -------------------------------------------------

function told() {
  const seen = new Map();
  for (const page of pages()) {
    const text = read(page);
    const [, words] = text.match(/<meta name="description" content="([^"]+)"/) ??
      [];
    if (!words) complain(page, "has no description");
    if (seen.has(words)) complain(page, `is described like ${seen.get(words)}`);
    seen.set(words, page);
    const named = page.includes("/source/") ? []
      : ["title", "description", "image", "locale"];
    for (const name of named) {
      if (!text.includes(`<meta property="og:${name}" content="`)) {
        complain(page, `has no og:${name}`);
      }
    }
    if (!text.includes('rel="icon"')) complain(page, "has no icon");
  }
}

try {
  parts();
  permalinks();
  told();
  for (const act of [contents, escape, toSection]) {
    await visit(chapter, phone, act);
  }
  await visit(chapter, { ...phone, javaScriptEnabled: false }, contents);
  for (const act of [theme, arrows, previews, previewAlone, previewByKeys, landed,
    copies]) {
    await visit(chapter, { ...desk, colorScheme: "light" }, act);
  }
  await visit(join(site, "source/code/gd/descent.c.html"), desk, sourceAlone);
  for (const page of pages().filter((name) =>
    /[/]site[/](\d\d|[A-D])-[^/]*$/.test(name)).filter(mine)) {
    await visit(page, desk, besideText);
  }
} finally {
  await browser.close();
}
finish();
