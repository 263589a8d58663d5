// usage: page.mjs [FIGURE...]
//
// Live figures as a reader meets them: every one that is on the built pages, in
// Chromium, from file://, light and dark, on a desk and on a phone. BUILD names
// the build. V=1 tells how long each part takes, ONLY=hands does only those
// whose names have that. With SHARE only some: see tests/share.mjs.
import { mkdirSync } from "node:fs";
import { mine, shares } from "../share.mjs";
import { launch } from "../site/browser.mjs";
import { bare } from "./bare.mjs";
import { finish, work } from "./checks.mjs";
import { address, chapters, figures, onPages, room } from "./figures.mjs";
import { inTurn, views } from "./tab.mjs";
import { broken } from "./page-broken.mjs";
import { appears, damageable, likeItsTwin, look, twinView }
  from "./page-look.mjs";
import { hands } from "./page-hands.mjs";
import { linked, links, senselessAtFirst } from "./page-links.mjs";
import { memory, numbers, speed } from "./page-numbers.mjs";
import { hurry } from "./probe.mjs";
import { sessions } from "./sessions.mjs";
import { busy, worker } from "./page-worker.mjs";

mkdirSync(room, { recursive: true });
const [deskLight, deskDark, phoneLight] = views;
const browser = await launch();
const site = await bare(browser);

// Of a share of the figures each part, and each view, has others: so each of them
// is tried in some way.
let dealt = 0;
function deal() {
  dealt += 1;
  return onPages.map(([page, list]) => [page, list.filter((figure) =>
    mine(figure, figures.indexOf(figure) + dealt))])
    .filter(([, list]) => list.length > 0);
}

// The figures of each page in one tab: [name, view], and where; all that are dealt,
// or these.
const parts = (about, part, some, { where, init = [], as = (v) => v, these } = {}) =>
  some.flatMap(([name, view]) => (these ?? deal()).map(([page, list]) => {
    const what = `${name}: ${about}`;
    return [`${page}, ${what}`, () => inTurn(browser, what, as(view),
      address(page, "", where), list, part, { init })];
  }));
const bared = { where: site, init: [hurry] };
const both = [deskLight, phoneLight];
const shared = deal(); // those whose links are taken and then followed
const only = ([what]) => what.includes(process.env.ONLY ?? "");

try {
  // What takes longest comes first; what is timed has the machine to itself.
  await work([
    ...worker(browser, deskLight, site).filter(mine),
    ...parts("hands", hands, both, bared),
    ...parts("look", look, both, bared),
    ...parts("links", links, [deskLight], { ...bared, these: shared }),
    ...parts("like its twin", likeItsTwin, both,
      { where: site, init: [hurry, damageable], as: twinView }),
    ...onPages.filter(mine).map(([page, list]) => [`${page}: memory`,
      () => memory(browser, page, deskLight[1], address(page, "", site), list)]),
    ...parts("on its page", appears, both),
    ["numbers", () => numbers(browser, deskLight[1], deal())],
    ...sessions(browser, deskLight[1], deal()),
    ...broken(browser, deskDark[1], site).filter(mine),
    ...chapters.map((chapter, which) => [`${chapter}: a senseless link`,
      (where) => senselessAtFirst(browser, where, deskLight[1], which)])
      .filter(mine),
    ...shared.flatMap(([, list]) => list).map((figure) => [`${figure.id}: a link`,
      (where) => linked(browser, where, deskLight[1], figure, site)]),
  ].filter(only), 2);
  await work([...busy(browser, deskLight),
    ...parts("speed", speed, both)].filter(only), 1);
} finally {
  await browser.close();
}
// Some hundred a figure.
finish(process.env.ONLY ? 1 : figures.length * 100 / shares);
