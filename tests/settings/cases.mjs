// Which settings of a chapter's program are tried: { experiments, settings,
// figures } each, to run these experiments with these settings and to draw the
// figures. `knobs` are the rows of the program's --list.

import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const here = 'tests/settings';

export const rows = (text) => text.trimEnd().split('\n').slice(1).map((line) => line.split('\t'));
export const words = (cell) => (cell ?? '').split(' ').filter((word) => word && word !== '-');

// The experiments that take long.
export const longOnes = (knobs) =>
  new Set(knobs.filter(([, knob, , , , scale]) => !knob && scale === 'long').map(([experiment]) => experiment));

// What a knob is turned to: both ends of its range, each word of a choice, each
// of ticks alone, none of them and all. What is typed or drawn has no ends.
function values(low, high, scale) {
  const [kind, list] = scale.split(':');
  if (kind === 'choice') return list.split('|');
  if (kind === 'ticks') return ['none', ...list.split('|'), list.replaceAll('|', '+')];
  return low === high ? [] : [low, high];
}

// Those of each knob; not of an experiment that takes long.
export function ends(knobs) {
  const long = longOnes(knobs);
  return knobs.filter(([experiment, knob]) => knob && !long.has(experiment))
    .flatMap(([experiment, knob, , low, high, scale]) =>
      values(low, high, scale).map((value) => ({experiments: [experiment], settings: [`${experiment}.${knob}=${value}`], figures: []})));
}

// Those of tests/settings/NN-name.tsv, or null if there is no such file.
export function chosen(name) {
  const file = join(here, `${name}.tsv`);
  if (!existsSync(file)) return null;
  return rows(readFileSync(file, 'utf8')).map(([experiment, settings, figures]) => ({
    experiments: words(experiment),
    settings: words(settings).map((s) => (s.split('=')[0].includes('.') ? s : `${words(experiment)[0]}.${s}`)),
    figures: words(figures),
  }));
}

export const asWords = ({experiments, settings}) => [...experiments, ...settings.flatMap((s) => ['--set', s])];
