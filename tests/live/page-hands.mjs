// What a reader does: handles under a mouse, a finger and the arrow keys,
// knobs by keyboard, play, and a window that changes meanwhile.
import { check } from "./checks.mjs";
import { address } from "./figures.mjs";
import { visit } from "./tab.mjs";

export async function hands(browser, where, view, { page, id }) {
  await visit(browser, where, view, address(page), async (tab) => {
    await tab.near(id);
    const drag = view.hasTouch ? finger : mouse;
    const count = (await tab.ask("handles", id)).length;
    for (let i = 0; i < count; i++) {
      await dragged(tab, where, id, i, await drag(tab));
      await under(tab, where, id, i, await drag(tab));
      await pushed(tab, where, id, i);
    }
    if (count > 0) {
      await turnedMeanwhile(tab, where, id, view, await drag(tab));
    }
    await resized(tab, where, id, view);
    if (!view.hasTouch) await byKeyboard(tab, where, id);
    await printed(tab, where, id);
    await plays(tab, where, id);
    await playsInStills(tab, where, id);
  });
}

const mouse = async (tab) => ({
  name: "mouse",
  down: async (x, y) => {
    await tab.mouse.move(x, y);
    await tab.mouse.down();
  },
  move: (x, y) => tab.mouse.move(x, y, { steps: 4 }),
  up: () => tab.mouse.up(),
});

async function finger(tab) {
  const session = await tab.context().newCDPSession(tab);
  const touch = (type, ...touchPoints) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    name: "finger",
    down: (x, y) => touch("touchStart", { x, y }),
    move: async (x, y) => {
      await touch("touchMove", { x: x - 1, y });
      await touch("touchMove", { x, y });
    },
    up: () => touch("touchEnd"),
  };
}

