// What is drawn: as the book's picture at the book's knobs, something else at
// others, and the very same again after a reset.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { axeFile } from "../site/browser.mjs";
import { check } from "./checks.mjs";
import { room } from "./figures.mjs";

const build = process.env.BUILD ?? "build";
const INK = 0.01; // the least share of pixels that are not paper

// The tolerances of tests/picture.h. Cairo and the canvas set letters each in
// its own way, and a canvas lies on whole pixels: both matter less the more
// pixels there are. With three for one both widths have four to a point.
const NEAR = 0.17;
const WIDE = 0.06; // many pale layers or cells upon each other
const SHARP = 3;
const FINER = 2;

const run = promisify(execFile);
const axe = readFileSync(axeFile, "utf8");

// At the book's knobs, by figure and view: the page of the book and the one
// that is bare must have drawn the same.
const first = new Map();

function remember(where, hash) {
  const before = first.get(where);
  first.set(where, hash);
  if (before === undefined) return;
  check(where, "without the page about it, it has the very pixels",
    hash === before, `${before} and ${hash}`);
}

// On the page of the book.
export async function appears(tab, where, { id }, view) {
  const far = await tab.evaluate((i) => {
    scrollTo(0, 0);
    const figure = document.getElementById(i);
    return !figure.classList.contains("drawn") &&
      figure.getBoundingClientRect().top > 3 * innerHeight;
  }, id);
  await tab.ask("seen");
  if (far) {
    check(where, "nothing is drawn before it comes near",
      !(await tab.ask("state", id)).drawn);
  }
  const layout = () => tab.evaluate((i) =>
    [document.documentElement.scrollHeight,
      document.getElementById(i).offsetHeight].join(), id);
  await tab.evaluate(() => document.fonts.ready.then(() => {}));
  const before = await layout();
  const book = await tab.ask("state", id);
  await tab.near(id);
  const state = await tab.ask("state", id);
  check(where, "the canvas appears when it comes near",
    state.drawn && state.canvas && !state.image, state.sentence);
  check(where, "a pixel of the canvas is one of the screen", state.fits);
  check(where, "the canvas is not blank", await tab.ask("ink", id) > INK);
  check(where, "nothing moves when it appears", await layout() === before,
    `${before} and ${await layout()}`);
  check(where, "the page's knobs are the program's",
    state.values === book.values && state.words === book.words,
    `${state.words} for ${book.words}`);
  if (view.hasTouch) await forFingers(tab, where, id);
  remember(where, await tab.ask("hash", id));
}

// Without the page about it.
export async function look(tab, where, { id, long }, view) {
  await tab.near(id);
  remember(where, await tab.ask("hash", id));
  await barriers(tab, where, id);
  await everyControl(tab, where, id, { long, touched: view.hasTouch });
  await everyView(tab, where, id);
  await allAtTheirEnds(tab, where, id);
  await otherTheme(tab, where, id, view.colorScheme);
  await enlarged(tab, where, id);
}

const FINGER = 44; // pixels, the least that one can hit

async function forFingers(tab, where, id) {
  await tab.ask("unfold", id);
  const small = await tab.evaluate(([i, least]) =>
    [...document.getElementById(i).querySelectorAll(".handle:not([hidden])," +
      ".controls :is(input:not([type=checkbox]), select, button, summary," +
      " .ticks label)")]
      .map((e) => [e.dataset.knobFull ?? `${e.className} ${e.textContent}`,
        e.getBoundingClientRect().height])
      .filter(([, height]) => height < least - 0.5).join("; "), [id, FINGER]);
  check(where, `what is touched is ${FINGER} pixels high`, small === "", small);
}

// What a stand-in for cairo may lose; window.lost counts it.
export function damageable() {
  const { prototype } = window.CanvasRenderingContext2D;
  const lose = (method, what, when) => {
    const whole = prototype[method];
    prototype[method] = function (...values) {
      if (window.damage !== what || !when(...values)) {
        whole.apply(this, values);
      } else {
        window.lost += 1;
      }
    };
  };
  lose("setLineDash", "dashes", (dashes) => dashes.length > 0);
  lose("arc", "dots", () => true);
  lose("fillText", "a word", () => {
    window.texts += 1;
    return window.texts === 5;
  });
}

// Without the rings about the handles and the button to enlarge, which lie on
// both. From a page that begins dark; in light, on the desk, the measure is
// held against damaged pictures, too.
export const twinView = (view) =>
  ({ ...view, colorScheme: "dark", deviceScaleFactor: SHARP });

