// The code as a web: the pages of the sources are the sources, line by line; each
// listing is still what its file says; names lead to what they mean there, show
// their declaration to the mouse and to the keyboard, and have the ink of the code.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { complain, files, finish, pages, read, site } from "./site.mjs";

const chapter = (name) => join(site, `${name}.html`);
const decode = (html) => html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<")
  .replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'")
  .replace(/&amp;/g, "&");

// -- The pages of the sources -------------------------------------------------

const sources = files(join(site, "source")).filter((file) => /\.[ch]$/.test(file));
const cuts = new Map(); // from a source's page to the listings it leads back to

function sourcePages() {
  if (sources.length < 100) complain(site, `only ${sources.length} sources`);
  for (const file of sources) {
    const page = `${file}.html`;
    const text = read(page);
    const lines = readFileSync(file, "utf8").replace(/\n+$/, "").split("\n");
    const shown = [...text.matchAll(
      /<span class="l" id="L(\d+)"><span.*? data-n="\1"><.span>(.*?)<.span>(?:<.code><.pre>)?$/gm)];
    lines.forEach((line, i) => {
      const [, number, html] = shown[i] ?? [];
      if (+number !== i + 1 || decode(html) !== line) {
        complain(page, `line ${i + 1} is not that of the source`);
      }
    });
    if (shown.length !== lines.length) complain(page, `${shown.length} lines`);
    cuts.set(relative(site, page), new Set([...text.matchAll(
      /<span class="cut"><a href="(?:\.\.\/)+([^"]+)"/g)].map(([, to]) => to)));
  }
}

// Each use that is told has the name in its line.
function uses() {
  let count = 0;
  for (const file of sources) {
    const page = `${file}.html`;
    for (const [, name, places] of read(page).matchAll(
      /<li id="use-[^"]*"><a href="#L\d+"><code>(\w+)<.code><.a>(.*)<.li>/g)) {
      for (const [, to, line] of places.matchAll(/href="([^"#]*)#L(\d+)"/g)) {
        const other = to ? join(page, "..", to).replace(/\.html$/, "") : file;
        const has = read(other).split("\n")[line - 1].match(/\w+/g)?.includes(name);
        if (!has) complain(page, `${name} is not in line ${line} of ${other}`);
        count += 1;
      }
    }
  }
  if (count < 10000) complain(site, `only ${count} uses of names`);
}

// -- The listings -------------------------------------------------------------

const listing = new RegExp('<figure class="listing" id="([^"]+)">\\s*' +
  '<figcaption>[^]*?href="(source/[^"#]+\\.html)[^]*?</figcaption>\\s*' +
  '<pre class="code"><code class="c">([^]*?)</code></pre>', "g");

function listings() {
  let names = 0;
  // The whole book has them once more.
  for (const page of pages().filter((name) => !/source.|book.html$/.test(name))) {
    for (const [, id, source, code] of read(page).matchAll(listing)) {
      const lines = read(join(site, source.replace(/\.html$/, ""))).split("\n");
      for (const line of code.split("\n")) {
        const [, number] = line.match(/data-n="(\d+)"/);
        if (decode(line).trim() !== lines[number - 1].trim()) {
          complain(page, `${id}: line ${number} is not that of ${source}`);
        }
      }
      names += code.split('<a class="name"').length - 1;
      if (!cuts.get(source).has(`${relative(site, page)}#${id}`)) {
        complain(page, `${source} does not lead back to ${id}`);
      }
    }
  }
  if (names < 3000) complain(site, `only ${names} names in listings`);
}

// What a name in a listing leads to; null: it is a local's, and leads nowhere.
const meant = [
  ["06-optimizer-separation", "lst:momentum", "gd_optimizer", "#lst:optimizer"],
  ["06-optimizer-separation", "lst:optimizer", "gd_method", "#lst:method"],
  ["04-optimizers", "lst:momentum-loop", "run",
    "source/code/shared/plan.h.html#L27"],
  ["04-optimizers", "lst:momentum-loop", "GD_CONVERGED",
    "02-basic-descent.html#lst:outcome"],
  ["04-optimizers", "lst:momentum-loop", "momentum_loop",
    "source/code/04-optimizers.c.html#L38"],
  ["04-optimizers", "lst:momentum-loop", "steps",
    "source/code/shared/plan.h.html#L28"], // not that of another structure
  ["04-optimizers", "lst:momentum-loop", "isfinite", null],
  ["04-optimizers", "lst:momentum-loop", "beta", null],
  ["04-optimizers", "lst:momentum-loop", "v", null],
];

function meanings() {
  for (const [page, id, name, to] of meant) {
    const file = chapter(page);
    const code = [...read(file).matchAll(listing)].find(([, own]) => own === id)?.[3];
    const [, href = null] =
      code?.match(new RegExp(`<a class="name" href="([^"]+)"[^>]*>${name}</a>`)) ?? [];
    if (!code || href !== to) complain(file, `${id}: ${name} leads to ${href}`);
  }
}

function index() {
  const file = chapter("index-of-names");
  const entries = new Map([...read(file).matchAll(
    /<li><code>(\w+)<.code>.*?<a href="([^"]+)">([^<]+)<.a>/g)]
    .map(([, name, to, where]) => [name, { to, where }]));
  if (entries.size < 1000) complain(file, `only ${entries.size} names`);
  const { to, where } = entries.get("gd_optimizer") ?? {};
  if (to !== "06-optimizer-separation.html#lst:optimizer" ||
    where?.replace("\u00a0", " ") !== "Listing 6.5") {
    complain(file, `gd_optimizer is at ${to}, ${where}`);
  }
}

// -- In a browser -------------------------------------------------------------

async function shown(browser, colorScheme) {
  const file = chapter("06-optimizer-separation");
  const tab = await browser.newPage({ colorScheme,
    viewport: { width: 1280, height: 900 } });
  await tab.goto(pathToFileURL(file).href);
  const name = tab.locator("[id='lst:momentum'] a.name", { hasText: "gd_optimizer" })
    .first();
  await name.scrollIntoViewIfNeeded();
  await tab.waitForTimeout(300); // scrolling closes what is shown
  const ink = await name.evaluate((link) =>
    [link, link.parentElement].map((e) => getComputedStyle(e).color));
  if (ink[0] !== ink[1]) complain(file, `a name is ${ink[0]} in ${ink[1]}`);
  for (const reach of [() => name.hover(), async () => {
    await name.focus();
    await tab.keyboard.press("Shift+Tab");
    await tab.keyboard.press("Tab");
  }]) {
    await tab.mouse.move(0, 0);
    await tab.locator(".preview").waitFor({ state: "detached" });
    await reach();
    const text = await tab.locator(".preview").innerText({ timeout: 5000 })
      .catch(() => "nothing");
    if (!text.includes("typedef struct gd_optimizer {")) {
      complain(file, `gd_optimizer shows ${text.slice(0, 80)}`);
    }
    await tab.keyboard.press("Escape");
  }
  await tab.close();
}

async function withoutScript(browser) {
  const file = join(site, "source/code/gd/descent.c.html");
  const context = await browser.newContext({ javaScriptEnabled: false,
    viewport: { width: 360, height: 700 } });
  const tab = await context.newPage();
  await tab.goto(`${pathToFileURL(file).href}#L20`);
  const [top, wide] = await tab.evaluate(() => [
    document.getElementById("L20").getBoundingClientRect().top,
    document.documentElement.scrollWidth]);
  if (top < 40 || top > 300) complain(file, `#L20 stands at ${top} px`);
  if (wide > 360) complain(file, `is ${wide} px wide on a telephone`);
  await tab.locator(".cut a").first().click();
  await tab.waitForURL(/\d-[^/]*\.html#lst:/, { timeout: 5000 })
    .catch(() => complain(file, "does not lead back to a listing"));
  await context.close();
}

sourcePages();
uses();
listings();
meanings();
index();
const browser = await launch();
try {
  await shown(browser, "light");
  await shown(browser, "dark");
  await withoutScript(browser);
} finally {
  await browser.close();
}
finish();
