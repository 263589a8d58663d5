// usage: live.mjs BUILD NAME CHAPTER FIGURE KNOB "EXPERIMENTS" [NATIVE]
//
// How long a live figure takes from a turned knob to its picture: a row of
// build/bench.tsv. The chapter's module computes its experiments and draws
// on a canvas that takes everything; what the browser does with that is not in
// it. The knob goes from end to end of its middle half and back. NATIVE is what
// the two programs outside of the page take for it, in ms, or -.

import {join} from 'node:path';
import {give, load, start} from '../live/module.mjs';

const [build, name, chapter, figure, knob, experiments, native = '-'] = process.argv.slice(2);
const FRAMES = 120;

const {exports} = await start(await load(join(build, 'live', `${chapter}.wasm`)));
exports.live_start();

function frame(k) {
  const place = 0.5 + 0.25 * Math.sin(2 * Math.PI * k / 40);
  const began = process.cpuUsage();
  exports.live_turn(give(exports, knob), place);
  exports.live_tell(give(exports, experiments));
  exports.live_draw(give(exports, figure), 0, 0);
  const {user, system} = process.cpuUsage(began);
  return (user + system) / 1000;
}

// The first frames are the compiler's.
const ms = Array.from({length: 2 * FRAMES}, (_, k) => frame(k)).slice(FRAMES).sort((a, b) => a - b);
const median = ms[FRAMES / 2];
const number = (x) => String(Number(x.toPrecision(4)));
console.log([name, number(median), 'ms', native, native === '-' ? '-' : (median / native).toFixed(3)].join('\t'));
