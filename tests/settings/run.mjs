#!/usr/bin/env node
// usage: tests/settings/run.mjs compare|bless BUILD [NN-name...]
//
// Turns the knobs of the chapters' programs and looks at what comes out: each
// knob to both ends of its range and to each word of a choice, and the
// settings in tests/settings/NN-name.tsv (an experiment, its settings and the
// figures to draw; blanks between them). The program must exit 0 and say
// nothing on stderr, no number of its report may be a nan or an infinity, and
// every figure that reads what moved must be drawn. At the settings of the file
// it is the program made by musl-gcc, and the figures are held against
// tests/golden/NN-name.turned-pictures: see tests/golden/picture.mjs; or bless
// writes what moved there, and turns nothing else. Of an experiment that
// takes long only the settings of the file are tried, which make it short. With
// SHARE only some: see tests/share.mjs.

import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {font, moved, told} from '../golden/picture.mjs';
import {mine, shares} from '../share.mjs';
import {readGolden, writeGolden} from './golden.mjs';
import {asWords, chosen, ends, longOnes, rows, words} from './cases.mjs';

const [how, build, ...only] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'settings-'));
process.on('exit', () => rmSync(work, {recursive: true, force: true}));
let tried = 0;
let failed = 0;

function wrong(command, what) {
  failed++;
  console.log(`${command.join(' ')}: ${what}`);
}

function run(command) {
  // A label that finds no place is worth a warning here, no more.
  const env = {...process.env, STRICT: ''};
  const {status, signal, stdout, stderr} = spawnSync(command[0], command.slice(1), {encoding: 'utf8', timeout: 60000, env});
  if (status !== 0) wrong(command, `status ${status ?? signal}: ${stderr.trim().split('\n').pop()}`);
  return {ok: status === 0, stdout, stderr};
}

// Whose each block and value of the data is.
function owners(text) {
  const owner = {};
  let experiment = null;
  let values = false;
  for (const line of text.split('\n')) {
    const [, word, name] = line.match(/^# (block|experiment): (\S+)/) ?? [];
    if (word === 'experiment') experiment = name;
    if (word === 'block') values = name === 'values';
    if (word === 'block' && !values) owner[name] = experiment;
    if (!word && values && line.includes('\t')) owner[line.split('\t')[0]] = experiment;
  }
  return owner;
}

// What a program asks, and which experiments each of its figures reads.
function chapter(name) {
  const owner = owners(readFileSync(join(build, 'data', `${name}.tsv`), 'utf8'));
  const index = join(build, 'figures', name, 'index.tsv');
  const figures = existsSync(index) ? rows(readFileSync(index, 'utf8')) : [];
  return {
    name,
    drawing: join(build, 'bin', 'figures', name),
    knobs: rows(readFileSync(join(build, 'knobs', `${name}.tsv`), 'utf8')),
    reads: figures.map(([figure, , , blocks, values]) => [figure,
      new Set([...words(blocks), ...words(values)].map((key) => owner[key] ?? key))]),
  };
}

// Runs the experiments of a program with these settings and draws the figures;
// where they are, null if there are none.
function turn(program, c, {experiments, settings, figures}) {
  tried++;
  const data = join(work, 'data.tsv');
  const report = join(work, 'report.txt');
  const command = [program, ...asWords({experiments, settings}), '--report', report, '--data-file', data];
  const {ok, stderr} = run(command);
  if (!ok) return null;
  if (stderr) wrong(command, `says on stderr: ${stderr.trim()}`);
  const said = readFileSync(report, 'utf8').match(/^.*(?<![\w.])[-+]?(nan|inf(inity)?)(?![\w]).*$/mi);
  if (said) wrong(command, `its report has: ${said[0].trim()}`);
  if (figures.length === 0) return null;
  const pictures = join(work, 'pictures');
  rmSync(pictures, {recursive: true, force: true});
  const draw = [c.drawing, data, pictures, ...figures];
  if (run(draw).ok) return pictures;
  console.log(`    with the data of ${command.slice(0, -4).join(' ')}`);
  return null;
}

// The figures that read an experiment, and all that these read.
function concerned(c, experiment) {
  const figures = c.reads.filter(([, of]) => of.has(experiment));
  const all = new Set([experiment, ...figures.flatMap(([, of]) => [...of])]);
  return {experiments: [...all], figures: figures.map(([figure]) => figure)};
}

function turnToEnds(c) {
  const long = longOnes(c.knobs);
  for (const {experiments: [experiment], settings} of ends(c.knobs).filter(mine)) {
    const {experiments, figures} = concerned(c, experiment);
    if (!experiments.some((e) => long.has(e))) turn(join(build, 'bin', c.name), c, {experiments, settings, figures});
  }
}

// What is drawn at the settings of the file, by these.
function turnAsChosen(c) {
  const all = chosen(c.name);
  if (!all) wrong([c.name], 'has no tests/settings/NN-name.tsv, settings to be tried');
  const drawn = new Map();
  for (const {experiments, settings, figures} of (all ?? []).filter(mine)) {
    const read = figures.flatMap((figure) => [...(c.reads.find(([name]) => name === figure)?.[1] ?? [])]);
    const pictures = turn(join(build, 'musl', 'bin', c.name), c,
      {experiments: [...new Set([...experiments, ...read])], settings, figures});
    if (pictures) drawn.set(`${[...experiments, ...settings].join(' ')}: ${figures.join(' ')}`, told(pictures, {brief: true}));
  }
  return drawn;
}

const MOST = 12; // lines of what moved at a setting
const {file, letters} = font();

function compare(c, drawn) {
  const golden = readGolden(c.name);
  if (golden.letters === '') {
    if (drawn.size > 0) wrong([c.name], 'no golden pictures with turned knobs yet (make bless writes them)');
    return;
  }
  if (golden.letters !== letters || process.arch !== 'x64') {
    console.log(`${c.name}: the letters of ${file}, or the processor, are not the golden ones; pictures with turned knobs are not compared`);
    return;
  }
  for (const [settings, lines] of drawn) {
    const what = moved(settings, golden.by.get(settings) ?? [], lines);
    if (what.length > 0) wrong([c.name], `other pictures\n${what.slice(0, MOST).join('\n')}`);
  }
  for (const settings of shares === 1 ? golden.by.keys() : []) {
    if (!drawn.has(settings)) wrong([c.name, settings], 'is golden, and not tried (make bless forgets it)');
  }
}

const names = readdirSync('code').filter((name) => /^([0-9A-Z]*-.*|playground)\.c$/.test(name)).map((name) => name.slice(0, -2));
for (const name of names) {
  if (only.length > 0 && !only.includes(name)) continue;
  const c = chapter(name);
  if (how === 'compare') turnToEnds(c);
  const drawn = turnAsChosen(c);
  if (how === 'compare') compare(c, drawn);
  else if (drawn.size > 0) writeGolden(name, letters, drawn);
}
console.log(`settings: ${tried - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
