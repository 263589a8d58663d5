// usage: dark-figures.mjs OUTDIR
//
// Each figure as Chromium shows it on a dark page, two pixels a point, into
// OUTDIR/CHAPTER/NAME-chromium.png.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const out = process.argv[2];
const figures = resolve(process.env.BUILD ?? "build", "figures");

function rows(chapter) {
  const text = readFileSync(join(figures, chapter, "index.tsv"), "utf8");
  return text.trim().split("\n").slice(1).map((line) => line.split("\t"))
    .flatMap(([name, width, height, , , ...narrow]) =>
      [[name, width, height],
        ...narrow[0] === "-" ? [] : [[`${name}.narrow`, ...narrow]]]);
}

// As a page of the book has them; a pixel of CSS stands for a point.
const page = (chapter) => `<!DOCTYPE html>
<meta name="color-scheme" content="dark">
<style>body { margin: 0 } img { display: block }</style>
${rows(chapter).map(([name, width, height]) =>
    `<img id="${name}" width="${width}" height="${height}"
      src="${pathToFileURL(join(figures, chapter, `${name}.svg`))}">`)
    .join("\n")}`;

const browser = await launch();
try {
  const view = await browser.newPage({ colorScheme: "dark",
    deviceScaleFactor: 2, viewport: { width: 800, height: 900 } });
  for (const chapter of readdirSync(figures)) {
    const file = join(out, chapter, "figures.html");
    writeFileSync(file, page(chapter));
    await view.goto(pathToFileURL(resolve(file)).href);
    for (const [name] of rows(chapter)) {
      await view.locator(`[id="${name}"]`).screenshot(
        { path: join(out, chapter, `${name}-chromium.png`) });
    }
  }
} finally {
  await browser.close();
}
