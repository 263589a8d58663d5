#!/usr/bin/env node
// usage: tests/live/handed.mjs BUILD
//
// What one instance of a module has told, another takes: then it has the same
// report, sentence, values and blocks, byte for byte, and can go on from there.
// All experiments of all chapters but those that take long, with the book's
// knobs and another setting of tests/settings. With SHARE some: see
// tests/share.mjs.

import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {mine, shares} from '../share.mjs';
import {chosen, longOnes, rows} from '../settings/cases.mjs';
import {check, finish} from './checks.mjs';
import {give, load, start, take} from './module.mjs';

const [build] = process.argv.slice(2);

// An instance that is asked by texts.
async function instance(module) {
  const m = await start(module);
  m.exports.live_start();
  const call = (name, ...texts) => {
    const room = give(m.exports, texts.join('\0'));
    let at = room;
    return m.exports[name](...texts.map((text) => {
      const here = at;
      at += Buffer.byteLength(text) + 1;
      return here;
    }));
  };
  return {
    call,
    text: (...words) => take(m.exports, call(...words)),
    pack(experiments) {
      const place = call('live_pack', experiments);
      const [at, size] = new Float64Array(m.exports.memory.buffer, place, 2);
      return Buffer.from(new Uint8Array(m.exports.memory.buffer, at, size));
    },
    unpack(bytes) {
      const at = m.exports.live_room(bytes.length);
      new Uint8Array(m.exports.memory.buffer).set(bytes, at);
      m.exports.live_unpack(bytes.length);
    },
    errors: m.errors,
  };
}

const told = (one, experiment) => ['live_report', 'live_short'].map((name) => one.text(name, experiment)).join('\n');

async function handOver(module, where, experiment, settings) {
  const there = await instance(module);
  const here = await instance(module);
  for (const setting of settings) {
    const [knob, value] = setting.split('=');
    for (const one of [there, here]) check(where, `${setting} is taken`, one.text('live_set', knob, value) === '');
  }
  const untold = here.text('live_untold', experiment);
  check(where, 'what is not known is named, itself last', untold.split(' ').at(-1) === experiment, untold);
  there.call('live_tell', experiment);
  const bytes = there.pack(untold);
  here.unpack(bytes);
  check(where, 'what was handed over is known', here.text('live_untold', experiment) === '');
  check(where, 'its words are the same', told(here, experiment) === told(there, experiment));
  check(where, 'all of it is the same bytes', bytes.length > 0 && here.pack(untold).equals(bytes));
  return {there, here, untold, bytes};
}

// With other knobs than those here it is shown, and not taken for known.
async function withOtherKnobs(module, where, experiment, [knob, fallback, low, high]) {
  const there = await instance(module);
  const here = await instance(module);
  const untold = here.text('live_untold', experiment);
  const name = `${experiment}.${knob}`;
  there.text('live_set', name, fallback === low ? high : low);
  there.call('live_tell', experiment);
  here.unpack(there.pack(untold));
  check(where, 'with another knob it is not known', here.text('live_untold', experiment) !== '');
  check(where, 'and is there all the same', told(here, experiment) === told(there, experiment));
  here.call('live_tell', experiment);
  const alone = await instance(module);
  alone.call('live_tell', experiment);
  check(where, 'told again here, it is as if nothing had been handed over',
    here.pack(untold).equals(alone.pack(untold)));
}

// Those that it needs are taken; itself it runs here, where their results are not.
async function whatOthersNeed(module, where, {there, untold}, experiment) {
  const needs = untold.split(' ').slice(0, -1).join(' ');
  const here = await instance(module);
  here.unpack(there.pack(needs));
  here.call('live_tell', experiment);
  check(where, 'what needs it can be told here', told(here, experiment) === told(there, experiment));
}

// A result without pointers comes along: what needs it needs nothing else here.
async function plainResults(module) {
  const there = await instance(module);
  const here = await instance(module);
  there.call('live_tell', 'drawn');
  here.unpack(there.pack('reader'));
  check('drawn', 'the network is here', here.text('live_untold', 'drawn') === 'drawn');
  here.call('live_tell', 'drawn');
  check('drawn', 'and reads the same', here.pack('drawn').equals(there.pack('drawn')));
  check('drawn', 'what a knob turns is known', here.text('live_turned_by', 'split drawn reader', 'reader.epochs')
    === 'drawn reader');
}

async function cutShort(module, {bytes}) {
  for (const size of [1, bytes.length >> 1, bytes.length - 1]) {
    const here = await instance(module);
    let error;
    try {
      here.unpack(bytes.subarray(0, size));
    } catch (thrown) {
      error = thrown;
    }
    check(`${size} bytes of ${bytes.length}`, 'it ends with a sentence',
      error?.code === 1 && /cut short|there is no experiment/.test(here.errors()), here.errors() || `${error}`);
  }
}

for (const file of readdirSync(join(build, 'live')).filter((f) => f.endsWith('.wasm')).sort()) {
  const name = basename(file, '.wasm');
  const module = await load(join(build, 'live', file));
  const knobs = rows(readFileSync(join(build, 'knobs', `${name}.tsv`), 'utf8'));
  const long = longOnes(knobs);
  const others = chosen(name) ?? [];
  for (const experiment of [...new Set(knobs.map(([e]) => e))].filter(mine)) {
    if (long.has(experiment)) continue;
    const where = `${name} ${experiment}`;
    const book = await handOver(module, where, experiment, []);
    const other = others.find((c) => c.experiments.join() === experiment);
    if (other) await handOver(module, `${where} ${other.settings}`, experiment, other.settings);
    if (book.untold !== experiment) await whatOthersNeed(module, where, book, experiment);
    const [, ...knob] = knobs.find(([e, k, , , , scale]) => e === experiment && k && /^(linear|log|count)$/.test(scale)) ?? [];
    if (knob.length > 0) await withOtherKnobs(module, where, experiment, knob);
    if (experiment === 'cubic') await cutShort(module, book);
    if (experiment === 'drawn') await plainResults(module);
  }
}
finish(300 / shares);
