// usage: page.mjs [FIGURE...]
//
// Live figures as a reader meets them: every one that is on the built pages, in
// Chromium, from file://, light and dark, on a desk and on a phone. BUILD names
// the build. V=1 tells how long each part takes.
import { mkdirSync } from "node:fs";
import { launch } from "../site/browser.mjs";
import { finish, work } from "./checks.mjs";
import { figures, room } from "./figures.mjs";
import { views } from "./tab.mjs";
import { broken } from "./page-broken.mjs";
import { look } from "./page-look.mjs";
import { hands } from "./page-hands.mjs";
import { links } from "./page-links.mjs";
import { memory, numbers, speed } from "./page-numbers.mjs";
import { sessions } from "./sessions.mjs";
import { worker } from "./page-worker.mjs";

mkdirSync(room, { recursive: true });
const [deskLight, deskDark, phoneLight] = views;
const parts = (about, part, some) => figures.flatMap((figure) =>
  some.map(([view, settings]) => {
    const where = `${figure.id}, ${view}`;
    return [`${where}: ${about}`,
      () => part(browser, where, settings, figure)];
  }));

const browser = await launch();
try {
  // What takes longest comes first; what is timed has the machine to itself.
  await work([
    ...parts("memory", memory, [deskLight]),
    ...worker(browser, deskLight[1]),
    ...parts("hands", hands, [deskLight, phoneLight]),
    ...parts("links", links, [deskLight]),
    ["numbers", () => numbers(browser, deskLight[1])],
    ...parts("look", look, views),
    ...sessions(browser, deskLight[1]),
    ...broken(browser, deskDark[1]),
  ], 2);
  await work(parts("speed", speed, [deskLight, phoneLight]), 1);
} finally {
  await browser.close();
}
// Some hundred a figure.
finish(figures.length * 100);