export async function likeItsTwin(tab, where, { id }, view) {
  await tab.near(id);
  await tab.addStyleTag({ content:
    ".handle, .zoom { visibility: hidden !important }" +
    "* { transition: none !important }" });
  const shot = async (kind) => {
    const name = `${where}, ${kind}`.replace(/[^a-z0-9]+/g, "-");
    const path = join(room, `${name}.png`);
    const clip = await tab.evaluate((i) => {
      const box = document.getElementById(i).querySelector(".drawing img")
        .getBoundingClientRect();
      return { x: box.x, y: box.y, width: box.width, height: box.height };
    }, id);
    await tab.screenshot({ path, clip });
    return path;
  };
  const drawn = (yes) => tab.evaluate(([i, on]) =>
    document.getElementById(i).classList.toggle("drawn", on), [id, yes]);
  // On a phone the layout is another, and the colours are those of the desk.
  for (const theme of view.hasTouch ? ["light"] : ["dark", "light"]) {
    await tab.emulateMedia({ colorScheme: theme });
    await tab.ask("seen");
    check(where, `it is ${theme}`, await tab.ask("paper", id) === theme);
    const canvas = await shot(`canvas, ${theme}`);
    await drawn(false);
    const book = await shot(`book, ${theme}`);
    await drawn(true);
    const found = await difference(book, canvas);
    check(where, `the canvas looks like the book's picture, ${theme}`,
      found === "", found);
    if (theme === "light" && !view.hasTouch) {
      await damaged(tab, where, id, book, shot);
    }
  }
  await tab.emulateMedia({ colorScheme: "dark" });
}

async function damaged(tab, where, id, book, shot) {
  let lost = 0;
  for (const damage of ["dashes", "dots", "a word"]) {
    await tab.evaluate((what) => Object.assign(window,
      { damage: what, lost: 0, texts: 0 }), damage);
    await tab.set(id, {});
    if (await tab.evaluate(() => window.lost) === 0) continue;
    const without = await shot(`without ${damage}`);
    check(where, `a picture that has lost ${damage} is noticed`,
      await difference(book, without) !== "");
    lost += 1;
  }
  await tab.evaluate(() => { window.damage = null; });
  check(where, "it has dots, words or dashes to lose", lost > 0);
}

// How they differ, or nothing.
function difference(book, canvas) {
  const words = [NEAR, WIDE, FINER, FINER, book, canvas].map(String);
  return run(join(build, "bin/tests/same-picture"), words).then(() => "",
    ({ stdout, message }) => stdout.trim().replace(/\n/g, "; ") || message);
}

const alive = (state) => state.drawn &&
  !/broke off|stands still|cannot/.test(state.sentence);

async function everyControl(tab, where, id, { long, touched }) {
  const book = await tab.ask("hash", id);
  const first = await tab.ask("state", id);
  const controls = await tab.ask("controls", id);
  let said = 0;
  for (const control of controls) {
    const { knob, start, away } = control;
    const places = long || touched ? [away]
      : control.places.filter((p) => p !== start);
    let changed = 0;
    for (const place of places) {
      await tab.turn(id, knob, place);
      const state = await tab.ask("sight", id);
      check(where, `${knob} at ${place}: it is drawn`,
        alive(state) && state.ink > INK, state.sentence);
      changed += state.hash !== book;
      said += state.sentence !== first.sentence;
      check(where, `${knob} at ${place}: its value is shown`,
        state.words !== first.words, state.words);
    }
    await tab.reset(id);
    // What holds on the desk needs no second proof on a telephone.
    check(where, `${knob} changes the picture`, changed > 0 || touched ||
      await elsewhere(tab, id, control, controls));
    const state = await tab.ask("sight", id);
    check(where, `after ${knob}, reset brings back the very pixels`,
      state.hash === book);
    check(where, `after ${knob}, reset brings back sentence and controls`,
      state.sentence === first.sentence && state.values === first.values &&
      state.words === first.words, `${state.sentence} ${state.values}`);
  }
  check(where, "knobs change the sentence", said > 0, first.sentence);
}

// A rate may be that of a method which is not ticked or chosen, a seed that of
// a noise which is 0: whether it changes the picture when others are turned, or
// in another view. What it hangs on mostly stands beside it, or has ticks.
async function elsewhere(tab, id, { knob, places }, controls) {
  const here = controls.findIndex((control) => control.knob === knob);
  const far = (control) => control.kind === "ticks" ? 1
    : Math.abs(controls.indexOf(control) - here);
  const others = controls.filter((control) => control.knob !== knob)
    .sort((a, b) => far(a) - far(b));
  const changes = async () => {
    const pictures = new Set();
    for (const place of places) {
      await tab.turn(id, knob, place);
      pictures.add(await tab.ask("hash", id));
    }
    await tab.reset(id);
    return pictures.size > 1;
  };
  for (const other of others) {
    for (const place of [...other.places].reverse()) {
      await tab.turn(id, other.knob, place);
      if (await changes()) return true;
    }
  }
  for (const { word } of await tab.ask("views", id)) {
    await tab.view(id, word);
    if (await changes()) return true;
  }
  return false;
}

