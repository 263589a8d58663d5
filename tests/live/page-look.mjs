// What is drawn: as the book's picture at the book's knobs, something else at
// others, and the very same again after a reset.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { check } from "./checks.mjs";
import { address, room } from "./figures.mjs";
import { visit } from "./tab.mjs";

const build = process.env.BUILD ?? "build";
const INK = 0.01; // the least share of pixels that are not paper

// The tolerances of tests/picture.h, of averages over small windows and wide
// ones, 0 to 1: 5 and 17 pixels, which are 1.9 and 6.4 points on the phone and
// twice that on the desk. Cairo and the canvas set letters each in its own way,
// so a window no wider than a letter sees more of it.
const tolerance = { desk: [0.16, 0.04], phone: [0.22, 0.06] };

// What differs by more, and why. It is an error when it does not.
const EXCEPTIONS = {
  "fig:forward-central": "the pages' font lacks the triple prime",
};
const EXCUSED = [0.4, 0.1];

const pairs = [];

export async function look(browser, where, view, { page, id }) {
  await visit(browser, where, view, address(page), async (tab) => {
    await appears(tab, where, id);
    if (view.hasTouch) await forFingers(tab, where, id);
    await likeItsTwin(tab, where, id, view);
    await everyControl(tab, where, id);
    await allAtTheirEnds(tab, where, id);
    await otherTheme(tab, where, id, view.colorScheme);
    await enlarged(tab, where, id);
  });
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

// Without the rings about the handles and the button to enlarge, which lie on
// both.
async function likeItsTwin(tab, where, id, { hasTouch }) {
  const style = await tab.addStyleTag({ content:
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
  pairs.push({ where, id, canvas, book: await shot("book"),
    within: tolerance[hasTouch ? "phone" : "desk"] });
  await drawn(true);
  await style.evaluate((element) => element.remove());
}

// How they differ, or nothing.
function difference({ book, canvas }, within) {
  try {
    execFileSync(join(build, "bin/tests/same-picture"),
      [...within, 1, book, canvas].map(String), { encoding: "utf8" });
    return "";
  } catch (error) {
    return error.stdout.trim().replace(/\n/g, "; ");
  }
}

// All at the end, when other work does not wait for the program.
export function twins() {
  const excused = new Set();
  for (const pair of pairs) {
    let found = difference(pair, pair.within);
    if (found && EXCEPTIONS[pair.id]) {
      excused.add(pair.id);
      found = difference(pair, EXCUSED);
    }
    check(pair.where, "the canvas looks like the book's picture",
      found === "", found);
  }
  for (const id of new Set(pairs.map((pair) => pair.id))) {
    if (!EXCEPTIONS[id]) continue;
    check(id, `it differs, for ${EXCEPTIONS[id]}`, excused.has(id));
  }
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
