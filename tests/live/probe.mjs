// What is asked of a figure, within the page. Each function stands alone there
// under window.probe, and is handed the figure's id.

// Run before the probe: frames that wait for no screen.
export function hurry() {
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()(performance.now());
  window.onScreen = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (act) => {
    waiting.push(act);
    port2.postMessage(0);
  };
}

export function probe() {
  const find = (id) => document.getElementById(id);
  const canvasOf = (id) => find(id).querySelector(".live canvas");
  const controlOf = (id, knob) =>
    find(id).querySelector(`[data-knob][data-knob-full="${knob}"]`);
  // The centre of a point that is turned, in hundredths of the drawing.
  const around = (figure, place) => {
    if (!place) return null;
    const box = figure.querySelector(".live").getBoundingClientRect();
    const [x, y] = place.split(" ");
    return { x: box.x + box.width * x / 100, y: box.y + box.height * y / 100 };
  };
  const fieldOf = (id, index) =>
    find(id).querySelector(`.field[data-handle="${index}"]`);
  const kindOf = (control) =>
    control.type === "range" ? "range" : control.dataset.kind;
  const scratch = document.createElement("canvas");
  let paper = null;

  // Read from a copy, since a browser treats a canvas that is read otherwise.
  const pixels = (canvas) => {
    scratch.width = canvas.width;
    scratch.height = canvas.height;
    paper ??= scratch.getContext("2d", { willReadFrequently: true });
    paper.drawImage(canvas, 0, 0);
    const { data } = paper.getImageData(0, 0, canvas.width, canvas.height);
    return new Uint32Array(data.buffer);
  };
  const hashed = (canvas, all) => {
    let sum = 0;
    for (const p of all) sum = (Math.imul(sum, 31) + p) | 0;
    return `${canvas.width}x${canvas.height}:${sum}`;
  };
  const hash = (canvas) => hashed(canvas, pixels(canvas));

  // The share of the pixels that do not have the colour of most; of some, for
  // there are a million.
  const ink = (all) => {
    const count = new Map();
    let n = 0;
    for (let i = 0; i < all.length; i += 31) {
      count.set(all[i], (count.get(all[i]) ?? 0) + 1);
      n += 1;
    }
    return 1 - Math.max(...count.values()) / n;
  };

  // The screen's, where what the page takes for frames waits for none (hurry).
  const onScreen = window.onScreen ?? requestAnimationFrame.bind(window);
  const busy = () => document.querySelector("figure[aria-busy]");

  // Each control: its value, how that is worded, and others.
  const boxes = (ticks) => [...ticks.querySelectorAll("input")];
  const kinds = {
    range: {
      value: (input) => +input.value,
      words: (input) =>
        input.parentElement.querySelector("output").textContent,
      places: () => [0, 333, 1000],
      turn: (input, place) => { input.value = place; },
    },
    choice: {
      value: (select) => select.selectedIndex,
      words: (select) => select.value,
      places: (select) => [...select.options].map((_, i) => i),
      turn: (select, place) => { select.selectedIndex = place; },
    },
    ticks: { // a setting is a bit for each
      value: (ticks) => boxes(ticks).map((box) => +box.checked).join(""),
      words: (ticks) => boxes(ticks).filter((box) => box.checked)
        .map((box) => box.value).join("+") || "none",
      places: (ticks, start) => [...start].map((bit, i) =>
        `${start.slice(0, i)}${1 - bit}${start.slice(i + 1)}`)
        .concat(start.replaceAll("1", "0"), start.replaceAll("0", "1")),
      turn: (ticks, bits) => boxes(ticks).forEach((box, i) => {
        box.checked = bits[i] === "1";
      }),
    },
    text: {
      value: (input) => input.value,
      words: (input) => input.value,
      places: (_, start) => start === "" ? ["x^2", "x^4 - x"]
        : [`2 * (${start})`, `(${start}) ^ 2`],
      turn: (input, text) => { input.value = text; },
    },
    pixels: { // how much is black, and all of it
      value: (pad) => hash(pad),
      words: (pad) => hash(pad),
      places: () => ["nothing", "a stroke"],
      turn(pad, what) {
        pad.parentElement.querySelector(".clear").click();
        if (what === "nothing") return;
        const { x, y, width, height } = pad.getBoundingClientRect();
        const at = (share) => ({ clientX: x + width * (0.4 + share / 10),
          clientY: y + height * (0.2 + 0.6 * share), pointerId: 1, button: 0 });
        pad.setPointerCapture = () => {}; // there is no such pointer
        const point = (type, share) =>
          pad.dispatchEvent(new PointerEvent(type, at(share)));
        point("pointerdown", 0);
        point("pointermove", 1);
        point("pointerup", 1);
        delete pad.setPointerCapture;
      },
    },
  };

  window.probe = {
    hash: (id) => hash(canvasOf(id)),

    // "light" or "dark", as the colour of most pixels is.
    paper(id) {
      const [word] = pixels(canvasOf(id));
      return (word & 0xff) > 127 ? "light" : "dark";
    },

    approach: (id) => find(id).querySelector(".drawing")
      .scrollIntoView({ block: "center", behavior: "instant" }),

    ink: (id) => ink(pixels(canvasOf(id))),

    // Of one reading of the pixels, which takes longest, all that is asked.
    sight(id) {
      const all = pixels(canvasOf(id));
      return { ...window.probe.state(id), hash: hashed(canvasOf(id), all),
        ink: ink(all) };
    },

    // What is turned shows at once, also where the rest takes its time.
    async pass(frames) {
      for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
    },

    // Some frames, and until nothing is in the making any more; after that
    // whatever was turned has been drawn.
    async settle(frames = 4) {
      do {
        await window.probe.pass(frames);
        while (busy()) await new Promise(onScreen);
      } while (busy());
    },

    // And after another window, another theme or another place of the page,
    // of which a page is told with a frame of the screen.
    async seen() {
      for (let i = 0; i < 3; i++) await new Promise(onScreen);
      await window.probe.settle();
    },

    // What a reader sees of a figure.
    state(id) {
      const figure = find(id);
      const image = figure.querySelector(".drawing img");
      const canvas = canvasOf(id);
      const inputs = [...figure.querySelectorAll("[data-knob]")];
      return {
        drawn: figure.classList.contains("drawn"),
        image: getComputedStyle(image).opacity !== "0" &&
          image.complete && image.naturalWidth > 0,
        canvas: canvas && getComputedStyle(canvas).visibility === "visible",
        sentence: figure.querySelector(".short").textContent,
        values: inputs.map((input) => kinds[kindOf(input)].value(input))
          .join(" "),
        words: inputs.map((input) => kinds[kindOf(input)].words(input))
          .join("; "),
        fits: canvas && Math.abs(canvas.width -
          canvas.getBoundingClientRect().width * devicePixelRatio) <= 1,
      };
    },

    // In what each may be turned to it is drawn; `away` is not the book's.
    controls: (id) => [...find(id).querySelectorAll("[data-knob]")]
      .map((input) => {
        const kind = kindOf(input);
        const start = kinds[kind].value(input);
        const places = kinds[kind].places(input, start);
        const away = kind === "range" ? 410 : places.find((p) => p !== start);
        return { knob: input.dataset.knobFull, kind, start, places, away };
      }),

    words: (id, knob) => {
      const input = controlOf(id, knob);
      return kinds[kindOf(input)].words(input);
    },

    // By hand, but for the hand.
    turn(id, knob, place) {
      const input = controlOf(id, knob);
      kinds[kindOf(input)].turn(input, place);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },

    // Those that are shown; `both`: they go across and up and down.
    handles: (id) => [...find(id).querySelectorAll(".handle")]
      .map((button, index) => {
        const box = button.getBoundingClientRect();
        return { index, shown: !button.hidden, x: box.x + box.width / 2,
          y: box.y + box.height / 2,
          both: / and .*:/.test(button.getAttribute("aria-label")),
          around: around(find(id), button.dataset.around),
          follows: !!fieldOf(id, index) };
      }).filter(({ shown }) => shown),

    // All turned, and reset at once.
    async regret(id) {
      const { controls, settle, turn } = window.probe;
      for (const { knob, away } of controls(id)) turn(id, knob, away);
      find(id).querySelector("button.reset").click();
      await settle();
    },

    // Over which a point follows the mouse.
    field(id, index) {
      const { x, y, width, height } = fieldOf(id, index)
        .getBoundingClientRect();
      return { x, y, width, height };
    },

    // Knobs that are folded away.
    unfold(id) {
      for (const fold of find(id).querySelectorAll("details")) fold.open = true;
    },

    views: (id) => [...find(id).querySelectorAll("button.view")]
      .map(({ dataset, ariaPressed }) =>
        ({ word: dataset.view, pressed: ariaPressed === "true" })),

    // Played till a few pictures have been seen, and paused.
    async play(id) {
      const button = find(id).querySelector("button.play");
      const pictures = new Set();
      button.click();
      do {
        await new Promise(onScreen);
        pictures.add(hash(canvasOf(id)));
      } while (pictures.size < 6 && button.textContent === "Pause");
      const label = button.textContent;
      if (label === "Pause") button.click();
      await window.probe.settle();
      return { pictures: pictures.size, label };
    },

    // Outputs of its program that can be copied.
    copied: (id) => [...document.querySelectorAll(
      `.output[data-chapter="${find(id).dataset.chapter}"]`)]
      .filter((output) => output.querySelector("button.copy"))
      .map((output) => ({ section: output.dataset.section,
        text: output.querySelector("samp").textContent })),

    // A knob's name in links and complaints: bare where only one is called so.
    nameOf(id, knob) {
      const bare = (full) => full.slice(full.indexOf(".") + 1);
      const alike = find(id).dataset.knobs.split(" ")
        .filter((other) => bare(other) === bare(knob));
      return alike.length > 1 ? knob : bare(knob);
    },

    saves: (id) => [...find(id).querySelectorAll("button.save")]
      .map(({ dataset }) => dataset.kind),

    // When the knob that is played was turned, from now on.
    watch(id) {
      const { knobFull } = find(id).querySelector("button.play").dataset;
      const words = controlOf(id, knobFull).parentElement
        .querySelector("output");
      window.turned = [];
      let before = words.textContent;
      new MutationObserver(() => {
        if (words.textContent === before) return;
        before = words.textContent;
        window.turned.push(performance.now());
      }).observe(words, { childList: true, characterData: true, subtree: true });
    },
    watched: () => window.turned,

    // What is printed of the figure's experiments.
    outputs: (id) => find(id).dataset.live.split(" ").flatMap((section) =>
      [...document.querySelectorAll(`.output[data-section="${section}"]`)]
        .map((output) => ({
          section,
          turned: output.classList.contains("turned"),
          text: output.querySelector("samp").textContent,
          note: output.querySelector(".yours").textContent,
        }))),

    // How long a turn takes from the beginning of its frame to the pixels, and
    // whether there are more to come. What is drawn gives the canvas a size.
    async frames(id, knob, count) {
      const times = [];
      let later = 0;
      const { kind, places } = window.probe.controls(id)
        .find((control) => control.knob === knob);
      for (let i = 0; i < count; i++) {
        let began = 0;
        window.probe.turn(id, knob, kind === "range" ? 100 + (i * 617) % 800
          : places[i % places.length]);
        requestAnimationFrame(() => { began = performance.now(); });
        await new Promise((drawn) => {
          new MutationObserver((_, observer) => {
            observer.disconnect();
            drawn();
          }).observe(canvasOf(id), { attributes: true });
        });
        scratch.width = scratch.height = 1;
        paper ??= scratch.getContext("2d", { willReadFrequently: true });
        paper.drawImage(canvasOf(id), 0, 0);
        paper.getImageData(0, 0, 1, 1);
        times.push(performance.now() - began);
        later += !!busy();
        await window.probe.settle(1);
      }
      return { times: times.sort((a, b) => a - b), later };
    },
  };
}
