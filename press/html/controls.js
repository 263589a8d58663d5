// The controls under a live figure: each turns one knob of the chapter's
// program, and shows how it is turned. What may be turned, and how it is
// written, is the program's (live/live.h).

class Control {
  moved = false; // by the reader, since it was shown last

  // turn: what to do when the reader has turned it, with this control.
  constructor(input, turn) {
    this.input = input;
    this.knob = input.dataset.knobFull;
    this.changed = () => {
      this.moved = true;
      turn(this);
    };
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", this.changed);
  }

  static of(input, turn) {
    return new Control.kinds[input.dataset.kind](input, turn);
  }
}

// A number: how far it is turned, in thousandths of its range. One that the
// reader has moved stays there: its value is rounded, and the next small step
// must not begin where this one did.
class Range extends Control {
  output = this.input.parentElement.querySelector("output");

  apply(machine) {
    return machine.text("live_turn", this.knob, this.input.value / 1000);
  }

  show(machine) {
    const words = machine.text("live_words", this.knob);
    if (!this.moved) {
      const place = machine.call("live_place", this.knob);
      this.input.value = Math.round(1000 * place);
    }
    this.output.textContent = words;
    this.input.setAttribute("aria-valuetext", words);
  }
}

class Choice extends Control {
  apply(machine) {
    return machine.text("live_turn", this.knob, this.input.selectedIndex);
  }

  show(machine) {
    this.input.selectedIndex = machine.call("live_place", this.knob);
  }
}

// What is written, as a link has it too: `setting` of the control.
class Written extends Control {
  apply(machine) {
    return machine.text("live_set", this.knob, this.setting);
  }

  show(machine) {
    const setting = machine.text("live_setting", this.knob);
    if (!this.moved && setting !== this.setting) this.setting = setting;
  }
}

// What cannot be read stays under the reader's fingers till it can.
class Text extends Written {
  get setting() {
    return this.input.value;
  }

  set setting(text) {
    this.input.value = text;
  }
}

class Ticks extends Written {
  boxes = [...this.input.querySelectorAll("input")];

  get setting() {
    const words = this.boxes.filter((box) => box.checked)
      .map((box) => box.value);
    return words.join("+") || "none";
  }

  set setting(text) {
    const words = text.split("+");
    for (const box of this.boxes) box.checked = words.includes(box.value);
  }
}

// A pad to draw on, one pixel of its canvas a pixel. The pen is as broad as one
// that fills the pad with a digit; with the arrow keys a cursor goes from place
// to place, and the space bar puts the pen there.
class Pad extends Written {
  static pen = 1.5; // pixels, half its breadth

  listen() {
    const { input } = this;
    this.side = input.width;
    this.c = input.getContext("2d");
    this.cursor = { x: this.side / 2, y: this.side / 2 };
    this.black = new Uint8Array(this.side * this.side);
    this.setting = input.dataset.book;
    input.addEventListener("pointerdown", (event) => this.begin(event));
    input.addEventListener("pointermove", (event) => this.go(event));
    for (const type of ["pointerup", "pointercancel"]) {
      input.addEventListener(type, () => { this.from = null; });
    }
    input.addEventListener("keydown", (event) => this.key(event));
    for (const type of ["focus", "blur"]) {
      input.addEventListener(type, () => this.paint());
    }
    input.parentElement.querySelector(".clear").addEventListener("click", () => {
      this.clear();
      this.changed();
    });
  }

  clear() {
    this.black.fill(0);
    this.paint();
  }

  place(event) {
    const box = this.input.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width * this.side,
      y: (event.clientY - box.top) / box.height * this.side };
  }

  begin(event) {
    if (event.button !== 0) return;
    this.input.setPointerCapture(event.pointerId);
    this.from = this.place(event);
    this.stroke(this.from);
  }

  go(event) {
    if (this.from) this.stroke(this.place(event));
  }

  // From where the pen is.
  stroke(to) {
    const { from } = this;
    const steps = Math.ceil(2 * Math.hypot(to.x - from.x, to.y - from.y)) || 1;
    for (let i = 1; i <= steps; i++) {
      this.dab(from.x + (to.x - from.x) * i / steps,
        from.y + (to.y - from.y) * i / steps);
    }
    this.from = to;
    this.paint();
    this.changed();
  }

  dab(x, y) {
    const { side } = this;
    for (let i = 0; i < this.black.length; i++) {
      const dx = i % side + 0.5 - x, dy = Math.floor(i / side) + 0.5 - y;
      if (Math.hypot(dx, dy) <= Pad.pen) this.black[i] = 1;
    }
  }

  key(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0],
      ArrowUp: [0, -1], ArrowDown: [0, 1], " ": [0, 0] }[event.key];
    if (!way) return;
    event.preventDefault();
    const { cursor } = this;
    const within = (at) => Math.max(0, Math.min(this.side, at));
    cursor.x = within(cursor.x + way[0]);
    cursor.y = within(cursor.y + way[1]);
    if (event.key === " " || event.shiftKey) {
      this.dab(cursor.x, cursor.y);
      this.changed();
    }
    this.paint();
  }

  // After a change of theme there is other ink.
  show(machine) {
    super.show(machine);
    this.paint();
  }

  paint() {
    const { c, side, input, cursor } = this;
    const style = getComputedStyle(input);
    c.clearRect(0, 0, side, side);
    c.fillStyle = style.color;
    this.black.forEach((black, i) => {
      if (black) c.fillRect(i % side, Math.floor(i / side), 1, 1);
    });
    if (!input.matches(":focus-visible")) return;
    c.strokeStyle = style.accentColor;
    c.strokeRect(cursor.x - Pad.pen, cursor.y - Pad.pen, 2 * Pad.pen,
      2 * Pad.pen);
  }

  // Four pixels a digit, the left one counting 8.
  get setting() {
    let digits = "";
    for (let i = 0; i < this.black.length; i += 4) {
      const [a, b, c, d] = this.black.slice(i, i + 4);
      digits += (8 * a + 4 * b + 2 * c + d).toString(16);
    }
    return digits;
  }

  set setting(digits) {
    [...digits].forEach((digit, i) => {
      for (let k = 0; k < 4; k++) {
        this.black[4 * i + k] = parseInt(digit, 16) >> (3 - k) & 1;
      }
    });
    this.paint();
  }
}

Control.kinds = { linear: Range, log: Range, count: Range, choice: Choice,
  ticks: Ticks, text: Text, pixels: Pad };
