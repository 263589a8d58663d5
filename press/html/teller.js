// What takes long is told in a worker, by a machine of its own (machine.js), so
// that the page goes on. The worker is made from a Blob, for a page that was
// opened from a file may load none.

// All that the worker does; its scope has Machine, Trouble and shim. It is sent
// the module's code first, data sets as it asks for them, and requests (see
// Teller.run), each of which it answers.
function workerMain() {
  const data = new Map();
  const book = new Map(); // settings of the book, of knobs that were turned
  let code = null;
  let machine = null;

  // Nothing is drawn here.
  const canvas = () => new Proxy({}, { get: () => () => 0 });

  // As the request has the knobs: those too that it has not, and an earlier one
  // had.
  function turn(settings) {
    for (const [knob] of settings) {
      if (book.has(knob)) continue;
      book.set(knob, machine.text("live_setting", knob));
    }
    machine.turn([...new Map([...book, ...settings])].filter(
      ([knob, setting]) => machine.text("live_setting", knob) !== setting));
  }

  async function answer(request) {
    machine ??= await Machine.start({ code, shim, canvas, data });
    if (request.report) return { report: machine.report(request) };
    turn(request.settings);
    const run = machine.tell(request.experiments);
    return { ...run, packed: machine.pack(request.wanted) };
  }

  // What broke off is started anew by the next request.
  function excuse(error) {
    const lacks = machine?.lacks;
    machine = null;
    book.clear();
    return lacks && !data.has(lacks) ? { lacks } : { trouble: error.message };
  }

  self.onmessage = async ({ data: message }) => {
    if (message.code) code = message.code;
    if (message.bytes) data.set(message.name, message.bytes);
    if (!message.experiments) return;
    const said = await answer(message).catch(excuse);
    self.postMessage(said, said.packed ? [said.packed] : []);
  };
  self.onmessageerror = () => self.postMessage({ refused: true });
  self.postMessage({ ready: true });
}

class Teller {
  // Where there are no workers, or the page may have none.
  static refused = !window.Worker || !URL.createObjectURL;

  static patience = 300; // ms that a run which is overtaken may still take
  static soon = 100; // ms within which something should be seen
  static coarsest = 64; // a first run has no fewer than 1/64 of the steps
  static idle = 20000; // ms after which a worker that rests is ended

  static address() {
    const { shim } = window.downhill;
    this.blob ??= URL.createObjectURL(new Blob([
      `"use strict";const shim=(${shim})();\n${Trouble}\n${Machine}\n` +
      `(${workerMain})();`], { type: "text/javascript" }));
    return this.blob;
  }

  // code: the module; fetchData(name): a promise of a data set's bytes.
  constructor(code, fetchData) {
    this.code = code;
    this.fetchData = fetchData;
  }

  // Has a request told, and hands what comes out to `take`. The newest request
  // counts. One that it overtakes may end if that is soon, for then the picture
  // follows the hand. Done when nothing is in the making any more.
  //
  // A request has `experiments` to be told, the `settings` of knobs, and wanted(),
  // which of them the page lacks: asked before each run, for the answer to a
  // request that was overtaken may have taken some away. Also how long it is
  // `expected` to take, in ms. Where it is to come coarse to fine, `coarse` has
  // the knob of `time` and how `low` it goes, and the `experiments` and wanted()
  // of the runs that have fewer steps, and whether there are `others`.
  tell(request, take) {
    this.next = { request, take };
    clearTimeout(this.timer);
    this.hurry();
    this.making ??= this.work();
    return this.making;
  }

  // Drops what is going on, and the worker.
  end() {
    this.next = null;
    this.dropped = true;
    clearTimeout(this.timer);
    this.stop();
  }

  stop() {
    this.worker?.terminate();
    this.worker = null;
    this.settle?.({ ended: true });
  }

  hurry() {
    const { began } = this;
    if (!began) return;
    setTimeout(() => {
      if (this.began === began && this.next) this.stop();
    }, Math.max(0, Teller.patience - (performance.now() - began)));
  }

  async work() {
    try {
      while (this.next) await this.newest();
    } finally {
      this.making = null;
      this.timer = setTimeout(() => this.stop(), Teller.idle);
    }
  }

  async newest() {
    const { request, take } = this.next;
    this.next = null;
    this.dropped = false;
    try {
      await this.refine(request, take);
    } catch (error) {
      if (!this.next) throw error;
    }
  }

  // A run of fewer steps is as true a run, and sooner there. So the first has
  // as many as can be told soon, and each that follows four times as many, until
  // it has all. What has no steps comes last.
  async refine(request, take) {
    const { settings, coarse } = request;
    const all = coarse ? Number(new Map(settings).get(coarse.time)) : 0;
    let steps = this.first(request, all);
    while (steps < all) {
      const answer = await this.step({ ...request, ...coarse,
        settings: [...settings, [coarse.time, String(steps)]] }, take);
      if (!answer) return;
      const soon = answer.ms * all / steps <= Teller.soon;
      steps = soon ? all : Math.min(all, 4 * steps);
    }
    if (coarse?.others) {
      const answer = await this.step({ ...request, ...coarse }, take);
      if (!answer || request.wanted() === "") return;
    }
    await this.step(request, take);
  }

  // Nothing where it is overtaken or dropped.
  async step({ experiments, settings, wanted }, take) {
    const answer = await this.run({ experiments, settings, wanted: wanted() });
    if (answer.ended || this.dropped) return null; // nobody waits for it
    take(answer);
    return this.next || this.dropped ? null : answer;
  }

  first({ coarse, expected }, all) {
    let steps = all;
    const least = Math.max(1, coarse?.low ?? 0, all / Teller.coarsest);
    for (let ms = expected; coarse && ms > Teller.soon; ms /= 4) {
      if (steps / 4 < least) break;
      steps = Math.floor(steps / 4);
    }
    return steps;
  }

  // What the worker answers to a request, or {ended}.
  async run(request) {
    this.began = performance.now();
    const answer = await this.ask(request).finally(() => { this.began = 0; });
    if (answer.refused) {
      Teller.refused = true;
      this.stop();
      throw new Trouble("This page can have no worker.");
    }
    if (answer.trouble) throw new Trouble(answer.trouble);
    return answer;
  }

  async ask(request) {
    if (!this.worker) {
      const hello = await this.start();
      if (!hello.ready) return hello;
    }
    const { worker } = this;
    worker.postMessage(request);
    const answer = await this.answer();
    if (!answer.lacks) return answer;
    const bytes = await this.fetchData(answer.lacks);
    if (this.worker !== worker) return { ended: true };
    worker.postMessage({ name: answer.lacks, bytes });
    return this.ask(request);
  }

  async start() {
    try {
      this.worker = new Worker(Teller.address());
    } catch {
      return { refused: true };
    }
    this.worker.onmessage = ({ data }) => this.settle?.(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.settle?.({ refused: true });
    };
    const hello = await this.answer();
    if (hello.ready) this.worker.postMessage({ code: this.code });
    return hello;
  }

  answer() {
    return new Promise((done) => { this.settle = done; })
      .finally(() => { this.settle = null; });
  }
}
