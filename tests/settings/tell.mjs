#!/usr/bin/env node
// usage: tests/settings/tell.mjs PROGRAM KNOBS FILE
//
// Writes into FILE what a chapter's program reports when its knobs are turned:
// for each setting its command line, the report and a digest of the data. The
// settings are those that run.mjs tries. Any change of the program at a knob
// that is not the book's shows there. KNOBS is what the program's --list says.

import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {asWords, chosen, ends, rows} from './cases.mjs';

const [program, list, file] = process.argv.slice(2);
const name = basename(program);
const work = mkdtempSync(join(tmpdir(), 'settings-'));
process.on('exit', () => rmSync(work, {recursive: true, force: true}));
const [report, data] = [join(work, 'report'), join(work, 'data')];

function tell(given) {
  const asked = asWords(given);
  const {status, signal, stderr} = spawnSync(program, [...asked, '--report', report, '--data-file', data], {encoding: 'utf8', timeout: 60000});
  if (status !== 0) {
    console.error(`${name} ${asked.join(' ')}: status ${status ?? signal}: ${stderr.trim().split('\n').pop()}`);
    process.exit(1);
  }
  const digest = createHash('sha256').update(readFileSync(data)).digest('hex').slice(0, 16);
  return `$ ${name} ${asked.join(' ')}\n${readFileSync(report, 'utf8')}data: ${digest}\n\n`;
}

const knobs = rows(readFileSync(list, 'utf8'));
const all = [...ends(knobs), ...chosen(name) ?? []];
writeFileSync(`${file}.tmp`, all.map(tell).join(''));
renameSync(`${file}.tmp`, file);
