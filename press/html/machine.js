// A chapter's module at work (live/live.h): in the page, and in the workers of
// teller.js, which get the text of these two classes. So they know nothing of
// either, and nothing outside of themselves.

// What cannot go on, in one sentence for the reader.
class Trouble extends Error {}

class Machine {
  // code: the compiled module; shim: the classes of wasi.js; canvas: what is
  // drawn on; data: the data sets that are here, bytes by name. A data set that
  // is not here ends the program when it opens it: `lacks` is its name then.
  static async start({ code, shim, canvas, data }) {
    const machine = new this();
    machine.shim = shim;
    const { WASI, ConsoleStdout, File, OpenFile } = shim;
    const lines = (take) => ConsoleStdout.lineBuffered(take);
    const wasi = new WASI([], [], [new OpenFile(new File([])),
      lines(() => {}), lines((line) => { machine.said = line; }),
      machine.shelf(data)], { debug: false });
    const instance = await WebAssembly.instantiate(code, {
      wasi_snapshot_preview1: wasi.wasiImport,
      canvas: canvas(machine),
    });
    machine.c = instance.exports;
    machine.guard(() => wasi.initialize(instance));
    machine.call("live_start");
    return machine;
  }

  // The directory of code/data, as the program sees it; a data set may come
  // when the program has long begun.
  shelf(data) {
    const { Directory, File, PreopenDirectory } = this.shim;
    const files = new Map();
    const code = new Directory(new Map([["data", new Directory(files)]]));
    const shelf = new PreopenDirectory(".", new Map([["code", code]]));
    const open = shelf.path_open.bind(shelf);
    shelf.path_open = (flags, path, ...others) => {
      const [, name] = path.match(/^code\/data\/([\w.-]+)$/) ?? [];
      if (data.has(name) && !files.has(name)) {
        files.set(name, new File(data.get(name), { readonly: true }));
      }
      const opened = open(flags, path, ...others);
      if (opened.ret !== 0 && name) this.lacks = name;
      return opened;
    };
    return shelf;
  }

  // A program that ends has said why, on stderr. It cannot be called again.
  guard(act) {
    if (this.broken) throw new Trouble("The chapter's program has ended.");
    try {
      return act();
    } catch (error) {
      this.broken = true;
      if (error instanceof Trouble) throw error;
      const ended = error instanceof this.shim.WASIProcExit;
      throw new Trouble(ended && this.said ? this.said
        : `The chapter's program broke off (${error.message}).`);
    }
  }

  // Texts are handed over in a room of the module's.
  call(name, ...values) {
    return this.guard(() => this.c[name](...this.hand(values)));
  }

  // A text ends with a zero: one within it, which a link may have, becomes what
  // no setting has.
  hand(values) {
    const texts = values.filter((v) => typeof v === "string")
      .map((text) => new TextEncoder().encode(
        `${text.replaceAll("\0", "\ufffd")}\0`));
    if (texts.length === 0) return values;
    let at = this.put(texts.flatMap((bytes) => [...bytes]));
    return values.map((v) => {
      if (typeof v !== "string") return v;
      const here = at;
      at += texts.shift().length;
      return here;
    });
  }

  put(bytes) {
    const at = this.c.live_room(bytes.length);
    new Uint8Array(this.c.memory.buffer).set(bytes, at);
    return at;
  }

  text(name, ...values) {
    const at = this.call(name, ...values);
    const all = new Uint8Array(this.c.memory.buffer);
    return this.bytes(at, all.indexOf(0, at) - at);
  }

  bytes(at, n) {
    return new TextDecoder().decode(
      new Uint8Array(this.c.memory.buffer, at, n));
  }

  numbers(at, n) {
    return new Float64Array(this.c.memory.buffer, at, n);
  }

  // Turns knobs, all of which must be there and take it.
  turn(settings) {
    for (const [knob, setting] of settings) {
      const wrong = this.text("live_set", knob, setting);
      if (wrong) throw new Trouble(`${knob}=${setting}: ${wrong}`);
    }
  }

  // Tells experiments, and those that they need. Returns what it had to compute:
  // of each how much work that was at most and how long it took, in ms; and how
  // long all of it took.
  tell(experiments) {
    const told = this.text("live_untold", experiments).split(" ");
    const runs = told.filter(Boolean).map((name) => {
      const effort = this.call("live_effort", name);
      const began = performance.now();
      this.call("live_tell", name);
      return { name, effort, ms: performance.now() - began };
    });
    return { runs, ms: runs.reduce((sum, { ms }) => sum + ms, 0) };
  }

  // What the chapter's program prints of experiments with these settings.
  report({ experiments, settings }) {
    this.turn(settings);
    this.tell(experiments);
    return this.text("live_report", experiments);
  }

  // What they have told, for another machine of this module.
  pack(experiments) {
    const place = this.call("live_pack", experiments);
    const [at, size] = this.numbers(place, 2);
    return this.c.memory.buffer.slice(at, at + size);
  }

  unpack(packed) {
    this.guard(() => {
      this.put(new Uint8Array(packed));
      this.c.live_unpack(packed.byteLength);
    });
  }
}
