// The pictures of the site and of the EPUB, and what the figures were drawn from:
// each SVG is well-formed and says what it shows, to those who do not see it and
// to those who search for a word in it; each file of data draws its figure, to the
// byte; the printed ones lack nothing; and all of the site is not too heavy to be
// taken along.
import { spawnSync } from "node:child_process";
import {
  mkdtempSync, readFileSync, readdirSync, rmSync, statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { launch } from "./browser.mjs";
import { folder, layouts } from "./figures.mjs";
import { complain, files, finish, pages, read, site } from "./site.mjs";

const build = process.env.BUILD ?? "build";
const limit = 90e6; // bytes of the site, with the sources and the downloads

// -- What they say -------------------------------------------------------------

// In a page: what a picture says by itself, or why that cannot be told.
const said = (text) => {
  const picture = new DOMParser().parseFromString(text, "image/svg+xml");
  if (picture.querySelector("parsererror")) return { trouble: "is no XML" };
  const root = picture.documentElement;
  const named = (attribute, tag) => {
    const element = picture.getElementById(root.getAttribute(attribute));
    return element?.localName === tag ? element.textContent.trim() : "";
  };
  return { role: root.getAttribute("role"), title: named("aria-labelledby", "title"),
    description: named("aria-describedby", "desc") };
};

function* faults(picture, words) {
  if (picture.trouble) {
    yield picture.trouble;
    return;
  }
  if (picture.role !== "img") yield `has the role ${picture.role}, not img`;
  if (!picture.title) yield "has no title";
  if (!picture.description) yield "has no description";
  for (const word of words.filter((label) => /[A-Za-z]{2}/.test(label))) {
    if (!picture.description?.includes(word)) yield `does not say "${word}"`;
  }
}

async function checkSaid(tab) {
  const alts = new Map();
  for (const page of pages()) {
    const images = read(page).matchAll(
      /<img [^>]*src="(figures[^"]*)"[^>]* alt="([^"]*)"/g);
    for (const [, file, alt] of images) {
      if (!alts.has(file) || !page.endsWith("index.html")) alts.set(file, alt);
    }
  }
  for (const file of files(join(site, "figures"))) {
    const own = relative(join(site, "figures"), file);
    const picture = await tab.evaluate(said, read(file));
    for (const fault of faults(picture, layouts.get(own)?.words ?? [])) {
      complain(file, fault);
    }
    const alt = alts.get(`figures/${own.replace(".narrow", "")}`);
    const decoded = await tab.evaluate((html) =>
      new DOMParser().parseFromString(html ?? "", "text/html").body.textContent, alt);
    if (!alt || !picture.description?.startsWith(decoded)) {
      complain(file, "is not described as its page does it");
    }
  }
  // As it is drawn it says nothing: the above must notice.
  const [name] = layouts.keys();
  const bare = await tab.evaluate(said, read(join(folder, name)));
  for (const picture of [bare, await tab.evaluate(said, "<svg>")]) {
    if ([...faults(picture, [])].length === 0) {
      complain(name, "passes without a word of its own");
    }
  }
}

// pandoc packs the pictures of the EPUB under names of its own.
async function checkPacked(tab) {
  const epub = join(build, "downhill.epub");
  const unzip = (...args) => spawnSync("unzip", args,
    { encoding: "utf8", maxBuffer: 1e8 }).stdout;
  const names = unzip("-Z1", epub).split("\n").filter((file) => file.endsWith(".svg"));
  // The playground is a page of the site alone.
  const shown = new Set(pages().filter((page) => !page.endsWith("playground.html"))
    .flatMap((page) => [...read(page).matchAll(/ src(?:set)?="(figures\/[^"]+\.svg)"/g)]
      .map(([, file]) => file)));
  if (names.length !== shown.size) {
    complain(epub, `has ${names.length} pictures of ${shown.size}`);
  }
  for (const name of names) {
    const picture = await tab.evaluate(said, unzip("-p", epub, name));
    for (const fault of faults(picture, [])) complain(epub, `${name} ${fault}`);
  }
}

// -- What they were drawn from ----------------------------------------------------

function checkData(work) {
  const data = files(join(site, "data"));
  if (data.length === 0) complain(site, "has no data of its figures");
  for (const file of data) {
    const [chapter, name] = relative(join(site, "data"), file)
      .replace(".tsv.gz", "").split("/");
    const drawn = spawnSync(join(build, "bin/figures", chapter), ["-", work, name],
      { input: gunzipSync(readFileSync(file)), encoding: "utf8" });
    const [got, wanted] = [work, join(folder, chapter)].map((place) =>
      readdirSync(place).filter((entry) => entry.endsWith(".svg") &&
        entry.split(".")[0] === name)
        .map((entry) => [entry, read(join(place, entry))]).join("\n"));
    if (drawn.status !== 0 || got !== wanted) {
      complain(file, `does not draw its figure ${drawn.stderr.trim()}`);
    }
  }
}

// -- What is printed ---------------------------------------------------------------

// What a narrow layout does not say of the wide one.
function lost(wide, narrow) {
  const words = ({ words: labels }) => labels.join(" ").split(/\s+/)
    .filter((word) => /[A-Za-z]{2}/.test(word));
  const said = words(narrow);
  return words(wide).filter((word) => {
    const at = said.indexOf(word);
    if (at >= 0) said.splice(at, 1);
    return at < 0;
  });
}

// The narrow layout is for paper only where nothing goes with it.
function checkPrinted() {
  let beside = 0, poorer = 0;
  for (const [name, narrow] of layouts) {
    const wide = layouts.get(name.replace(".narrow", ""));
    if (!narrow.isNarrow) continue;
    const words = lost(wide, narrow);
    if (narrow.isPrinted) {
      beside += 1;
      if (words.length > 0) complain(name, `is printed without "${words[0]}"`);
      if (narrow.height > wide.height) complain(name, "is higher in print");
    } else if (words.length > 0) {
      poorer += 1;
    }
  }
  if (beside === 0 || poorer === 0) complain(folder, "no layouts are compared");
}

function checkWeight() {
  const bytes = files().reduce((sum, file) => sum + statSync(file).size, 0);
  if (bytes > limit) {
    complain(site, `${Math.round(bytes / 1e6)} MB, more than ${limit / 1e6}`);
  }
}

const work = mkdtempSync(join(tmpdir(), "drawings-"));
const browser = await launch();
try {
  const tab = await browser.newPage();
  await checkSaid(tab);
  await checkPacked(tab);
  checkData(work);
  checkPrinted();
  checkWeight();
} finally {
  await browser.close();
  rmSync(work, { recursive: true });
}
finish();