// The worst that controls can do together; among it are runs that diverge.
async function allAtTheirEnds(tab, where, id) {
  const book = await tab.ask("hash", id);
  for (const end of [0, -1]) {
    for (const { knob, places } of await tab.ask("controls", id)) {
      await tab.ask("turn", id, knob, places.at(end));
    }
    await tab.ask("settle");
    const state = await tab.ask("state", id);
    check(where, "with all knobs at one end it is drawn",
      alive(state) && await tab.ask("ink", id) > INK, state.sentence);
  }
  await tab.reset(id);
  check(where, "reset brings all of them back",
    await tab.ask("hash", id) === book);
  const { values } = await tab.ask("state", id);
  await tab.ask("regret", id);
  const state = await tab.ask("state", id);
  check(where, "so it does in the frame in which they are turned",
    await tab.ask("hash", id) === book && state.values === values,
    `${state.values} for ${values}`);
}

// Other drawings of the same: each is drawn, follows the knobs, and keeps how
// they are turned.
async function everyView(tab, where, id) {
  const book = await tab.ask("hash", id);
  const [first, ...others] = await tab.ask("views", id);
  if (!first) return;
  check(where, "the first view is the book's", first.pressed);
  for (const { word } of others) {
    await tab.view(id, word);
    const what = `the view ${word}`;
    const seen = await tab.ask("hash", id);
    const state = await tab.ask("state", id);
    check(where, `${what} is another picture`, seen !== book);
    check(where, `${what} is drawn`, alive(state) && state.fits &&
      await tab.ask("ink", id) > INK, state.sentence);
    check(where, `the button of ${what} is pressed, and no other`,
      (await tab.ask("views", id)).every((view) =>
        view.pressed === (view.word === word)));
    let changed = 0;
    for (const { knob, away } of await tab.ask("controls", id)) {
      await tab.turn(id, knob, away);
      changed += await tab.ask("hash", id) !== seen;
    }
    check(where, `${what} follows the knobs`, changed > 0);
    const { words } = await tab.ask("state", id);
    await tab.view(id, first.word);
    check(where, `from ${what} the first has the same knobs`,
      (await tab.ask("state", id)).words === words);
    await tab.view(id, word);
    await tab.reset(id);
    check(where, `from ${what} reset brings back the very pixels`,
      await tab.ask("hash", id) === book &&
      (await tab.ask("views", id))[0].pressed);
  }
}

// With all that it shows when it is drawn; what lies about it is looked at by
// tests/site.
async function barriers(tab, where, id) {
  if (!await tab.evaluate(() => !!window.axe)) await tab.evaluate(axe);
  const found = await tab.evaluate(async (i) => {
    const { violations } = await window.axe.run(
      document.getElementById(i), { preload: false });
    return violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
  }, id);
  check(where, "axe-core finds no barrier", found.length === 0,
    found.join("; ").slice(0, 300));
}

async function otherTheme(tab, where, id, theme) {
  const book = await tab.ask("hash", id);
  const other = theme === "dark" ? "light" : "dark";
  check(where, "it has the page's theme", await tab.ask("paper", id) === theme);
  await tab.emulateMedia({ colorScheme: other });
  await tab.ask("seen");
  check(where, "it follows the theme", await tab.ask("paper", id) === other);
  await tab.emulateMedia({ colorScheme: theme });
  await tab.ask("seen");
  check(where, "and back, to the very pixels",
    await tab.ask("hash", id) === book);
}

async function enlarged(tab, where, id) {
  const [{ knob, away }] = await tab.ask("controls", id);
  await tab.turn(id, knob, away);
  const turned = await tab.ask("hash", id);
  await tab.evaluate((i) =>
    document.getElementById(i).querySelector(".zoom").click(), id);
  await tab.ask("settle");
  check(where, "enlarged, it is as it was turned",
    await tab.locator("dialog[open] canvas").count() === 1);
  await tab.keyboard.press("Escape");
  await tab.ask("settle");
  check(where, "after that it is as before",
    await tab.ask("hash", id) === turned);
  await tab.reset(id);
}
