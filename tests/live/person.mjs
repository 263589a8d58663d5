// A person at a live figure: does what a hand does, and reads what an eye does.
// A knob is called by its name, `rate`, or in full, `cubic.rate`, where several
// of the figure have a `rate`; where it has no such knob, the session ends.
import { check } from "./checks.mjs";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const PLACES = 1000; // of a range
const NEAR = 0.03; // of the value that is asked for

// A number as it is shown, "−5 × 10⁻⁶" or "300 000", and NaN where it is none.
export function number(shown) {
  const plain = shown.replace(/\s/g, "").replaceAll("−", "-")
    .replace(/(×|^-?)10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/, (_, before) =>
      `${before === "×" ? "" : `${before}1`}e`)
    .replace("⁻", "-").replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (c) => RAISED.indexOf(c));
  return plain === "" ? NaN : Number(plain);
}

export function person(tab, where, id) {
  const control = async (knob, kind) => {
    const found = await tab.evaluate(([i, k]) =>
      [...document.getElementById(i).querySelectorAll("[data-knob]")]
        .filter(({ dataset }) => [dataset.knob, dataset.knobFull].includes(k))
        .map(({ dataset }) => dataset.knobFull), [id, knob]);
    if (found.length !== 1) {
      throw new Error(`${id} has ${found.length} controls called ${knob}`);
    }
    const full = found[0];
    const input = tab.locator(`[id="${id}"] [data-knob]` +
      `[data-knob-full="${full}"]:is(${kind})`);
    if (await input.count() !== 1) throw new Error(`${knob} is no ${kind}`);
    return { full, input };
  };

  // Where the picture is, in pixels of the window.
  const picture = () => tab.evaluate((i) => {
    const { x, y, width, height } = document.getElementById(i)
      .querySelector(".drawing img").getBoundingClientRect();
    return { x, y, width, height };
  }, id);
  const place = async (fx, fy) => {
    const { x, y, width, height } = await picture();
    return { x: x + fx * width, y: y + fy * height };
  };
  const handle = async (i) => {
    const found = (await tab.ask("handles", id))[i];
    if (!found) throw new Error(`${id} has no point ${i} to drag`);
    return found;
  };
  const carry = async (i, to) => {
    const from = await handle(i);
    await tab.mouse.move(from.x, from.y);
    await tab.mouse.down();
    await tab.mouse.move(to.x, to.y, { steps: 4 });
    await tab.ask("settle");
    await tab.mouse.up();
    await tab.ask("settle");
  };

  const p = {
    // -- What a hand does

    // A range, to the place whose value is the nearest. It must be near.
    async turnTo(knob, value) {
      const { full, input } = await control(knob, "[type=range]");
      const at = async (spot) => {
        await tab.ask("turn", id, full, spot);
        await tab.ask("pass", 3);
        return number(await p.reads(full));
      };
      const ends = [await at(0), await at(PLACES)];
      const kind = await input.evaluate(({ dataset }) => dataset.kind);
      let [low, high] = [0, PLACES];
      const guess = Math.floor(PLACES * share(kind, ends, value));
      if (guess > 0 && guess + 1 < PLACES && await at(guess) <= value &&
        await at(guess + 1) > value) [low, high] = [guess, guess + 1];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (await at(middle) <= value) low = middle;
        else high = middle;
      }
      const off = async (spot) => Math.abs(await at(spot) - value);
      let least = await off(high);
      if (await off(low) <= least) least = await off(low);
      else await at(high);
      if (!(least <= NEAR * Math.abs(value) ||
        least <= (ends[1] - ends[0]) / PLACES)) {
        throw new Error(`${knob} cannot be turned to ${value}, only to ` +
          await p.reads(full));
      }
      await tab.ask("settle");
    },

    async choose(knob, word) {
      const { input } = await control(knob, "select");
      await input.selectOption({ label: word });
      await tab.ask("settle");
    },

    // One of several words, to be ticked or not.
    async tick(knob, word, on = true) {
      const { input } = await control(knob, "[data-kind=ticks]");
      const box = input.locator(`input[value="${word}"]`);
      if (await box.count() !== 1) throw new Error(`${knob} has no ${word}`);
      await box.setChecked(on);
      await tab.ask("settle");
    },

    // A text in the place of the one that is there.
    async type(knob, text) {
      const { input } = await control(knob, "[type=text]");
      await input.fill(text);
      await tab.ask("settle");
    },

    // A line on a pad, through points of it, from (0, 0) to (1, 1):
    // p.pen("digit", [[0.5, 0.2], [0.5, 0.8]]).
    async pen(knob, points) {
      const { input } = await control(knob, "[data-kind=pixels]");
      await input.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await input.boundingBox();
      const [from, ...rest] = points.map(([fx, fy]) =>
        [x + fx * width, y + fy * height]);
      await tab.mouse.move(...from);
      await tab.mouse.down();
      for (const to of rest) await tab.mouse.move(...to, { steps: 5 });
      await tab.mouse.up();
      await tab.near(id);
    },

    async clear(knob) {
      const { input } = await control(knob, "[data-kind=pixels]");
      await input.locator("xpath=../button[contains(@class, 'clear')]").click();
      await tab.ask("settle");
    },

    // Another drawing of the same.
    async view(word) {
      const words = (await tab.ask("views", id)).map((view) => view.word);
      if (!words.includes(word)) throw new Error(`there is no view ${word}`);
      await tab.view(id, word);
    },

    // A point by so many pixels; to a place of the picture, from (0, 0) at its
    // upper left to (1, 1).
    async drag(i, dx, dy) {
      const { x, y } = await handle(i);
      await carry(i, { x: x + dx, y: y + dy });
    },
    dragTo: async (i, fx, fy) => carry(i, await place(fx, fy)),

    // A point to where the knobs that follow it show these values, as one looks
    // at them meanwhile: {"start-x": 3, "start-y": 4}.
    async pull(i, values) {
      const knobs = Object.keys(values);
      const shown = async () => {
        await tab.ask("settle");
        return Promise.all(knobs.map(async (k) => number(await p.reads(k))));
      };
      const from = await handle(i);
      const to = [from.x, from.y];
      await tab.mouse.move(...to);
      await tab.mouse.down();
      await towards(knobs.map((k) => values[k]), to, shown, () =>
        tab.mouse.move(...to, { steps: 2 }));
      await tab.mouse.up();
      const last = await shown();
      knobs.forEach((k, n) => {
        if (!close(last[n], values[k])) {
          throw new Error(`${k} cannot be dragged to ${values[k]}, only to ` +
            last[n]);
        }
      });
    },

    async hover(fx, fy) {
      const { x, y } = await place(fx, fy);
      await tab.mouse.move(x, y, { steps: 3 });
      await tab.ask("settle");
    },

    // A key on a point, "ArrowLeft" or "Shift+ArrowUp".
    async press(i, key) {
      await handle(i);
      await tab.evaluate(([d, n]) => document.getElementById(d)
        .querySelectorAll(".handle:not([hidden])")[n].focus(), [id, i]);
      await tab.keyboard.press(key);
      await tab.ask("settle");
    },

    // From the first step to the last.
    async play() {
      const button = tab.locator(`[id="${id}"] button.play`);
      await button.click();
      await tab.waitForFunction((i) => document.getElementById(i)
        .querySelector(".play").textContent === "Play", id);
      await tab.ask("settle");
    },

    reset: () => tab.reset(id),

    // -- What an eye reads

    says: async () => (await tab.ask("state", id)).sentence,

    // The value beside a control; number() makes one of it. Of ticks
    // the words, "adam+momentum" or "none".
    async reads(knob) {
      const { full } = await control(knob, "*");
      return tab.ask("words", id, full);
    },

    // What is printed in the page's output of that section.
    async prints(section) {
      const output = tab.locator(`.output[data-section="${section}"] samp`);
      if (await output.count() === 0) {
        throw new Error(`the page prints no ${section}`);
      }
      return output.first().textContent();
    },

    // The commands that its button copies, and {name, content} of a file that
    // is saved, "svg" or "png".
    copies: (section) => tab.copy(section),
    saves: (kind) => tab.save(id, kind),

    // One and the same for one and the same picture.
    picture: () => tab.ask("hash", id),

    // And what the text says of it.
    expect: (what, holds, found = "") => check(where, what, holds, found),
  };
  return p;
}

