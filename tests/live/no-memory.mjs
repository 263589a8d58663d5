#!/usr/bin/env node
// usage: tests/live/no-memory.mjs BUILD
//
// Modules whose memory cannot grow as they ask for: with so many pages more
// than they begin with, from none. What they are then told to tell and to draw
// is the same as ever, or they end with status 1 and one sentence: never by a
// trap, and never with another result.

import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {check, finish} from './checks.mjs';
import {give, start, take} from './module.mjs';

const [build] = process.argv.slice(2);
const PAGES = [0, 1, 2, 4, 8, 16, 32]; // of 64 KiB
const EXPERIMENTS = 3; // of each chapter, for each of these
const MEMORY_SECTION = 5;

// An unsigned number in LEB128 at an offset: itself, and what is behind it.
function unsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

function leb(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

// The module with a greatest size of its memory: its least, and so many pages.
function limited(bytes, pages) {
  for (let at = 8; at < bytes.length;) {
    const [size, content] = unsigned(bytes, at + 1);
    if (bytes[at] === MEMORY_SECTION) {
      const [least] = unsigned(bytes, content + 2); // behind their count, 1, and whether there is a greatest
      const section = [1, 1, ...leb(least), ...leb(least + pages)];
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([MEMORY_SECTION, ...leb(section.length), ...section]),
        bytes.subarray(content + size)]);
    }
    at = content + size;
  }
  throw new Error('the module has no memory of its own');
}

// What an experiment tells and a figure draws; how it ended if it did.
async function trial(module, experiment, figure) {
  const drawn = [];
  const canvas = new Proxy({}, {get: (_, name) => (...values) => { drawn.push(`${String(name)} ${values}`); }});
  const m = await start(module, canvas);
  const {exports} = m;
  let report = null;
  try {
    exports.live_start();
    exports.live_tell(give(exports, experiment));
    report = take(exports, exports.live_report(give(exports, experiment)));
    exports.live_draw(give(exports, figure), 0, 0);
  } catch (error) {
    return {ended: error.code === undefined ? `${error}` : error.code, said: m.errors(), report, drawn};
  }
  return {ended: null, said: m.errors(), report, drawn: drawn.join('\n')};
}

function judge(where, tried, whole) {
  if (tried.report !== null) check(where, 'another report', tried.report === whole.report);
  if (tried.ended === null) {
    check(where, 'another picture, or a sentence', tried.drawn === whole.drawn && tried.said === '', tried.said);
  } else {
    check(where, 'no end in one sentence', tried.ended === 1 && /^[^\n]+\n$/.test(tried.said),
      `${tried.ended}, '${tried.said}'`);
  }
}

// The first figures of the book that are drawn from one experiment.
function pairs(name) {
  const live = readFileSync(`chapters/${name}.md`, 'utf8').matchAll(/\]\(([\w-]+)\)\{#fig:[^}]*? live="([\w\s-]+)"/g);
  return [...live].slice(0, EXPERIMENTS).map(([, figure, experiment]) => [experiment, figure]);
}

let ends = 0;
for (const file of readdirSync(join(build, 'live')).filter((path) => path.endsWith('.wasm')).sort()) {
  const name = basename(file, '.wasm');
  const bytes = readFileSync(join(build, 'live', file));
  const figures = name === 'playground' ? [] : pairs(name);
  for (const [experiment, figure] of figures) {
    const whole = await trial(await WebAssembly.compile(bytes), experiment, figure);
    check(`${name}, ${experiment}`, 'does not run', whole.ended === null, `${whole.ended}, '${whole.said}'`);
    for (const pages of PAGES) {
      const tried = await trial(await WebAssembly.compile(limited(bytes, pages)), experiment, figure);
      judge(`${name}, ${experiment}, ${figure}, ${pages} pages more`, tried, whole);
      ends += tried.ended !== null;
    }
  }
}
check('memory that cannot grow', 'most runs had enough: is that a trial?', ends > 10, ends);
finish();
