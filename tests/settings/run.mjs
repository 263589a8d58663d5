#!/usr/bin/env node
// usage: tests/settings/run.mjs BUILD [NN-name...]
//
// Turns the knobs of the chapters' programs and looks at what comes out: each
// knob to both ends of its range and to each word of a choice, and the
// settings in tests/settings/NN-name.tsv (an experiment, its settings and the
// figures to draw; blanks between them). The program must exit 0 and say
// nothing on stderr, no number of its report may be a nan or an infinity, and
// every figure that reads what moved must be drawn. Of an experiment that
// takes long only the settings of the file are tried, which make it short. With
// SHARE only some: see tests/share.mjs.

import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {mine} from '../share.mjs';
import {asWords, chosen, ends, longOnes, rows, words} from './cases.mjs';

const [build, ...only] = process.argv.slice(2);
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
    program: join(build, 'bin', name),
    drawing: join(build, 'bin', 'figures', name),
    knobs: rows(readFileSync(join(build, 'knobs', `${name}.tsv`), 'utf8')),
    reads: figures.map(([figure, , , blocks, values]) => [figure,
      new Set([...words(blocks), ...words(values)].map((key) => owner[key] ?? key))]),
  };
}

// Runs the experiments with these settings and draws the figures.
function turn(c, {experiments, settings, figures}) {
  tried++;
  const data = join(work, 'data.tsv');
  const report = join(work, 'report.txt');
  const command = [c.program, ...asWords({experiments, settings}), '--report', report, '--data-file', data];
  const {ok, stderr} = run(command);
  if (!ok) return;
  if (stderr) wrong(command, `says on stderr: ${stderr.trim()}`);
  const said = readFileSync(report, 'utf8').match(/^.*(?<![\w.])[-+]?(nan|inf(inity)?)(?![\w]).*$/mi);
  if (said) wrong(command, `its report has: ${said[0].trim()}`);
  if (figures.length === 0) return;
  const pictures = join(work, 'pictures');
  rmSync(pictures, {recursive: true, force: true});
  const draw = [c.drawing, data, pictures, ...figures];
  if (!run(draw).ok) console.log(`    with the data of ${command.slice(0, -4).join(' ')}`);
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
    if (!experiments.some((e) => long.has(e))) turn(c, {experiments, settings, figures});
  }
}

function turnAsChosen(c) {
  const all = chosen(c.name);
  if (!all) wrong([c.name], 'has no tests/settings/NN-name.tsv, settings to be tried');
  for (const {experiments, settings, figures} of (all ?? []).filter(mine)) {
    const read = figures.flatMap((figure) => [...(c.reads.find(([name]) => name === figure)?.[1] ?? [])]);
    turn(c, {experiments: [...new Set([...experiments, ...read])], settings, figures});
  }
}

const names = readdirSync('code').filter((file) => /^(\d\d-.*|playground)\.c$/.test(file)).map((file) => file.slice(0, -2));
for (const name of names) {
  if (only.length > 0 && !only.includes(name)) continue;
  const c = chapter(name);
  turnToEnds(c);
  turnAsChosen(c);
}
console.log(`settings: ${tried - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
