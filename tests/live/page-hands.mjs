// What a reader does: handles under a mouse, a finger and the arrow keys,
// knobs by keyboard, play, and a window that changes meanwhile.
import { check } from "./checks.mjs";
import { LASTS, PAUSE } from "./bare.mjs";

// On a phone by finger, and turned meanwhile; on the desk by mouse and keys.
export async function hands(tab, where, { id, long }, view) {
  await tab.near(id);
  const hand = await (view.hasTouch ? finger : mouse)(tab);
  const points = await tab.ask("handles", id);
  for (let i = 0; i < points.length; i++) {
    await dragged(tab, where, id, i, hand);
    await under(tab, where, id, i, hand);
    if (points[i].follows) await followed(tab, where, id, i, view);
    if (!view.hasTouch) await pushed(tab, where, id, i);
  }
  await penned(tab, where, id, hand);
  if (view.hasTouch) {
    if (points.length > 0) await turnedMeanwhile(tab, where, id, view, hand);
    return;
  }
  await resized(tab, where, id, view);
  await byKeyboard(tab, where, id);
  await printed(tab, where, id);
  await copied(tab, where, id);
  await saved(tab, where, id);
  await plays(tab, where, id, long);
  if (!long) await playsInStills(tab, where, id);
}

const mouse = async (tab) => ({
  name: "mouse",
  down: async (x, y) => {
    await tab.mouse.move(x, y);
    await tab.mouse.down();
  },
  move: (x, y) => tab.mouse.move(x, y, { steps: 2 }),
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
  await tab.ask("seen");
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
  if (!from.follows) {
    await tab.mouse.move(to.x + 6, to.y + 6, { steps: 2 });
    await tab.ask("seen");
  }
  const after = await tab.ask("state", id);
  check(where, `${what} stays when let go`, told(after) === told(state));
  await tab.reset(id);
  check(where, `${what}: reset brings back the very pixels`,
    await tab.ask("hash", id) === book);
}

// How far a point is from where the hand would have it. One that is turned lies
// on the way from its centre to the hand. `free`: of x and y those along which
// its knobs have not come to an end.
function off(at, { x, y }, free = { x: true, y: true }) {
  if (at.around) {
    const dx = x - at.around.x, dy = y - at.around.y;
    return Math.abs((at.x - at.around.x) * dy - (at.y - at.around.y) * dx) /
      Math.hypot(dx, dy);
  }
  const dx = Math.abs(at.x - x), dy = Math.abs(at.y - y);
  return at.both ? Math.max(free.x && dx, free.y && dy) : Math.min(dx, dy);
}

const NEAR = 2.5; // pixels; the knobs' values are rounded

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
  for (const share of [0.5, 1, 1.5, 2, 2.5, 1, -0.5, -0.6]) {
    const x = from.x + share * toward.x;
    const y = from.y + share * toward.y;
    await hand.move(x, y);
    if (share === 1.5) await tab.waitForTimeout(PAUSE);
    await tab.ask("seen");
    const at = (await tab.ask("handles", id))
      .find(({ index }) => index === from.index);
    seen.push({ at, hand: { x, y } });
  }
  // Those farthest to either side are left out: nothing beyond them tells
  // whether the point has stayed.
  const moves = (axis, k) => [k - 1, k + 1].every((next) =>
    seen[next]?.at[axis] !== seen[k].at[axis]);
  const free = seen.map((one, k) => ({ ...one, x: moves("x", k),
    y: moves("y", k) })).filter(({ x, y }, k) => k !== 4 && k !== 7 && (x || y));
  const farthest = Math.max(...free.map(({ at, hand: place, x, y }) =>
    off(at, place, { x, y })));
  check(where, `handle ${i} is under the ${hand.name}`,
    farthest < NEAR && free.length > 3, `${farthest.toFixed(1)} px`);
  await hand.up();
  await tab.ask("seen");
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
  await tab.ask("seen");
  await hand.move(from.x + 2 * by.x, from.y + by.y);
  await hand.up();
  await tab.near(id);
  await tab.ask("seen");
  const state = await tab.ask("state", id);
  check(where, "turned under a finger it is drawn", state.drawn &&
    await tab.ask("ink", id) > 0.01, state.sentence);
  check(where, "turned under a finger its canvas fits", state.fits);
  await tab.setViewportSize({ width, height });
  await tab.ask("seen");
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
  await tab.ask("seen");
  const state = await tab.ask("state", id);
  check(where, "in a smaller window its canvas fits", state.fits);
  check(where, "in a smaller window it is another picture",
    await tab.ask("hash", id) !== book);
  await tab.setViewportSize({ width, height });
  await tab.near(id);
  await tab.ask("seen");
  check(where, "in the first window it has the very pixels",
    await tab.ask("hash", id) === book);
}

