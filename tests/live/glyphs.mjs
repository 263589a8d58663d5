// usage: node tests/live/glyphs.mjs BUILD
//
// Has the page's typeface every character that figures need? Each figure of
// each chapter is drawn by the page's module at the book's knobs, in each of
// its layouts, and whatever it writes is sought in the web fonts.

import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {give, load, start} from './module.mjs';
import {rows} from '../settings/cases.mjs';

const [build] = process.argv.slice(2);
const LEAST = 1000; // texts that are written, or something has not been drawn

// The code points of a font: ranges in hexadecimal.
function codesOf(file) {
  const charset = execFileSync('fc-query', ['--format', '%{charset}', join('press/fonts', file)], {encoding: 'utf8'});
  const ranges = charset.split(' ').map((range) => range.split('-').map((code) => parseInt(code, 16)));
  return (code) => ranges.some(([first, last = first]) => code >= first && code <= last);
}

const has = [codesOf('Pagella-Regular.woff2'), codesOf('Pagella-Italic.woff2')]; // by `italic`

const table = (...path) => rows(readFileSync(join(build, ...path), 'utf8'));

// Every text of a chapter's figures, as written(text, italic).
async function write(name, written) {
  const memory = () => m.exports.memory.buffer;
  const m = await start(await load(join(build, 'live', `${name}.wasm`)), {
    measure: (at, n, size, italic, out) =>
      new Float64Array(memory(), out, 5).set([n * size / 2, 0, n * size / 2, size / 2, size / 4]),
    text: (at, n, size, italic) => written(Buffer.from(memory(), at, n).toString(), italic),
  });
  const {live_start: begin, live_tell: tell, live_draw: draw} = m.exports;
  const experiments = new Set(table('knobs', `${name}.tsv`).map(([experiment]) => experiment));
  begin();
  tell(give(m.exports, [...experiments].join(' ')));
  for (const [figure, , , , , narrow] of table('figures', name, 'index.tsv')) {
    draw(give(m.exports, figure), 0, 0);
    if (narrow !== '-') draw(give(m.exports, figure), 1, 0);
  }
}

let texts = 0;
const missing = new Set();
for (const file of readdirSync(join(build, 'live')).filter((f) => f.endsWith('.wasm')).sort()) {
  const name = basename(file, '.wasm');
  await write(name, (text, italic) => {
    texts++;
    for (const letter of text)
      if (!has[italic](letter.codePointAt(0)))
        missing.add(`${name}: the web font has no ${letter} (U+${letter.codePointAt(0).toString(16)}), as in "${text}"`);
  });
}
for (const sentence of missing) console.log(sentence);
console.log(`${texts} texts of figures: ${missing.size} characters are not in the web fonts`);
process.exit(missing.size || texts < LEAST ? 1 : 0);