// How far along a range a value lies, about.
function share(kind, [low, high], value) {
  return kind === "log" ? Math.log(value / low) / Math.log(high / low)
    : kind === "count" && high - low > PLACES
      ? Math.log(value - low + 1) / Math.log(high - low + 1)
      : (value - low) / (high - low);
}

const close = (found, wanted) =>
  Math.abs(found - wanted) <= NEAR * Math.max(Math.abs(wanted), 0.5);

// The first value goes across, or where it stands still, up and down; the
// second one up and down. Each is brought nearer by the slope of what has been
// seen so far.
async function towards(wanted, to, shown, move) {
  const axes = wanted.map((_, n) => n);
  let before = await shown();
  const slope = [NaN, NaN];
  const far = 12; // pixels, to see which way it goes
  if (axes.length === 1) {
    to[0] += far;
    await move();
    if ((await shown())[0] === before[0]) {
      to[0] -= far;
      axes[0] = 1;
    }
  }
  for (let round = 0; round < 8; round++) {
    const last = [...to];
    axes.forEach((axis, n) => {
      const step = Number.isFinite(slope[n]) && slope[n] !== 0
        ? (wanted[n] - before[n]) / slope[n] : far;
      to[axis] += Math.max(-200, Math.min(200, step));
    });
    await move();
    const now = await shown();
    if (now.every((value, n) => close(value, wanted[n]) &&
      Math.abs(value - wanted[n]) <= Math.abs(slope[n] || 0) / 2)) return;
    axes.forEach((axis, n) => {
      const moved = to[axis] - last[axis];
      if (Math.abs(moved) >= 0.5) slope[n] = (now[n] - before[n]) / moved;
    });
    before = now;
  }
}
