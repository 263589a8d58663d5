#!/usr/bin/env node
// usage: tests/readme/pictures.mjs take|compare BUILD
//
// The README's pictures, taken from the pages of BUILD; or whether the pages still
// look as the pictures say. What is compared is coarse, for another machine's
// letters are other pixels: what has moved is told, the edge of a letter is not.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "../site/browser.mjs";

const [task, build = "build"] = process.argv.slice(2);
const folder = "press/readme";

const shots = [
  { name: "page", page: "03-learning-rate.html", size: { width: 1280, height: 960 } },
  { name: "live", page: "02-basic-descent.html", size: { width: 1000, height: 900 },
    figure: "fig:beale-path",
    turned: { rate: 0.005, "start-x": -2, "start-y": 2, steps: 3000 } },
];

// Where a figure lies, which reaches beyond the text.
function place(id) {
  const figure = document.getElementById(id);
  figure.scrollIntoView({ block: "center" });
  const boxes = [...figure.children].map((part) => part.getBoundingClientRect());
  const x = Math.min(...boxes.map((box) => box.left)) - 16;
  const y = Math.min(...boxes.map((box) => box.top)) - 8;
  return { x, y, width: Math.max(...boxes.map((box) => box.right)) + 16 - x,
    height: Math.max(...boxes.map((box) => box.bottom)) + 8 - y };
}

async function shoot(browser, { page: file, size, figure, turned }) {
  const tab = await browser.newPage({ viewport: size, colorScheme: "light" });
  await tab.goto(pathToFileURL(resolve(build, "site", file)).href);
  await tab.evaluate(() => document.fonts.ready);
  let clip;
  if (figure) {
    clip = await tab.evaluate(place, figure);
    await tab.evaluate((set) => window.downhill.set(...set), [figure, turned]);
  }
  await tab.waitForTimeout(500);
  const picture = await tab.screenshot({ animations: "disabled", clip });
  await tab.close();
  return picture;
}

// Runs in a page: how many fields, of 48 by 36, of two pictures are of another
// shade.
async function difference(pair) {
  const fields = await Promise.all(pair.map(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 48, height: 36 });
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, 48, 36);
    return context.getImageData(0, 0, 48, 36).data;
  }));
  const changed = new Set();
  fields[0].forEach((value, i) => {
    if (Math.abs(value - fields[1][i]) > 16) changed.add(i >> 2);
  });
  return changed.size;
}

const most = 6;
const asUrl = (data) => `data:image/png;base64,${data.toString("base64")}`;

let wrong = 0;
const browser = await launch();
try {
  const tab = await browser.newPage();
  for (const shot of shots) {
    const path = `${folder}/${shot.name}.png`;
    const picture = await shoot(browser, shot);
    if (task === "take") {
      writeFileSync(path, picture);
    } else {
      const other = existsSync(path)
        ? await tab.evaluate(difference, [picture, readFileSync(path)].map(asUrl))
        : Infinity;
      if (other > most) {
        console.log(`${path} is not as the page is (${other} fields differ): ` +
          "tests/readme/pictures.mjs take");
        wrong += 1;
      }
    }
  }
} finally {
  await browser.close();
}
process.exit(wrong ? 1 : 0);