// A point that follows: wherever the mouse is over its panel, or the panel is
// touched, there it is, and there it stays when the mouse has left.
async function followed(tab, where, id, i, view) {
  const book = await tab.ask("hash", id);
  const { index } = (await tab.ask("handles", id))[i];
  const { x, y, width, height } = await tab.ask("field", id, index);
  const what = `handle ${i}`;
  let farthest = 0;
  for (const [fx, fy] of [[0.3, 0.4], [0.6, 0.7], [0.5, 0.3]]) {
    const to = { x: x + fx * width, y: y + fy * height };
    await (view.hasTouch ? tab.touchscreen.tap(to.x, to.y)
      : tab.mouse.move(to.x, to.y, { steps: 2 }));
    await tab.ask("seen");
    const at = (await tab.ask("handles", id))
      .find((handle) => handle.index === index);
    farthest = Math.max(farthest, off(at, to));
  }
  check(where, `${what} follows ${view.hasTouch ? "a touch" : "the mouse"}`,
    farthest < NEAR, `${farthest.toFixed(1)} px`);
  check(where, `${what} that follows changes the picture`,
    await tab.ask("hash", id) !== book);
  if (!view.hasTouch) await tab.mouse.move(1, 1, { steps: 2 });
  await tab.ask("seen");
  const left = await tab.ask("hash", id);
  await tab.set(id, {});
  check(where, `${what} stays where the hand has left it`,
    await tab.ask("hash", id) === left && left !== book);
  await tab.reset(id);
  check(where, `${what} that followed: reset brings back the very pixels`,
    await tab.ask("hash", id) === book);
}

async function byKeyboard(tab, where, id) {
  const book = await tab.ask("hash", id);
  const first = await tab.ask("state", id);
  await tab.ask("unfold", id);
  for (const { knob, kind } of await tab.ask("controls", id)) {
    const input = tab.locator(
      `[id="${id}"] [data-knob][data-knob-full="${knob}"]`);
    await byKind[kind](tab, where, { id, knob, input, book });
    await tab.evaluate(() => document.activeElement.blur());
    await tab.reset(id);
    check(where, `${knob} by keys: reset brings back the very pixels`,
      await tab.ask("hash", id) === book);
    const { values } = await tab.ask("state", id);
    check(where, `${knob} by keys: reset brings back the controls`,
      values === first.values, `${values} for ${first.values}`);
  }
}

// A control shows at once how it is turned.
const press = async (tab, ...list) => {
  for (const key of list) {
    await tab.keyboard.press(key);
    await tab.ask("pass", 3);
  }
};

const changes = async (tab, where, { id, knob, book }) => {
  await tab.ask("settle");
  const state = await tab.ask("state", id);
  check(where, `${knob} by keys changes the picture`, state.drawn &&
    await tab.ask("hash", id) !== book, state.sentence);
};

