// Live figures. A chapter's program and its drawing program, compiled to
// WebAssembly, run here in the page: all that is computed, drawn or worded is
// theirs (live/live.h). This file has what a browser has and C has not: a
// canvas, a pointer, time and an address; machine.js calls a module, teller.js
// has a worker for what takes long, controls.js the controls, sketch.js a picture
// as SVG, address.js what a link says. Without them, or where they fail, the pictures
// of the book stand as they are.

(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  const nextFrame = () => new Promise(requestAnimationFrame);
  const nextTask = () => new Promise((go) => setTimeout(go));
  const ignore = () => {}; // of a trouble that the figure has told

  // -- What comes from files ---------------------------------------------------

  // Classic scripts, for a page that was opened from a file may load no other.
  const loaded = new Map();
  function load(file) {
    if (!loaded.has(file)) {
      loaded.set(file, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = file;
        script.onload = done;
        script.onerror = () => {
          loaded.delete(file);
          script.remove();
          failed(new Trouble(`${file} cannot be loaded; the figure stands still.`));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(file);
  }

  const packed = new Map(); // modules and data sets: gzip in base64

  async function unpack(name, file) {
    const bytes = Uint8Array.from(atob(packed.get(name)),
      (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream()
      .pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer().catch(() => {
      throw new Trouble(`${file} is damaged; the figure stands still.`);
    });
  }

  async function compile(name) {
    if (!window.DecompressionStream || !window.WebAssembly) {
      throw new Trouble("This browser cannot run the chapter's program " +
        "(it has no DecompressionStream); the figure stands still.");
    }
    const file = `live/${name}.js`;
    await Promise.all([load("assets/wasi.js"), load(file),
      document.fonts.load("12px Pagella"),
      document.fonts.load("italic 12px Pagella")]);
    return WebAssembly.compile(await unpack(name, file));
  }

  // Data sets, loaded when a program has opened one that was not here.
  const data = new Map();
  async function fetchData(name) {
    if (!data.has(name)) {
      const file = `live/data/${name}.js`;
      await load(file);
      data.set(name, new Uint8Array(await unpack(name, file)));
    }
    return data.get(name);
  }

  // Does it with a machine, and again with another when a data set has come.
  async function attempt(start, act) {
    for (;;) {
      const machine = await start();
      try {
        return act(machine);
      } catch (error) {
        const { lacks } = machine;
        if (!lacks || data.has(lacks)) throw error;
        await fetchData(lacks);
      }
    }
  }

  // -- The canvas, in the place of cairo ---------------------------------------

  // Numbers are drawn as they are measured: not rounded to pixels.
  function context(canvas) {
    const c = canvas.getContext("2d");
    if (!c) throw new Trouble("This browser has no canvas to draw on.");
    c.textRendering = "geometricPrecision";
    c.fontKerning = "normal";
    return c;
  }

  const ruler = { c: null, size: 64 }; // measures large, and divides
  let c = null; // the context that is drawn on

  const fillRules = ["nonzero", "evenodd"];
  const caps = ["butt", "round", "square"];
  const joins = ["miter", "round", "bevel"];
  const font = (size, italic) =>
    `${italic ? "italic " : ""}${size}px Pagella, "Palatino Linotype", serif`;

  // What the module imports as "canvas". Painting forgets the path, as cairo's
  // does; a fill rule is kept until the next.
  function canvasImports(machine) {
    let rule = "nonzero";
    const write = (method) => (at, n, size, italic, x, y) => {
      c.font = font(size, italic);
      c[method](machine.bytes(at, n), x, y);
    };
    return {
      save: () => c.save(),
      restore: () => c.restore(),
      translate: (x, y) => c.translate(x, y),
      rotate: (angle) => c.rotate(angle),
      move_to: (x, y) => c.moveTo(x, y),
      line_to: (x, y) => c.lineTo(x, y),
      arc: (x, y, radius, from, to) => c.arc(x, y, radius, from, to),
      close_path: () => c.closePath(),
      rectangle: (x, y, width, height) => c.rect(x, y, width, height),
      fill: () => { c.fill(rule); c.beginPath(); },
      fill_preserve: () => c.fill(rule),
      stroke: () => { c.stroke(); c.beginPath(); },
      set_dash: (at, n, offset) => {
        c.setLineDash(machine.numbers(at, n));
        c.lineDashOffset = offset;
      },
      set_fill_rule: (i) => { rule = fillRules[i]; },
      set_line_cap: (i) => { c.lineCap = caps[i]; },
      set_line_join: (i) => { c.lineJoin = joins[i]; },
      set_line_width: (width) => { c.lineWidth = width; },
      set_source_rgba: (red, green, blue, alpha) => {
        c.fillStyle = c.strokeStyle =
          `rgb(${255 * red} ${255 * green} ${255 * blue} / ${alpha})`;
      },
      measure: (at, n, size, italic, out) => {
        ruler.c ??= context(document.createElement("canvas"));
        ruler.c.font = font(ruler.size, italic);
        const m = ruler.c.measureText(machine.bytes(at, n));
        machine.numbers(out, 5).set([m.width, m.actualBoundingBoxLeft,
          m.actualBoundingBoxRight, m.actualBoundingBoxAscent,
          m.actualBoundingBoxDescent].map((x) => x * size / ruler.size));
      },
      text: write("fillText"),
      text_stroke: write("strokeText"),
    };
  }

  // -- A run of the module -----------------------------------------------------

  let shim = null; // the classes of wasi.js

  // One that draws, too.
  class DrawingMachine extends Machine {
    static begin(code) {
      shim ??= window.downhill.shim();
      return this.start({ code, shim, canvas: canvasImports, data });
    }

    size(figure, narrow) {
      const [width, height] =
        this.numbers(this.call("live_size", figure, narrow), 2);
      return { width, height };
    }

    // The figure on all of a canvas, whatever its size.
    draw(canvas, figure, narrow) {
      const size = this.size(figure, narrow);
      c = context(canvas);
      this.last = canvas;
      c.setTransform(canvas.width / size.width, 0, 0,
        canvas.height / size.height, 0, 0);
      this.call("live_draw", figure, narrow, isDark());
      return size;
    }

    // The same as the text of an SVG.
    sketch(figure, narrow) {
      const sketch = new Sketch(this.size(figure, narrow));
      c = sketch;
      this.last = null;
      this.call("live_draw", figure, narrow, isDark());
      return String(sketch);
    }

    // On a canvas of its own, so many pixels wide.
    picture(figure, narrow, width) {
      const canvas = document.createElement("canvas");
      const size = this.size(figure, narrow);
      canvas.width = Math.round(width);
      canvas.height = Math.round(width * size.height / size.width);
      this.draw(canvas, figure, narrow);
      return canvas;
    }

    // One without knobs lies outside of its panel.
    handles() {
      const lines = this.text("live_handles").split("\n").slice(0, -1);
      return lines.map((line, index) => {
        const [knobX, knobY, ...numbers] = line.split("\t");
        const [x, y, ...more] = numbers.map(Number);
        const [left, top, right, bottom] = more;
        return { index, knobs: [knobX, knobY].filter(Boolean), x, y,
          panel: bottom && { left, top, right, bottom },
          centre: more.length === 2 && { x: left, y: top } };
      });
    }
  }

  // -- A chapter: one state, shared by its figures ------------------------------

  const QUICK = 30; // ms; what takes longer is told in a worker
  const AT_ONCE = 3; // ms; what takes less is told before the worker has answered

  class Chapter {
    figures = [];
    outputs = new Map(); // by experiment
    book = new Map(); // settings of the book, by knob
    turned = new Map(); // those that the reader has changed
    pending = new Map(); // operations, the last of each kind
    last = Promise.resolve();
    took = new Map(); // how long experiments took
    needed = new Map(); // what each needs, itself too
    printing = new Set(); // experiments whose output a worker makes
    outdated = new Set(); // and those of them that were turned since

    constructor(name) {
      this.name = name;
    }

    // Once for a frame, and one after the other. An operation has the figure
    // that it comes from, the knobs that it turns, and what it does: `act`
    // returns what is wrong with it, or nothing.
    turn(key, operation) {
      this.pending.delete(key);
      this.pending.set(key, operation);
      if (!this.next) {
        const applied = this.last.then(nextFrame).then(() => {
          const operations = [...this.pending.values()];
          this.pending.clear();
          this.next = null;
          return this.apply(operations);
        });
        this.last = applied.catch(ignore);
        this.next = applied.then((makings) => Promise.all(makings));
      }
      return this.next;
    }

    async load() {
      this.code ??= compile(this.name);
      this.compiled = await this.code.catch((trouble) => {
        this.code = null; // the next turn tries again
        throw trouble;
      });
      return this.compiled;
    }

    async ready() {
      const code = await this.load();
      if (!this.machine || this.machine.broken) {
        const machine = await DrawingMachine.begin(code);
        for (const [knob, setting] of this.turned) {
          machine.call("live_set", knob, setting);
        }
        this.machine = machine;
      }
      return this.machine;
    }

    // Returns promises of what the asked figures still have in the making.
    async apply(operations) {
      const asked = new Set(operations.map(({ figure }) => figure));
      const touched = new Set(); // experiments
      const complaints = new Map();
      let failure = null;
      try {
        await this.operate(operations, touched, complaints);
      } catch (error) {
        for (const figure of asked) this.giveUp(figure, error);
        throw error;
      }
      for (const figure of this.figures) {
        if (figure.entries.some((entry) => touched.has(entry))) figure.soil();
        if (complaints.has(figure)) figure.soil();
      }
      let began = performance.now();
      for (const figure of this.figures) {
        const due = asked.has(figure) || (figure.near && !figure.failed);
        if (!figure.stale || !due) continue;
        if (performance.now() - began > AT_ONCE) { // a hand comes first
          await nextTask();
          began = performance.now();
        }
        try {
          await this.show(figure, complaints.get(figure));
        } catch (error) { // the others go on
          this.giveUp(figure, error);
          if (asked.has(figure)) failure = error;
        }
      }
      if (failure) throw failure;
      await this.print([...touched]);
      for (const wrong of complaints.values()) throw new Trouble(wrong);
      return [...asked].map(({ making }) => making);
    }

    async operate(operations, touched, complaints) {
      const machine = await this.ready();
      machine.said = "";
      for (const { figure, knobs, act } of operations) {
        for (const knob of knobs) {
          touched.add(experimentOf(knob));
          this.know(machine, knob);
        }
        const wrong = act(machine);
        if (wrong) complaints.set(figure, wrong);
        for (const knob of knobs) this.remember(machine, knob);
      }
    }

    know(machine, knob) {
      if (this.book.has(knob)) return;
      this.book.set(knob, machine.text("live_setting", knob));
    }

    remember(machine, knob) {
      const setting = machine.text("live_setting", knob);
      if (setting === this.book.get(knob)) this.turned.delete(knob);
      else this.turned.set(knob, setting);
    }

    async show(figure, complaint) {
      const machine = await this.ready();
      const entries = figure.entries.join(" ");
      const untold = machine.text("live_untold", entries);
      if (this.expected(machine, untold) > QUICK && !Teller.refused) {
        this.showLater(figure, entries, complaint);
        return;
      }
      if (figure.awaits) figure.forgo(); // it is overtaken
      this.showNow(figure, await this.tell(entries), complaint);
    }

    showNow(figure, machine, complaint) {
      figure.draw(machine);
      figure.showKnobs(machine);
      this.sayOf(figure, machine, complaint);
      figure.rest();
    }

    sayOf(figure, machine, complaint) {
      figure.say(complaint ||
        machine.text("live_short", figure.entries.join(" ")));
    }

    // -- How long it takes

    // In ms, as each took before, and more where counts are larger now. What has
    // never been told may take any time; what the program calls long does.
    expected(machine, untold) {
      return untold.split(" ").filter(Boolean).reduce((sum, name) => {
        const known = this.took.get(name);
        if (!known) return Infinity;
        const effort = machine.call("live_effort", name);
        return sum + (effort === Infinity ? Math.max(known.ms, 2 * QUICK)
          : known.ms * Math.max(1, effort / known.effort));
      }, 0);
    }

    // Forgotten by halves: a turn may be quick and the next one long. A clock may
    // be too coarse to see less than .1 ms.
    learn(runs) {
      for (const { name, effort, ms } of runs) {
        const before = this.took.get(name)?.ms ?? 0;
        this.took.set(name, { effort, ms: Math.max(ms + 0.1, before / 2) });
      }
    }

    // Here, which blocks the page.
    tell(entries) {
      return attempt(() => this.ready(), (machine) => {
        this.learn(machine.tell(entries).runs);
        return machine;
      });
    }

    // -- What takes long

    // The knobs show at once how they are turned, and so does what of the picture
    // is quick; the rest, sentence and output follow when they are told.
    showLater(figure, entries, complaint) {
      const { machine } = this;
      const settings = [...this.turned];
      const { time } = figure;
      if (time && settings.length > 0 && !this.turned.has(time)) {
        settings.push([time, machine.text("live_setting", time)]);
      }
      const key = JSON.stringify([entries, settings]);
      if (figure.awaits?.key === key) { // not turned: another size or theme
        if (figure.by === machine) figure.draw(machine);
        return;
      }
      figure.showKnobs(machine);
      this.showQuick(figure, machine);
      const untold = machine.text("live_untold", entries);
      figure.expect({ key, experiments: untold.split(" ") });
      figure.making = figure.teller(this).tell(
        { experiments: entries, settings,
          wanted: () => this.lacks(machine, entries),
          expected: this.expected(machine, untold),
          coarse: this.coarse(machine, figure, settings, untold) },
        (answer) => this.receive(figure, machine, answer, complaint))
        .catch((error) => this.withoutWorker(figure, error));
      figure.making.catch(ignore);
    }

    // What takes next to no time, for a figure that has been drawn here: the rest
    // of it stays as it was told last.
    showQuick(figure, machine) {
      if (figure.by !== machine) return;
      const quick = figure.entries.filter((entry) => {
        const untold = machine.text("live_untold", entry);
        return untold !== "" && this.expected(machine, untold) < AT_ONCE;
      });
      if (quick.length === 0) return;
      this.learn(machine.tell(quick.join(" ")).runs);
      figure.draw(machine);
    }

    // What can be told with fewer steps first: the experiments that the knob of
    // time changes, if one of them is to be told. `others`: are there some that it
    // does not change? They take as long with few steps as with many.
    coarse(machine, figure, settings, untold) {
      const { time, entries } = figure;
      if (!time || settings.length === 0) return null;
      const turned = (list) => machine.text("live_turned_by", list, time);
      if (turned(untold) === "") return null;
      // Nothing can be drawn here before all of it has been told once.
      const experiments = figure.by === machine ? turned(entries.join(" "))
        : entries.join(" ");
      const wanted = machine.text("live_untold", experiments);
      const has = (list, name) => list.split(" ").includes(name);
      const others = entries.some((entry) =>
        has(untold, entry) && !has(wanted, entry));
      const low = machine.call("live_low", time);
      return { time, low, experiments, others,
        wanted: () => this.lacks(machine, experiments) };
    }

    // What a machine has yet to be told; one that is no longer here, nothing.
    lacks(machine, experiments) {
      return machine === this.machine && !machine.broken
        ? machine.text("live_untold", experiments) : "";
    }

    receive(figure, machine, answer, complaint) {
      const entries = figure.entries.join(" ");
      this.learn(answer.runs);
      if (this.machine !== machine) { // another knows nothing of the rest
        figure.forgo();
        figure.rest();
        figure.soil();
        figure.refresh();
        return;
      }
      try {
        const { experiments } = figure.awaits;
        machine.unpack(answer.packed);
        figure.draw(machine);
        this.sayOf(figure, machine, complaint);
        if (machine.text("live_untold", entries) !== "") return;
        figure.rest();
        this.print(experiments).catch(ignore);
        this.share(figure, experiments);
      } catch (error) {
        this.giveUp(figure, error);
      }
    }

    // Other figures of the same experiments.
    share(figure, experiments) {
      const shows = ({ entries }) =>
        entries.some((entry) => experiments.includes(entry));
      for (const other of this.figures) {
        if (other === figure || !shows(other)) continue;
        other.soil();
        other.refresh();
      }
    }

    withoutWorker(figure, error) {
      if (Teller.refused) { // the page must do it itself
        figure.rest();
        return figure.turn(figure, [], () => figure.soil());
      }
      this.giveUp(figure, error);
      throw error;
    }

    // Some experiments have been told anew: what is printed of them, and of
    // those that need them, where the page has it.
    async print(experiments) {
      if (experiments.length === 0) return;
      for (const [experiment, outputs] of this.outputs) {
        const needs = this.needs(await this.ready(), experiment);
        const later = needs.some((need) =>
          this.figures.some((figure) => figure.isAwaiting(need)));
        if (later || !experiments.some((e) => needs.includes(e))) continue;
        const words = this.words(this.machine, needs);
        const untold = this.machine.text("live_untold", experiment);
        if (this.printing.has(experiment)) {
          this.outdated.add(experiment);
        } else if (words === "" || this.takesLong(untold)) {
          for (const output of outputs) output.show("", "");
        } else if (this.blocks(untold)) {
          this.printLater(experiment, outputs, needs).catch(ignore);
        } else {
          const machine = await this.tell(experiment);
          const report = machine.text("live_report", experiment);
          for (const output of outputs) output.show(report, words);
        }
      }
    }

    // By a worker, and again where the knobs were turned meanwhile.
    async printLater(experiment, outputs, needs) {
      this.printing.add(experiment);
      for (const output of outputs) output.expect();
      try {
        let report, words;
        do {
          this.outdated.delete(experiment);
          words = this.words(this.machine, needs);
          report = words && await window.downhill.report(this.name,
            [experiment], Object.fromEntries(this.turned));
        } while (this.outdated.has(experiment));
        for (const output of outputs) output.show(report, words);
      } finally {
        this.printing.delete(experiment);
        for (const output of outputs) output.rest();
      }
    }

    // Is one of them called long by the program? Then the book's output stands.
    takesLong(untold) {
      return untold.split(" ").filter(Boolean).some((name) =>
        this.machine.call("live_effort", name) === Infinity);
    }

    // Did one of them take long before?
    blocks(untold) {
      return !Teller.refused && untold.split(" ").some((name) =>
        this.took.get(name)?.ms > QUICK);
    }

    // Asked once, for a hand that turns does not wait for it.
    needs(machine, experiment) {
      if (!this.needed.has(experiment)) {
        const names = machine.text("live_needs", experiment).split(" ");
        this.needed.set(experiment, names);
      }
      return this.needed.get(experiment);
    }

    // "rate 0.02, start 1": what the reader has turned of experiments.
    words(machine, experiments) {
      return [...this.turned.keys()]
        .filter((knob) => experiments.includes(experimentOf(knob)))
        .map((knob) => `${bareName(knob)} ${machine.text("live_words", knob)}`)
        .join(", ");
    }

    // What broke off is started anew by the next turn, as the knobs are then.
    giveUp(figure, error) {
      if (this.machine?.broken) this.machine = null;
      figure.forgo();
      figure.rest();
      figure.standStill();
      figure.say(error instanceof Trouble ? error.message
        : `The figure stands still (${error.message}).`);
    }
  }

  // -- A figure ------------------------------------------------------------------

  class Figure {
    stale = true; // what it shows is not the present state
    near = false; // it can be seen, or soon
    failed = false; // and is not tried again in the present state
    awaits = null; // what it has in the making: {key, experiments}
    making = null; // a promise of that

    constructor(element, chapter) {
      const find = (selector) => element.querySelector(selector);
      this.element = element;
      this.chapter = chapter;
      this.entries = element.dataset.live.split(" ");
      this.views = [...element.querySelectorAll("button.view")];
      this.name = this.book = element.dataset.figure;
      this.knobs = element.dataset.knobs.split(" ");
      this.image = find(".drawing img");
      this.time = find("button.play")?.dataset.knobFull;
      const source = find(".drawing source");
      this.narrow = source && matchMedia(source.media);
      this.sentence = find(".short");
      this.controls = [...element.querySelectorAll("[data-knob]")]
        .map((input) => Control.of(input, (control) => {
          this.stop();
          this.turnBy(control);
        }));
      this.layer = document.createElement("div");
      this.layer.className = "live";
      this.canvas = document.createElement("canvas");
      this.canvas.setAttribute("aria-hidden", "true");
      this.layer.append(this.canvas);
      find(".drawing").append(this.layer);
      find(".controls").hidden = false;
      this.handles = [];
      this.fields = [];
      this.listen(find);
    }

    listen(find) {
      for (const button of this.views) {
        button.addEventListener("click", () => this.look(button));
      }
      find("button.reset").addEventListener("click", () => {
        this.stop();
        this.reset();
      });
      for (const button of this.element.querySelectorAll("button.save")) {
        button.addEventListener("click", () => this.save(button.dataset.kind));
      }
      const play = find("button.play");
      play?.addEventListener("click", () => {
        if (this.playing) this.stop();
        else this.play(play);
      });
    }

    turn(key, knobs, act) {
      const done = this.chapter.turn(key, { figure: this, knobs, act });
      done.catch(ignore);
      return done;
    }

    turnKnob(knob, place) {
      keepAddress(this);
      return this.turn(knob, [knob], (machine) =>
        machine.text("live_turn", knob, place));
    }

    turnBy(control) {
      const { knob } = control;
      keepAddress(this);
      return this.turn(knob, [knob], (machine) =>
        fault(this.nameOf(knob), control.setting ?? control.input.value,
          control.apply(machine)));
    }

    nameOf(knob) {
      return nameOf(this.knobs, knob);
    }

    set(name, setting) {
      if (name === "view" && this.views.length > 0) return this.setView(setting);
      const knob = knobOf(this.knobs, name);
      if (!knob) {
        return this.turn(name, [], () => `There is no knob ${quote(name)} here.`);
      }
      return this.turn(knob, [knob], (machine) =>
        fault(name, setting, machine.text("live_set", knob, setting)));
    }

    // -- One of several drawings

    // Without a button, the book's.
    look(button) {
      this.name = button?.dataset.figure ?? this.book;
      for (const one of this.views) {
        one.setAttribute("aria-pressed", one.dataset.figure === this.name);
      }
      keepAddress(this);
      this.soil();
      return this.turn(this, [], ignore);
    }

    setView(word) {
      const button = this.views.find(({ dataset }) => dataset.view === word);
      return button ? this.look(button)
        : this.turn("view", [], () => `There is no view ${quote(word)} here.`);
    }

    reset() {
      const knobs = this.knobs;
      this.letGo(); // or the windows that a point was held in would stay
      for (const knob of knobs) this.chapter.turned.delete(knob);
      for (const control of this.controls) control.moved = false; // just now
      if (this.name !== this.book) this.look(null);
      keepAddress(this);
      return this.turn("reset", knobs, (machine) => {
        machine.call("live_reset", this.entries.join(" "));
      });
    }

    // Draws again what has not changed: it came near, or its room did.
    refresh() {
      this.stale = true;
      if (this.near) this.turn(this, [], ignore);
    }

    // -- The picture

    // To the fraction of a pixel, or all of it would be half a pixel beside the
    // book's picture. A view of another shape is as large as fits there.
    place(size) {
      const box = this.image.getBoundingClientRect();
      const room = this.layer.offsetParent.getBoundingClientRect();
      const scale = Math.min(box.width / size.width, box.height / size.height);
      const own = this.name === this.book;
      const width = own ? box.width : scale * size.width;
      const height = own ? box.height : scale * size.height;
      Object.assign(this.layer.style, {
        left: `${box.left - room.left + (box.width - width) / 2}px`,
        top: `${box.top - room.top + (box.height - height) / 2}px`,
        width: `${width}px`, height: `${height}px` });
      return { width, height };
    }

    draw(machine) {
      const isNarrow = !!this.narrow?.matches;
      const { width, height } = this.place(machine.size(this.name, isNarrow));
      const sharp = window.devicePixelRatio;
      this.canvas.width = Math.round(width * sharp);
      this.canvas.height = Math.round(height * sharp);
      this.size = machine.draw(this.canvas, this.name, isNarrow);
      this.showHandles(machine.handles());
      this.by = machine;
      this.stale = this.failed = false;
      this.element.classList.add("drawn");
    }

    // -- Into a file

    // As it is seen, and a bitmap four pixels to the point.
    async save(kind) {
      const { by } = this;
      if (!by || by.broken) return;
      const narrow = !!this.narrow?.matches;
      let content;
      if (kind === "svg") {
        content = new Blob([by.sketch(this.name, narrow)],
          { type: "image/svg+xml" });
      } else {
        const { width } = by.size(this.name, narrow);
        const canvas = by.picture(this.name, narrow, 4 * width);
        content = await new Promise((done) => canvas.toBlob(done));
      }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(content);
      link.download = `${this.name}.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    }

    // -- What is told in a worker

    teller(chapter) {
      this.worker ??= new Teller(chapter.compiled, fetchData);
      return this.worker;
    }

    isAwaiting(experiment) {
      return !!this.awaits?.experiments.includes(experiment);
    }

    expect(what) {
      this.awaits = what;
      this.stale = this.failed = false;
      this.element.setAttribute("aria-busy", "true");
    }

    rest() {
      this.awaits = this.making = null;
      this.element.removeAttribute("aria-busy");
    }

    forgo() {
      this.worker?.end();
    }

    // The state is another than the one that it shows.
    soil() {
      this.stale = true;
      this.failed = false;
    }

    standStill() {
      this.stop();
      this.stale = this.failed = true;
      this.element.classList.remove("drawn");
    }

    // A caret stands below its place only where all letters are as wide.
    say(sentence) {
      if (this.sentence.textContent !== sentence) {
        this.sentence.textContent = sentence;
        this.sentence.classList.toggle("caret", sentence.includes("\n"));
      }
    }

    showKnobs(machine) {
      for (const control of this.controls) {
        control.show(machine);
        control.moved = false;
      }
    }

    // -- Points to drag: each is a button, so the page scrolls beside them.

    showHandles(handles) {
      this.showFields(handles);
      while (this.handles.length > handles.length) {
        this.handles.pop().button.remove();
      }
      while (this.handles.length < handles.length) {
        this.handles.push(this.newHandle());
      }
      handles.forEach((handle, i) => {
        const { button } = Object.assign(this.handles[i], handle);
        button.hidden = handle.knobs.length === 0;
        if (button.hidden) return;
        button.style.left = `${100 * handle.x / this.size.width}%`;
        button.style.top = `${100 * handle.y / this.size.height}%`;
        const names = handle.knobs.map(bareName).join(" and ");
        const turns = handle.centre;
        button.setAttribute("aria-label", `Point of ${names}: drag it` +
          `${turns ? " around" : ""}, or move it by the arrow keys`);
        if (turns) button.dataset.around = this.share(handle.centre);
        else delete button.dataset.around;
      });
    }

    // A place of the drawing, in hundredths of its width and height.
    share({ x, y }) {
      return `${100 * x / this.size.width} ${100 * y / this.size.height}`;
    }

    newHandle() {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "handle";
      this.layer.append(button);
      const handle = { button };
      button.addEventListener("pointerdown", (event) => {
        if (event.button === 0) this.drag(button, event);
      });
      button.addEventListener("keydown", (event) => this.push(handle, event));
      for (const type of ["blur", "pointerdown"]) {
        button.addEventListener(type, () => {
          handle.wanted = null;
          this.letGo();
        });
      }
      return handle;
    }

    // In points of the drawing.
    point(event) {
      const box = this.layer.getBoundingClientRect();
      return { x: (event.clientX - box.left) / box.width * this.size.width,
        y: (event.clientY - box.top) / box.height * this.size.height };
    }

    // Where two points lie together, the nearer one. It keeps its distance from
    // the finger. Until that is lifted the windows stay (live_grab), and then
    // they fit what has come.
    drag(button, event) {
      this.stop();
      const from = this.point(event);
      const [{ knobs, index, x, y }] = this.handles
        .filter((handle) => !handle.button.hidden)
        .sort((a, b) => Math.hypot(a.x - from.x, a.y - from.y) -
          Math.hypot(b.x - from.x, b.y - from.y));
      const until = new AbortController();
      const listen = (type, act) =>
        button.addEventListener(type, act, { signal: until.signal });
      button.setPointerCapture(event.pointerId);
      listen("pointermove", (move) => {
        const to = this.point(move);
        this.pull(index, knobs, { x: x + to.x - from.x, y: y + to.y - from.y });
      });
      const end = () => {
        until.abort();
        this.letGo();
      };
      for (const type of ["pointerup", "pointercancel"]) listen(type, end);
      // Another layout has other panels.
      this.narrow?.addEventListener("change", end, { signal: until.signal });
    }

    pull(index, knobs, to) {
      keepAddress(this);
      this.pulled ??= { knobs, by: null }; // the machine that holds it
      const { pulled } = this;
      this.turn("drag", knobs, (machine) => {
        if (pulled.by !== machine) this.grab(machine, index);
        pulled.by = machine;
        machine.call("live_drag", to.x, to.y);
      });
    }

    async letGo() {
      clearTimeout(this.pause); // or it would let go of what is taken next
      if (!this.pulled) return;
      const { knobs } = this.pulled;
      this.pulled = null;
      await this.turn("let go", knobs, (machine) => {
        machine.call("live_let_go");
      }).catch(ignore);
    }

    // The module knows the handles of its last drawing.
    grab(machine, index) {
      if (this.by !== machine) {
        machine.call("live_tell", this.entries.join(" "));
      }
      if (machine.last !== this.canvas) this.draw(machine);
      machine.call("live_grab", index);
    }

    // A point that follows the mouse over all of its panel, without a button, and
    // comes to where the panel is touched.
    showFields(handles) {
      const followers = handles.filter(({ panel }) => panel);
      while (this.fields.length > followers.length) this.fields.pop().remove();
      while (this.fields.length < followers.length) {
        this.fields.push(this.newField());
      }
      const share = (length, all) => `${100 * length / all}%`;
      followers.forEach(({ index, panel }, i) => {
        const { width, height } = this.size;
        Object.assign(this.fields[i].style, {
          left: share(panel.left, width), top: share(panel.top, height),
          width: share(panel.right - panel.left, width),
          height: share(panel.bottom - panel.top, height) });
        this.fields[i].dataset.handle = index;
      });
    }

    newField() {
      const field = document.createElement("div");
      field.className = "field";
      this.layer.prepend(field);
      field.addEventListener("pointermove", (event) => {
        if (event.pointerType === "mouse") this.follow(field, event);
      });
      field.addEventListener("click", (event) => this.follow(field, event));
      field.addEventListener("pointerleave", () => this.letGo());
      return field;
    }

    follow(field, event) {
      const { index, knobs } = this.handles[field.dataset.handle];
      if (this.playing || event.buttons !== 0) return;
      this.pull(index, knobs, this.point(event));
      if (event.type === "click") this.letGo();
    }

    // By two points of the page, with Shift by ten. Values are rounded, so the
    // place that was wished is kept, lest a small step be lost. Keys that come
    // soon after each other are one drag.
    push(handle, event) {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0],
        ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      event.preventDefault();
      this.stop();
      const step = event.shiftKey ? 10 : 2;
      const from = handle.wanted ?? handle;
      const to = { x: from.x + step * way[0], y: from.y + step * way[1] };
      handle.wanted = to;
      this.pull(handle.index, handle.knobs, to);
      clearTimeout(this.pause);
      this.pause = setTimeout(async () => {
        const { x, y } = handle;
        await this.letGo();
        if (handle.x !== x || handle.y !== y) handle.wanted = null;
      }, 700);
    }

    // -- Time

    // From the first step to the present one, or to the last if there was none:
    // one picture after the other, or for a reader who wants no motion eight
    // stills, each with time to be looked at.
    async play(button) {
      const knob = button.dataset.knobFull;
      const { input } = this.controls.find((control) => control.knob === knob);
      const end = Number(input.value);
      const setting = this.chapter.turned.get(knob);
      const run = { button };
      this.playing = run;
      button.textContent = "Pause";
      const began = performance.now(), lasts = 6000, stills = 8;
      for (let share = 0; share < 1 && this.playing === run;) {
        const still = calm.matches;
        if (still) {
          await new Promise((done) => setTimeout(done, lasts / stills));
        }
        if (this.playing !== run) break;
        share = Math.min(1, still ? share + 1 / stills
          : (performance.now() - began) / lasts);
        await this.turnKnob(knob, share * (end || 1000) / 1000)
          .catch(() => this.playing === run && this.stop());
      }
      if (this.playing !== run) return; // paused, and perhaps played again
      this.stop();
      if (end) this.set(knob, setting ?? this.chapter.book.get(knob));
    }

    stop() {
      if (this.playing) this.playing.button.textContent = "Play";
      this.playing = null;
    }
  }

  // Into the clipboard: whether that was allowed.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  // -- What an experiment printed -------------------------------------------------

  class Output {
    constructor(element) {
      this.element = element;
      this.paper = element.querySelector("pre");
      this.text = element.querySelector("samp");
      this.book = this.text.textContent;
      this.note = document.createElement("span");
      this.note.className = "yours";
      element.querySelector("figcaption").append(this.note);
      if (this.commands().length > 0) this.offerCopy();
    }

    // Those of the book's programs: a paragraph each.
    commands() {
      return this.text.textContent.split(/\n\s*\n/)
        .map((paragraph) => paragraph.replace(/^ {2}/gm, ""))
        .filter((paragraph) => paragraph.startsWith("build/bin/"));
    }

    offerCopy() {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      const name = this.commands().length > 1 ? "Copy commands" : "Copy command";
      button.textContent = name;
      let waiting = 0;
      button.addEventListener("click", async () => {
        const done = await copy(`${this.commands().join("\n")}\n`);
        button.textContent = done ? "Copied" : "Not allowed";
        clearTimeout(waiting);
        waiting = setTimeout(() => { button.textContent = name; }, 2000);
      });
      this.element.append(button);
    }

    expect() {
      this.element.setAttribute("aria-busy", "true");
    }

    rest() {
      this.element.removeAttribute("aria-busy");
    }

    // As high as the book's, so that nothing moves under the reader's hand.
    show(report, words) {
      const turned = words !== "";
      if (turned && !this.paper.style.height) {
        const { height } = this.paper.getBoundingClientRect();
        this.paper.style.height = `${height}px`;
        this.paper.tabIndex = 0; // what scrolls can be reached
      } else if (!turned) {
        this.paper.style.height = "";
      }
      this.element.classList.toggle("turned", turned);
      this.text.textContent = turned ? report.trimEnd() : this.book;
      this.note.textContent = turned ? `yours: ${words}` : "";
    }
  }

  // -- The address ------------------------------------------------------------------

  let waiting = 0;
  function keepAddress(figure) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const settings = [...figure.chapter.turned]
        .filter(([knob]) => figure.knobs.includes(knob))
        .map(([knob, setting]) => [figure.nameOf(knob), setting]);
      const view = figure.views.find(({ dataset }) =>
        dataset.figure === figure.name && figure.name !== figure.book);
      if (view) settings.push(["view", view.dataset.view]);
      history.replaceState(history.state, "",
        writeLink(figure.element.id, settings));
    }, 300);
  }

  // A link says where it leads: what a figure wrote of itself meanwhile may stand
  // in the address.
  function readAddress(event) {
    clearTimeout(waiting);
    const { hash } = new URL(event?.newURL ?? location.href);
    const { place, settings } = readLink(hash);
    const figure = settings.size > 0 && byId(place);
    if (!figure) return;
    figure.element.scrollIntoView();
    window.downhill.set(figure.element.id, Object.fromEntries(settings))
      .catch(ignore);
  }

  // -- All together ------------------------------------------------------------------

  const chapters = new Map();
  const chapterOf = (name) => {
    if (!chapters.has(name)) chapters.set(name, new Chapter(name));
    return chapters.get(name);
  };
  const figures = [];
  const byId = (id) => figures.find((figure) => figure.element.id === id);

  window.downhill = {
    // Called by live/NN-name.js.
    module: (name, base64) => packed.set(name, base64),
    data: (name, base64) => packed.set(name, base64), // live/data/NAME.js

    // Turns knobs of a figure, perhaps none, and draws it: done when that is
    // seen. A setting that is refused is an error, and the others stand.
    async set(id, settings) {
      const figure = byId(id);
      if (!figure) throw new Trouble(`${id}: there is no such live figure.`);
      const turns = Object.entries(settings).map(([name, setting]) =>
        figure.set(name, String(setting)));
      figure.soil();
      await Promise.all([...turns, figure.turn(figure, [], ignore)]);
      return figure.sentence.textContent;
    },

    // What the chapter's program prints of some experiments with these knobs,
    // apart from the state of the page.
    async report(name, experiments, settings = {}) {
      const code = await chapterOf(name).load();
      const request = { experiments: experiments.join(" "), report: true,
        settings: Object.entries(settings).map(([knob, setting]) =>
          [knob, String(setting)]) };
      const teller = new Teller(code, fetchData);
      if (!Teller.refused) {
        try {
          return (await teller.run(request)).report;
        } catch (error) {
          if (!Teller.refused) throw error;
        } finally {
          teller.end();
        }
      }
      return attempt(() => DrawingMachine.begin(code), (machine) =>
        machine.report(request));
    },

    // A figure as it is turned, on a canvas of that many pixels, or null where
    // nothing is drawn.
    large(element, width) {
      const figure = byId(element.id);
      const machine = figure?.by;
      if (!machine || machine.broken || !element.classList.contains("drawn")) return null;
      const canvas = machine.picture(figure.name, false, width);
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", figure.image.alt);
      return canvas;
    },
  };

  for (const element of document.querySelectorAll("figure[data-live]")) {
    const chapter = chapterOf(element.dataset.chapter);
    const figure = new Figure(element, chapter);
    chapter.figures.push(figure);
    figures.push(figure);
  }
  for (const element of document.querySelectorAll(".output[data-section]")) {
    const { outputs } = chapterOf(element.dataset.chapter);
    const section = element.dataset.section;
    outputs.set(section,
      [...outputs.get(section) ?? [], new Output(element)]);
  }

  const figureOf = (element) => byId(element.closest("figure").id);
  const approach = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const figure = figureOf(target);
      figure.near = isIntersecting;
      if (isIntersecting && figure.stale) figure.refresh();
    }
  }, { rootMargin: "100% 0px" });
  const room = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const figure = figureOf(target);
      if (figure.size) figure.refresh();
    }
  });
  for (const figure of figures) {
    approach.observe(figure.image);
    room.observe(figure.image);
  }
  const redraw = () => figures.forEach((figure) => figure.refresh());
  system.addEventListener("change", redraw);
  new MutationObserver(redraw).observe(root, { attributeFilter: ["data-theme"] });
  addEventListener("hashchange", readAddress);
  readAddress();
})();
