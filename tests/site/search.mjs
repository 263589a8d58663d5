// The search as a reader uses it, in pages opened from their files: what is
// found first, by keyboard and by finger; that it loads nothing before it is
// used and asks no network; and that its index is the same bytes twice, and light.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, mkdirSync }
  from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { axeFile, launch } from "./browser.mjs";
import { complain, finish, site } from "./site.mjs";

const index = join(site, "assets/search-index.js");
const page = join(site, "02-basic-descent.html");
const expect = (ok, what) => ok || complain(page, `search: ${what}`);

// What a reader asks, and what the first of the places, its kind and its
// title, must be.
const queries = [
  ["Nesterov", /^(Section|Term) .*Nesterov/],
  ["learning rate", /^(Page|Term) .*learning rate/i],
  ["momentum", /^(Section|Term) .*momentum/i],
  ["penguins", /^(Section|Term|Figure|Listing|Table) .*penguin/i],
  ["gd_descend", /^Name gd_descend function/],
  ["gd_minimise", /^Name gd_minimise function/],
  ["GD_CONVERGED", /^Name GD_CONVERGED enumerator/],
  ["descent lemma", /^(Theorem|Section|Term) .*descent lemma/i],
  ["momentm", /momentum/i],
  ["nester", /Nesterov/],
  ["Figure 2.3", /^Figure .*Figure 2\.3 /],
  ["how does momentum help", /momentum/i],
];

async function open(browser, file, options) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  const asked = [];
  tab.on("request", (request) => asked.push(request.url()));
  tab.on("pageerror", (error) => complain(file, `search: ${error.message}`));
  await tab.goto(pathToFileURL(resolve(file)).href);
  return { context, tab, asked };
}

async function type(tab, words) {
  await tab.locator("#search").fill("");
  await tab.locator("#search").pressSequentially(words);
  await tab.waitForSelector("#found .hit, .search .told:not(:empty)");
}

// With its places open, by day and by night.
async function barriers(browser) {
  for (const colorScheme of ["light", "dark"]) {
    const { context, tab } = await open(browser, page,
      { colorScheme, viewport: { width: 1280, height: 900 } });
    await type(tab, "momentum");
    await tab.evaluate(readFileSync(axeFile, "utf8"));
    const found = await tab.evaluate(async () => (await window.axe.run(
      ".search", { resultTypes: ["violations"] })).violations
      .map(({ help, nodes }) => `${help}: ${nodes[0].html.slice(0, 100)}`));
    for (const what of found) expect(false, `${colorScheme}: ${what}`);
    await context.close();
  }
}

async function onDesk(browser) {
  const { context, tab, asked } = await open(browser, page,
    { viewport: { width: 1280, height: 900 } });
  expect(!asked.some((url) => /search-index|search-names|minisearch/.test(url)),
    "its index is loaded before it is used");
  await tab.evaluate(() => scrollTo(0, 3000));
  await tab.keyboard.press("/");
  const focused = await tab.evaluate(() => document.activeElement.id);
  expect(focused === "search", "/ does not lead to the field");
  expect(await tab.evaluate(() => scrollY) === 3000, "/ moves the page");
  for (const [words, first] of queries) {
    await type(tab, words);
    const hit = await tab.locator("#found .hit").first().innerText()
      .catch(() => "nothing");
    expect(first.test(hit.replace(/\s+/g, " ")),
      `“${words}” finds first: ${hit.slice(0, 200)}`);
  }
  expect(await tab.locator("#found mark").count() > 0, "no word is marked");
  expect(/^Places found: \d+$/.test(await tab.textContent(".search .told")),
    "the number of hits is not told");

  await type(tab, "zzyzx");
  expect(/^Nothing .*zzyzx/.test(await tab.innerText(".search .told")),
    "no hits are not told");
  await tab.keyboard.press("Escape");
  expect(await tab.isHidden(".search .told"), "Escape does not close");

  await type(tab, "a/b");
  expect(await tab.inputValue("#search") === "a/b", "/ cannot be typed");
  await type(tab, "momentum");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("ArrowDown");
  const active = await tab.getAttribute("#search", "aria-activedescendant");
  expect(active === "found-1", `two arrows choose ${active}`);
  const href = await tab.getAttribute("#found-1", "href");
  await tab.keyboard.press("Enter");
  await tab.waitForURL((url) => url.href.endsWith(href), { timeout: 5000 })
    .catch(() => complain(page, `search: Enter does not lead to ${href}`));
  expect(asked.every((url) => /^(file|data|blob):/.test(url)),
    "it asks the network");
  await context.close();
}

// What could not be loaded is asked for again when the next word is typed.
async function again(browser) {
  const { context, tab } = await open(browser, page);
  await tab.evaluate(() => {
    document.head.append = (script) => {
      script.src = "assets/gone.js";
      document.head.appendChild(script);
    };
  });
  await type(tab, "m");
  expect(/does not work/.test(await tab.textContent(".search .told")),
    "that its index cannot be loaded is not told");
  await tab.evaluate(() => { delete document.head.append; });
  await type(tab, "momentum");
  await tab.waitForSelector("#found .hit", { timeout: 5000 })
    .catch(() => expect(false, "it does not try again"));
  await context.close();
}

async function onPhone(browser) {
  for (const file of [page, join(site, "index.html")]) {
    const { context, tab } = await open(browser, file,
      { viewport: { width: 320, height: 640 }, hasTouch: true });
    await tab.tap("#search");
    await type(tab, "learning rate");
    const box = await tab.locator("#found").boundingBox();
    if (!box || box.x < 0 || box.x + box.width > 320) {
      complain(file, "search: the list does not fit a window of 320 px");
    }
    if (await tab.evaluate(() => document.documentElement.scrollWidth > 320)) {
      complain(file, "search: the page scrolls sideways at 320 px");
    }
    const href = await tab.getAttribute("#found-0", "href");
    await tab.tap("#found-0");
    await tab.waitForURL((url) => url.href.endsWith(href), { timeout: 5000 })
      .catch(() => complain(file, `search: a tap does not lead to ${href}`));
    await context.close();
  }
  const { context, tab } = await open(browser, page,
    { javaScriptEnabled: false });
  expect(await tab.isHidden("#search"), "the field is shown without script");
  await context.close();
}

// Made again, from the pages and the figures alone.
function remade() {
  const copy = mkdtempSync(join(tmpdir(), "search-"));
  try {
    mkdirSync(join(copy, "assets"));
    for (const name of readdirSync(site)) {
      if (name.endsWith(".html") || name === "figures") {
        cpSync(join(site, name), join(copy, name), { recursive: true });
      }
    }
    execFileSync("node", ["press/html/search.mjs", copy]);
    return readFileSync(join(copy, "assets/search-index.js"));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const bytes = readFileSync(index);
if (!bytes.equals(remade())) complain(index, "made again it is other bytes");
const names = readFileSync(join(site, "assets/search-names.js"));
const weight = (gzipSync(bytes).length + gzipSync(names).length) / 1024;
if (weight > 300) complain(index, `${Math.round(weight)} KB gzipped`);

const browser = await launch();
try {
  await onDesk(browser);
  await again(browser);
  await onPhone(browser);
  await barriers(browser);
} finally {
  await browser.close();
}
finish();
