// What is asked of a figure, within the page. Each function stands alone there
// under window.probe, and is handed the figure's id.

export function probe() {
  const find = (id) => document.getElementById(id);
  const canvasOf = (id) => find(id).querySelector(".live canvas");
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
  const hash = (canvas) => {
    const sum = pixels(canvas).reduce((h, p) => (Math.imul(h, 31) + p) | 0, 0);
    return `${canvas.width}x${canvas.height}:${sum}`;
  };

  window.probe = {
    hash: (id) => hash(canvasOf(id)),

    // "light" or "dark", as the colour of most pixels is.
    paper(id) {
      const [word] = pixels(canvasOf(id));
      return (word & 0xff) > 127 ? "light" : "dark";
    },

    // The share of the pixels that do not have the colour of most.
    ink(id) {
      const count = new Map();
      const all = pixels(canvasOf(id));
      for (const p of all) count.set(p, (count.get(p) ?? 0) + 1);
      return 1 - Math.max(...count.values()) / all.length;
    },

    // What is turned shows at once, also where the rest takes its time.
    async pass(frames) {
      for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
    },

    // Some frames, and until nothing is in the making any more; after that
    // whatever was turned has been drawn.
    async settle(frames = 4) {
      const busy = () => document.querySelector("figure[aria-busy]");
      for (let i = 0; i < frames || busy(); i++) {
        await new Promise(requestAnimationFrame);
      }
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
        values: inputs.map((input) => input.value).join(" "),
        words: inputs.map((input) =>
          input.parentElement.querySelector("output")?.textContent).join("; "),
        fits: canvas && Math.abs(canvas.width -
          canvas.getBoundingClientRect().width * devicePixelRatio) <= 1,
      };
    },

    controls: (id) => [...find(id).querySelectorAll("[data-knob]")]
      .map((input) => ({
        knob: input.dataset.knobFull,
        start: input.tagName === "SELECT" ? input.selectedIndex : +input.value,
        places: input.tagName === "SELECT"
          ? [...input.options].map((_, i) => i) : [0, 333, 1000],
      })),

    // By hand, but for the hand.
    turn(id, knob, place) {
      const input = find(id).querySelector(`[data-knob-full="${knob}"]`);
      if (input.tagName === "SELECT") input.selectedIndex = place;
      else input.value = place;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },

    // Those that are shown; `both`: they go across and up and down.
    handles: (id) => [...find(id).querySelectorAll(".handle")]
      .map((button, index) => {
        const box = button.getBoundingClientRect();
        return { index, shown: !button.hidden, x: box.x + box.width / 2,
          y: box.y + box.height / 2,
          both: / and .*:/.test(button.getAttribute("aria-label")) };
      }).filter(({ shown }) => shown),

    // When the knob that is played was turned, from now on.
    watch(id) {
      const { knobFull } = find(id).querySelector("button.play").dataset;
      const words = find(id).querySelector(`[data-knob-full="${knobFull}"]`)
        .parentElement.querySelector("output");
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

    // How long a turn takes from the beginning of its frame to the pixels.
    async frames(id, knob, count) {
      const times = [];
      const input = find(id).querySelector(`[data-knob-full="${knob}"]`);
      const words = input.parentElement.querySelector("output");
      for (let i = 0; i < count; i++) {
        let began = 0;
        window.probe.turn(id, knob, 100 + (i * 617) % 800);
        requestAnimationFrame(() => { began = performance.now(); });
        await new Promise((drawn) => {
          new MutationObserver((_, observer) => {
            observer.disconnect();
            drawn();
          }).observe(words, { childList: true });
        });
        scratch.width = scratch.height = 1;
        paper ??= scratch.getContext("2d", { willReadFrequently: true });
        paper.drawImage(canvasOf(id), 0, 0);
        paper.getImageData(0, 0, 1, 1);
        times.push(performance.now() - began);
        await window.probe.settle(1);
      }
      return times;
    },
  };
}
