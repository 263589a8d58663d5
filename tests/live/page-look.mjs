// What is drawn: as the book's picture at the book's knobs, something else at
// others, and the very same again after a reset.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { check } from "./checks.mjs";
import { address, room } from "./figures.mjs";
import { visit } from "./tab.mjs";

const build = process.env.BUILD ?? "build";
const INK = 0.01; // the least share of pixels that are not paper

// The tolerances of tests/picture.h. Cairo and the canvas set letters each in
// its own way, and a canvas lies on whole pixels: both matter less the more
// pixels there are. With three for one both widths have four to a point.
const NEAR = 0.15;
const WIDE = 0.04;
const SHARP = 3;
const FINER = 2;

const run = promisify(execFile);

export async function look(browser, where, view, { page, id }) {
  await visit(browser, where, view, address(page), async (tab) => {
    await appears(tab, where, id);
    if (view.hasTouch) await forFingers(tab, where, id);
    await everyControl(tab, where, id);
    await allAtTheirEnds(tab, where, id);
    await otherTheme(tab, where, id, view.colorScheme);
    await enlarged(tab, where, id);
  });
  const sharp = { ...view, deviceScaleFactor: SHARP };
  await visit(browser, where, sharp, address(page),
    (tab) => likeItsTwin(tab, where, id, view), { init: [damageable] });
}

async function appears(tab, where, id) {
  const far = await tab.evaluate((i) => {
    scrollTo(0, 0);
    return document.getElementById(i).getBoundingClientRect().top >
      3 * innerHeight;
  }, id);
  await tab.ask("settle");
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
}

const FINGER = 44; // pixels, the least that one can hit

async function forFingers(tab, where, id) {
  const small = await tab.evaluate(([i, least]) =>
    [...document.getElementById(i).querySelectorAll(
      ".controls :is(input, select, button), .handle:not([hidden])")]
      .map((e) => [e.dataset.knobFull ?? e.className,
        e.getBoundingClientRect().height])
      .filter(([, height]) => height < least - 0.5).join("; "), [id, FINGER]);
  check(where, `what is touched is ${FINGER} pixels high`, small === "", small);
}

// What a stand-in for cairo may lose; window.lost counts it.
function damageable() {
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
  let texts = 0;
  lose("setLineDash", "dashes", (dashes) => dashes.length > 0);
  lose("arc", "dots", () => true);
  lose("fillText", "a word", () => {
    texts += 1;
    return texts === 5;
  });
}

// Without the rings about the handles and the button to enlarge, which lie on
// both. In light, the measure is held against damaged pictures, too.
async function likeItsTwin(tab, where, id, { colorScheme }) {
  await tab.near(id);
  await tab.addStyleTag({ content:
    ".handle, .zoom { visibility: hidden !important }" +
    "* { transition: none !important }" });
  const clip = await tab.evaluate((i) => {
    const box = document.getElementById(i).querySelector(".drawing img")
      .getBoundingClientRect();
    return { x: box.x, y: box.y, width: box.width, height: box.height };
  }, id);
  const shot = async (kind) => {
    const name = `${where}, ${kind}`.replace(/[^a-z0-9]+/g, "-");
    const path = join(room, `${name}.png`);
    await tab.screenshot({ path, clip });
    return path;
  };
  const drawn = (yes) => tab.evaluate(([i, on]) =>
    document.getElementById(i).classList.toggle("drawn", on), [id, yes]);
  const canvas = await shot("canvas");
  await drawn(false);
  const book = await shot("book");
  const found = await difference(book, canvas);
  check(where, "the canvas looks like the book's picture", found === "", found);
  await drawn(true);
  if (colorScheme === "dark") return;
  let damaged = 0;
  for (const damage of ["dashes", "dots", "a word"]) {
    await tab.evaluate((what) => Object.assign(window,
      { damage: what, lost: 0 }), damage);
    await tab.set(id, {});
    if (await tab.evaluate(() => window.lost) === 0) continue;
    const without = await shot(`without ${damage}`);
    check(where, `a picture that has lost ${damage} is noticed`,
      await difference(book, without) !== "");
    damaged += 1;
  }
  check(where, "it has dots, words or dashes to lose", damaged > 1);
}

// How they differ, or nothing.
function difference(book, canvas) {
  const words = [NEAR, WIDE, FINER, FINER, book, canvas].map(String);
  return run(join(build, "bin/tests/same-picture"), words).then(() => "",
    ({ stdout, message }) => stdout.trim().replace(/\n/g, "; ") || message);
}

const alive = (state) => state.drawn &&
  !/broke off|stands still|cannot/.test(state.sentence);

async function everyControl(tab, where, id) {
  const book = await tab.ask("hash", id);
  const first = await tab.ask("state", id);
  for (const { knob, start, places } of await tab.ask("controls", id)) {
    let changed = 0;
    let said = 0;
    for (const place of places.filter((p) => p !== start)) {
      await tab.turn(id, knob, place);
      const state = await tab.ask("state", id);
      check(where, `${knob} at ${place}: it is drawn`,
        alive(state) && await tab.ask("ink", id) > INK, state.sentence);
      changed += await tab.ask("hash", id) !== book;
      said += state.sentence !== first.sentence;
      check(where, `${knob} at ${place}: its value is shown`,
        state.words !== first.words, state.words);
    }
    check(where, `${knob} changes the picture`, changed > 0);
    check(where, `${knob} changes the sentence`, said > 0, first.sentence);
    await tab.reset(id);
    const state = await tab.ask("state", id);
    check(where, `after ${knob}, reset brings back the very pixels`,
      await tab.ask("hash", id) === book);
    check(where, `after ${knob}, reset brings back sentence and controls`,
      state.sentence === first.sentence && state.values === first.values &&
      state.words === first.words, `${state.sentence} ${state.values}`);
  }
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
}

async function otherTheme(tab, where, id, theme) {
  const book = await tab.ask("hash", id);
  const other = theme === "dark" ? "light" : "dark";
  check(where, "it has the page's theme", await tab.ask("paper", id) === theme);
  await tab.emulateMedia({ colorScheme: other });
  await tab.ask("settle");
  check(where, "it follows the theme", await tab.ask("paper", id) === other);
  await tab.emulateMedia({ colorScheme: theme });
  await tab.ask("settle");
  check(where, "and back, to the very pixels",
    await tab.ask("hash", id) === book);
}

async function enlarged(tab, where, id) {
  const [{ knob, places, start }] = await tab.ask("controls", id);
  await tab.turn(id, knob, places.find((place) => place !== start));
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