// To where there is room: into the middle of the picture.
async function way(tab, id, from) {
  const box = await tab.evaluate((i) => {
    const { x, y, width, height } = document.getElementById(i)
      .querySelector(".drawing img").getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, id);
  return { x: 30 * Math.sign(box.x - from.x),
    y: 24 * Math.sign(box.y - from.y) };
}

// A point may turn a knob that has no control: the sentence has it.
const told = ({ values, sentence }) => `${values} ${sentence}`;

async function dragged(tab, where, id, i, hand) {
  const book = await tab.ask("hash", id);
  const before = await tab.ask("state", id);
  const scrolled = await tab.evaluate(() => scrollY);
  const from = (await tab.ask("handles", id))[i];
  const by = await way(tab, id, from);
  await hand.down(from.x, from.y);
  await hand.move(from.x + by.x, from.y + by.y);
  await tab.ask("settle");
  const state = await tab.ask("state", id);
  const what = `handle ${i} under the ${hand.name}`;
  check(where, `${what} changes the picture`,
    state.drawn && await tab.ask("hash", id) !== book, state.sentence);
  check(where, `${what} turns a knob`, told(state) !== told(before));
  const to = (await tab.ask("handles", id))[i];
  const moved = Math.hypot(to.x - from.x, to.y - from.y);
  check(where, `${what} goes along`, moved > 10, `${moved} px`);
  check(where, `${what} does not scroll the page`,
    await tab.evaluate(() => scrollY) === scrolled);
  await hand.up();
  await tab.mouse.move(to.x + 6, to.y + 6, { steps: 3 });
  await tab.ask("settle");
  const after = await tab.ask("state", id);
  check(where, `${what} stays when let go`, told(after) === told(state));
  await tab.reset(id);
  check(where, `${what}: reset brings back the very pixels`,
    await tab.ask("hash", id) === book);
}

const NEAR = 2.5; // pixels; the knobs' values are rounded
const PAUSE = 800; // ms, in which keys let go of a point

// Wherever the hand goes, the point is under it: one that is dragged in one
// direction keeps its line, and where its knob ends it stays. When it is let go
// the picture is the one that the settings have. Keys that had it before take
// nothing out of the hand when their pause is over.
async function under(tab, where, id, i, hand) {
  await toHandle(tab, id, i);
  await tab.keyboard.press("ArrowRight");
  await tab.ask("settle");
  const from = (await tab.ask("handles", id))[i];
  const toward = await way(tab, id, from);
  await hand.down(from.x, from.y);
  const seen = [];
  for (const share of [0.5, 1, 1.5, 2, 2.5, 1, -0.5]) {
    const x = from.x + share * toward.x;
    const y = from.y + share * toward.y;
    await hand.move(x, y);
    if (share === 1.5) await tab.waitForTimeout(PAUSE);
    await tab.ask("settle");
    const at = (await tab.ask("handles", id))
      .find(({ index }) => index === from.index);
    seen.push({ place: `${at.x} ${at.y}`, off: (at.both ? Math.max : Math.min)(
      Math.abs(at.x - x), Math.abs(at.y - y)) });
  }
  // The farthest is left out: nothing beyond it tells whether it has stayed.
  const free = seen.filter(({ place }, k) => k !== 4 &&
    place !== seen[k - 1]?.place && place !== seen[k + 1]?.place);
  const farthest = Math.max(...free.map(({ off }) => off));
  check(where, `handle ${i} is under the ${hand.name}`,
    farthest < NEAR && free.length > 3, `${farthest.toFixed(1)} px`);
  await hand.up();
  await tab.ask("settle");
  const fitted = await tab.ask("hash", id);
  await tab.set(id, {});
  check(where, `handle ${i} let go, the windows fit`,
    await tab.ask("hash", id) === fitted);
  await tab.reset(id);
}

const toHandle = (tab, id, i) => tab.evaluate(([d, n]) =>
  document.getElementById(d).querySelectorAll(".handle:not([hidden])")[n]
    .focus({ preventScroll: true }), [id, i]);

async function pushed(tab, where, id, i) {
  const book = await tab.ask("hash", id);
  const before = await tab.ask("state", id);
  await toHandle(tab, id, i);
  const keys = async (...list) => {
    for (const key of list) {
      await tab.keyboard.press(key);
      await tab.ask("settle");
    }
  };
  await keys("Shift+ArrowRight", "Shift+ArrowUp");
  await tab.waitForTimeout(PAUSE); // other windows, held by the next keys
  await keys("ArrowRight", "ArrowUp");
  const state = await tab.ask("state", id);
  check(where, `arrow keys on handle ${i} turn a knob`,
    told(state) !== told(before) && state.drawn, state.sentence);
  check(where, `arrow keys on handle ${i} change the picture`,
    await tab.ask("hash", id) !== book);
  await tab.reset(id);
  check(where, `handle ${i} by keys: reset brings back the very pixels`,
    await tab.ask("hash", id) === book);
}

// The phone is turned, or the window made smaller, under a finger.
async function turnedMeanwhile(tab, where, id, view, hand) {
  const book = await tab.ask("hash", id);
  const { width, height } = view.viewport;
  const [from] = await tab.ask("handles", id);
  const by = await way(tab, id, from);
  await hand.down(from.x, from.y);
  await hand.move(from.x + by.x, from.y + by.y);
  await tab.setViewportSize(view.hasTouch ? { width: height, height: width }
    : { width: 700, height: 600 });
  await tab.ask("settle", 8);
  await hand.move(from.x + 2 * by.x, from.y + by.y);
  await hand.up();
  await tab.near(id);
  await tab.ask("settle", 8);
  const state = await tab.ask("state", id);
  check(where, "turned under a finger it is drawn", state.drawn &&
    await tab.ask("ink", id) > 0.01, state.sentence);
  check(where, "turned under a finger its canvas fits", state.fits);
  await tab.setViewportSize({ width, height });
  await tab.ask("settle", 8);
  await tab.reset(id);
  await tab.near(id);
  check(where, "turned back and reset it has the very pixels",
    await tab.ask("hash", id) === book);
}

async function resized(tab, where, id, view) {
  const book = await tab.ask("hash", id);
  const { width, height } = view.viewport;
  await tab.setViewportSize({ width: 330, height: 700 });
  await tab.near(id);
  await tab.ask("settle", 8);
  const state = await tab.ask("state", id);
  check(where, "in a smaller window its canvas fits", state.fits);
  check(where, "in a smaller window it is another picture",
    await tab.ask("hash", id) !== book);
  await tab.setViewportSize({ width, height });
  await tab.near(id);
  await tab.ask("settle", 8);
  check(where, "in the first window it has the very pixels",
    await tab.ask("hash", id) === book);
}

async function byKeyboard(tab, where, id) {
  const book = await tab.ask("hash", id);
  for (const { knob } of await tab.ask("controls", id)) {
    const input = tab.locator(`[id="${id}"] input[data-knob-full="${knob}"]`);
    if (await input.count() === 0) continue;
    await input.focus();
    const values = new Set([await input.inputValue()]);
    for (const key of ["ArrowLeft", "PageDown", "Home", "End"]) {
      await tab.keyboard.press(key);
      await tab.ask("settle");
      values.add(await input.inputValue());
    }
    check(where, `${knob} by keys goes to its ends`,
      values.has("0") && values.has("1000") && values.size > 3,
      [...values].join());
    // Small steps add up, also where the value is rounded.
    for (let i = 0; i < 12; i++) {
      await tab.keyboard.press("ArrowLeft");
      await tab.ask("settle", 2);
    }
    check(where, `${knob} by keys goes in small steps`,
      Number(await input.inputValue()) <= 988, await input.inputValue());
    await tab.reset(id);
    check(where, `${knob} by keys: reset brings back the very pixels`,
      await tab.ask("hash", id) === book);
  }
}

// The book's output follows the first knob, and says that it is the reader's.
async function printed(tab, where, id) {
  const before = await tab.ask("outputs", id);
  check(where, "outputs are the book's at first",
    before.every(({ turned, note }) => !turned && note === ""));
  const [{ knob }] = await tab.ask("controls", id);
  await tab.turn(id, knob, 250);
  const name = knob.split(".")[1];
  for (const output of await tab.ask("outputs", id)) {
    if (output.section !== knob.split(".")[0]) continue;
    const { text } = before.find(({ section }) => section === output.section);
    check(where, `the output ${output.section} follows`,
      output.turned && output.text !== text && output.text !== "");
    check(where, `the output ${output.section} is marked as the reader's`,
      output.note.includes(name), output.note);
  }
  await tab.reset(id);
  check(where, "reset brings the book's outputs back",
    JSON.stringify(await tab.ask("outputs", id)) === JSON.stringify(before));
}

// A reader who has asked for no motion gets stills when he plays, and nothing
// that moves by itself.
async function playsInStills(tab, where, id) {
  const button = tab.locator(`[id="${id}"] button.play`);
  if (await button.count() === 0) return;
  await tab.emulateMedia({ reducedMotion: "reduce" });
  const book = await tab.ask("hash", id);
  await tab.ask("watch", id);
  await tab.waitForTimeout(1000);
  check(where, "nothing plays by itself",
    (await tab.ask("watched", id)).length === 0);
  await button.click();
  await tab.waitForFunction((i) => document.getElementById(i)
    .querySelector(".play").textContent === "Play", id, { timeout: 20000 });
  await tab.ask("settle");
  const times = await tab.ask("watched", id);
  const shortest = Math.min(...times.slice(1).map((t, i) => t - times[i]));
  check(where, "without motion it plays in a few stills",
    times.length > 4 && times.length < 10, `${times.length} pictures`);
  check(where, "without motion each still has its time", shortest > 400,
    `${shortest.toFixed(0)} ms`);
  check(where, "played in stills, it is as it was",
    await tab.ask("hash", id) === book);
  await tab.emulateMedia({ reducedMotion: null });
}

async function plays(tab, where, id) {
  const button = tab.locator(`[id="${id}"] button.play`);
  if (await button.count() === 0) return;
  const book = await tab.ask("hash", id);
  const pictures = new Set();
  await button.click();
  for (let i = 0; i < 6; i++) {
    await tab.waitForTimeout(200);
    pictures.add(await tab.ask("hash", id));
  }
  check(where, "it plays", pictures.size > 3, `${pictures.size} pictures`);
  check(where, "while it plays, the button pauses",
    await button.textContent() === "Pause");
  await button.click();
  await tab.ask("settle");
  const still = await tab.ask("hash", id);
  await tab.waitForTimeout(400);
  check(where, "paused, it stands", await tab.ask("hash", id) === still &&
    await button.textContent() === "Play");
  await tab.reset(id);
  await button.click();
  await tab.waitForFunction((i) => document.getElementById(i)
    .querySelector(".play").textContent === "Play", id, { timeout: 20000 });
  await tab.ask("settle");
  check(where, "played to its end, it is as it was",
    await tab.ask("hash", id) === book);
}
