// usage: dark-figures.mjs OUTDIR CHAPTER/NAME...
//
// Figures as Chromium shows them on a dark page, two pixels a point, into
// OUTDIR/CHAPTER/NAME-chromium.png.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { folder, layouts } from "./figures.mjs";

const [out, ...figures] = process.argv.slice(2);
const files = figures.map((figure) => `${figure}.svg`);
const chapters = new Set(files.map((file) => file.split("/")[0]));
const filesOf = (chapter) =>
  files.filter((file) => file.startsWith(`${chapter}/`));
const nameOf = (file) => file.split("/")[1].replace(/\.svg$/, "");

// As a page of the book has them; a pixel of CSS stands for a point.
const page = (chapter) => `<!DOCTYPE html>
<meta name="color-scheme" content="dark">
<style>body { margin: 0 } img { display: block }</style>
${filesOf(chapter).map((file) => {
    const { width, height } = layouts.get(file);
    return `<img id="${nameOf(file)}" width="${width}" height="${height}"
      src="${pathToFileURL(resolve(folder, file))}">`;
  }).join("\n")}`;

const browser = await launch();
try {
  const view = await browser.newPage({ colorScheme: "dark",
    deviceScaleFactor: 2, viewport: { width: 800, height: 900 } });
  for (const chapter of chapters) {
    const file = join(out, chapter, "figures.html");
    writeFileSync(file, page(chapter));
    await view.goto(pathToFileURL(resolve(file)).href);
    for (const name of filesOf(chapter).map(nameOf)) {
      await view.locator(`[id="${name}"]`).screenshot(
        { path: join(out, chapter, `${name}-chromium.png`) });
    }
  }
} finally {
  await browser.close();
}