const byKind = {
  async range(tab, where, { knob, input }) {
    await input.focus();
    const values = new Set([await input.inputValue()]);
    for (const key of ["Home", "ArrowRight", "PageUp", "End"]) {
      await press(tab, key);
      values.add(await input.inputValue());
    }
    check(where, `${knob} by keys goes to its ends`,
      values.has("0") && values.has("1000") && values.size > 3,
      [...values].join());
    // Small steps add up, also where the value is rounded.
    await press(tab, ...Array(12).fill("ArrowLeft"));
    check(where, `${knob} by keys goes in small steps`,
      Number(await input.inputValue()) <= 988, await input.inputValue());
  },

  async choice(tab, where, about) {
    await about.input.focus();
    await press(tab, "End");
    await tab.ask("settle");
    if (await tab.ask("hash", about.id) === about.book) {
      await press(tab, "Home");
    }
    await changes(tab, where, about);
  },

  async ticks(tab, where, about) {
    await about.input.locator("input").first().focus();
    await press(tab, "Space");
    await changes(tab, where, about);
    await press(tab, "Tab", "Space");
    await changes(tab, where, about);
  },

  // What cannot be read is said, and stays under the hand; the picture stays.
  // One that is empty at first may be asked for by another knob only.
  async text(tab, where, about) {
    const { id, knob, input, book } = about;
    const name = await tab.ask("nameOf", id, knob);
    const start = await input.inputValue();
    const said = async () => (await tab.ask("state", id)).sentence;
    const wrong = async () => (await said()).startsWith(`${name}: `);
    await input.focus();
    if (start === "") {
      await press(tab, "x", "*", "3");
    } else {
      await press(tab, "End", "*", "3");
      await changes(tab, where, about);
    }
    await tab.ask("settle");
    const picture = await tab.ask("hash", id);
    await press(tab, "(");
    check(where, `${knob} with a bracket too many is answered`, await wrong(),
      await said());
    check(where, `${knob} with a bracket too many leaves the picture`,
      await tab.ask("hash", id) === picture);
    check(where, `${knob} keeps what is typed`,
      (await input.inputValue()).endsWith("*3("), await input.inputValue());
    await press(tab, "Backspace");
    check(where, `${knob} without it is not`, !await wrong(), await said());
    await press(tab, "Backspace", "Backspace");
    await tab.ask("settle");
    check(where, `${knob} as it was is the book's again`, start === "" ||
      await tab.ask("hash", id) === book);
  },

  async pixels(tab, where, about) {
    await about.input.focus();
    await press(tab, "Space", ...Array(6).fill("Shift+ArrowDown"));
    await changes(tab, where, about);
  },
};

// The ink of a pad is the page's, in another theme too.
async function inked(tab, where, knob, pad) {
  for (const colorScheme of ["dark", "light", null]) {
    await tab.emulateMedia({ colorScheme });
    await tab.ask("seen");
    const inks = await pad.evaluate((canvas) => {
      const c = document.createElement("canvas")
        .getContext("2d", { willReadFrequently: true }); // or it warns
      c.drawImage(canvas, 0, 0);
      const { data } = c.getImageData(0, 0, canvas.width, canvas.height);
      const at = data.findIndex((part, i) => i % 4 === 3 && part === 255) - 3;
      return [`rgb(${[...data.slice(at, at + 3)].join(", ")})`,
        getComputedStyle(canvas).color];
    });
    check(where, `what is drawn on ${knob} has the page's ink, ${colorScheme}`,
      inks[0] === inks[1], inks.join(" for "));
  }
}

// With a pen: the mouse, or a finger that does not scroll the page.
async function penned(tab, where, id, hand) {
  const book = await tab.ask("hash", id);
  await tab.ask("unfold", id);
  for (const { knob, kind } of await tab.ask("controls", id)) {
    if (kind !== "pixels") continue;
    const pad = tab.locator(
      `[id="${id}"] [data-knob][data-knob-full="${knob}"]`);
    await pad.scrollIntoViewIfNeeded();
    const scrolled = await tab.evaluate(() => scrollY);
    const { x, y, width, height } = await pad.boundingBox();
    const before = await tab.ask("words", id, knob);
    await hand.down(x + width / 2, y + height / 4);
    await hand.move(x + width / 2, y + 3 * height / 4);
    await hand.up();
    await tab.ask("seen");
    const state = await tab.ask("state", id);
    check(where, `what is drawn on ${knob} is seen there`,
      await tab.ask("words", id, knob) !== before);
    check(where, `what is drawn on ${knob} changes the picture`, state.drawn &&
      await tab.ask("hash", id) !== book, state.sentence);
    check(where, `what is drawn on ${knob} does not scroll the page`,
      await tab.evaluate(() => scrollY) === scrolled);
    await inked(tab, where, knob, pad);
    await tab.reset(id);
    await tab.near(id);
    check(where, `after ${knob}, reset brings back the very pixels`,
      await tab.ask("hash", id) === book);
  }
}

