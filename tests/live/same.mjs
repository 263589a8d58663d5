#!/usr/bin/env node
// usage: tests/live/same.mjs BUILD
//
// Does the page compute what the book computes? Every experiment of every
// chapter is run by the page's module and by the program that musl-gcc made,
// whose C library WebAssembly shares: with the book's knobs, and with up to two
// other settings of tests/settings/NN-name.tsv. Report and data must be the
// same bytes, exceptions aside. An experiment that takes long is tried at one of these settings
// only, which make it short. With SHARE some: see tests/share.mjs.

import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {command, load} from './module.mjs';
import {mine, shares} from '../share.mjs';
import {asWords, chosen, longOnes, rows} from '../settings/cases.mjs';

const [build] = process.argv.slice(2);
const OTHERS = 2;

const DIVISION = 'C leaves the division of complex numbers to the compiler\'s library: libgcc and LLVM\'s ' +
  'round differently';

// What may differ, and why. It is an error when it does not.
const EXCEPTIONS = {
  '05-gradient-checking complex': DIVISION,
  '05-gradient-checking complex-step': DIVISION,
};
const excused = new Set();

let tried = 0;
let failed = 0;

// The experiments of a chapter, each with its settings: none are the book's.
function cases(name) {
  const knobs = rows(readFileSync(join(build, 'knobs', `${name}.tsv`), 'utf8'));
  const long = longOnes(knobs);
  const others = chosen(name) ?? [];
  return [...new Set(knobs.map(([experiment]) => experiment))].flatMap((experiment) => {
    const own = others.filter((c) => c.experiments.join() === experiment);
    return long.has(experiment)
      ? own.slice(0, 1)
      : [{experiments: [experiment], settings: []}, ...own.slice(0, OTHERS)];
  });
}

function firstDifference(a, b) {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const i = left.findIndex((line, k) => line !== right[k]);
  return i < 0 ? `one of them ends after line ${Math.min(left.length, right.length)}`
    : `line ${i + 1}: ${left[i]} | ${right[i] ?? 'nothing'}`;
}

// Its lines with a # in place of each number.
const form = (text) => text.replace(/[-+]?\d[\d.]*(e[-+]?\d+)?/g, '#').replace(/ +/g, ' ');

async function compare(name, module, words) {
  const native = spawnSync(join(build, 'musl', 'bin', name), words, {encoding: 'utf8', maxBuffer: 1 << 28});
  const page = await command(module, [name, ...words]);
  tried++;
  if (native.status === page.status && native.stdout === page.stdout) return;
  const exception = `${name} ${words[0]}`;
  if (native.status === page.status && EXCEPTIONS[exception] && form(native.stdout) === form(page.stdout)) {
    excused.add(exception);
    return;
  }
  failed++;
  console.log(`${name} ${words.join(' ')}: ${native.status !== page.status
    ? `status ${native.status} | ${page.status} ${page.stderr.trim()}`
    : firstDifference(native.stdout, page.stdout)}`);
}

for (const file of readdirSync(join(build, 'live')).filter((f) => f.endsWith('.wasm')).sort()) {
  const name = basename(file, '.wasm');
  const module = await load(join(build, 'live', file));
  for (const c of cases(name).filter(mine)) {
    await compare(name, module, asWords(c));
    await compare(name, module, [...asWords(c), '--data']);
  }
}
const idle = Object.keys(EXCEPTIONS).filter((key) => !excused.has(key));
for (const name of shares === 1 ? idle : []) {
  failed++;
  console.log(`${name} is an exception, and does not differ`);
}
for (const name of excused) console.log(`${name} may differ: ${EXCEPTIONS[name]}`);
console.log(`${tried} runs in the page's modules and by musl's programs: ${failed} differ`);
process.exit(failed || tried < 100 / shares ? 1 : 0);
