// tests/golden/NN-name.turned-pictures: in its first line the letters that they were
// drawn with, then behind a $ each experiment with its settings and figures, and
// lines of cells, as picture.mjs has them.

import {existsSync, readFileSync, writeFileSync} from 'node:fs';

const path = (name) => `tests/golden/${name}.turned-pictures`;
const cells = (line) => line.split('\t');

// Without letters where there is none yet.
export function readGolden(name) {
  if (!existsSync(path(name))) return {letters: '', by: new Map()};
  const [first, ...parts] = readFileSync(path(name), 'utf8').trimEnd().split('\n$ ');
  return {letters: cells(first)[1], by: new Map(parts.map((part) => {
    const [settings, ...lines] = part.split('\n');
    return [settings, lines.map(cells)];
  }))};
}

export function writeGolden(name, letters, by) {
  const parts = [...by].map(([settings, lines]) => [`$ ${settings}`, ...lines.map((line) => line.join('\t'))].join('\n'));
  writeFileSync(path(name), `${[`font\t${letters}`, ...parts].join('\n')}\n`);
}