// The book's output follows the first knob, and says that it is the reader's.
async function printed(tab, where, id) {
  const before = await tab.ask("outputs", id);
  check(where, "outputs are the book's at first",
    before.every(({ turned, note }) => !turned && note === ""));
  const [{ knob, away }] = await tab.ask("controls", id);
  await tab.turn(id, knob, away);
  const name = knob.split(".")[1];
  for (const output of await tab.ask("outputs", id)) {
    if (output.section !== knob.split(".")[0]) continue;
    const { text } = before.find(({ section }) => section === output.section);
    check(where, `the output ${output.section} follows`,
      output.turned && output.text !== text && output.text !== "");
    check(where, `the output ${output.section} is marked as the reader's`,
      output.note.includes(name), output.note);
  }
  check(where, "what is turned is scrolled by keys, in another window too",
    await tab.evaluate(() => {
      dispatchEvent(new Event("resize"));
      return [...document.querySelectorAll(".output.turned pre")]
        .every((paper) => paper.tabIndex === 0);
    }));
  await tab.reset(id);
  check(where, "reset brings the book's outputs back",
    JSON.stringify(await tab.ask("outputs", id)) === JSON.stringify(before));
}

// Commands of an output that can be copied are those that it prints.
async function copied(tab, where, id) {
  for (const { section, text } of await tab.ask("copied", id)) {
    const taken = await tab.copy(section);
    const flat = (words) => words.replace(/\s+/g, " ").trim();
    const commands = taken.split(/(?=^build\/bin\/)/m);
    check(where, `what is copied of ${section} are commands that it prints`,
      commands.every((command) => /^build\/bin\/./.test(command) &&
        flat(text).includes(flat(command))), taken);
  }
}

// The picture as it is turned, in a file.
async function saved(tab, where, id) {
  const begins = { svg: /^(<\?xml[^>]*>\s*)?<svg[\s>]/, png: /^.PNG/ };
  const [{ knob, away }] = await tab.ask("controls", id);
  const kinds = await tab.ask("saves", id);
  const sizes = new Set();
  for (const kind of kinds) {
    for (const turned of [false, true]) {
      if (turned) await tab.turn(id, knob, away);
      const { name, content } = await tab.save(id, kind);
      check(where, `it is saved as ${kind}`, name.endsWith(`.${kind}`) &&
        begins[kind].test(content) && content.length > 1000,
      `${name}: ${content.slice(0, 40)}`);
      sizes.add(content);
    }
    await tab.reset(id);
  }
  check(where, "what is saved is as it was turned",
    sizes.size === 2 * kinds.length);
}

// A reader who has asked for no motion gets stills when he plays, and nothing
// that moves by itself.
async function playsInStills(tab, where, id) {
  const button = tab.locator(`[id="${id}"] button.play`);
  if (await button.count() === 0) return;
  await tab.emulateMedia({ reducedMotion: "reduce" });
  const book = await tab.ask("hash", id);
  await tab.ask("watch", id);
  await tab.waitForTimeout(LASTS / 4);
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
  check(where, "without motion each still has its time",
    shortest > LASTS / 15,
    `${shortest.toFixed(0)} ms`);
  check(where, "played in stills, it is as it was",
    await tab.ask("hash", id) === book);
  await tab.emulateMedia({ reducedMotion: null });
}

// What takes long may be over before there is much to see.
async function plays(tab, where, id, long) {
  const button = tab.locator(`[id="${id}"] button.play`);
  if (await button.count() === 0) return;
  const book = await tab.ask("hash", id);
  if (!long) await pauses(tab, where, id);
  await button.click();
  await tab.waitForFunction((i) => document.getElementById(i)
    .querySelector(".play").textContent === "Play", id);
  await tab.ask("settle");
  check(where, "played to its end, it is as it was",
    await tab.ask("hash", id) === book);
}

async function pauses(tab, where, id) {
  const { pictures, label } = await tab.ask("play", id);
  check(where, "it plays", pictures > 3, `${pictures} pictures`);
  check(where, "while it plays, the button pauses", label === "Pause");
  const still = await tab.ask("hash", id);
  await tab.waitForTimeout(LASTS / 15);
  const after = await tab.locator(`[id="${id}"] button.play`).textContent();
  check(where, "paused, it stands",
    await tab.ask("hash", id) === still && after === "Play");
  // Played, paused and played at once, it still says what a click will do.
  const button = tab.locator(`[id="${id}"] button.play`);
  await button.evaluate((b) => [b, b, b].forEach((each) => each.click()));
  await tab.waitForTimeout(LASTS / 15);
  check(where, "played again, the button pauses",
    await button.textContent() === "Pause");
  await tab.reset(id);
}
