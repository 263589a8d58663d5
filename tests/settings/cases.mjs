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

// The ends of a knob: of its range, each word of a choice, none and all of ticks;
// of what is typed or drawn there are none.
function endsOf(low, high, scale) {
  const [kind, list] = scale.split(':');
  if (kind === 'choice') return list.split('|');
  if (kind === 'ticks') return ['none', list.replaceAll('|', '+')];
  return kind === 'text' || kind === 'pixels' ? [] : [low, high];
}

// Each knob at its ends; not those of an experiment that takes long.
export function ends(knobs) {
  const long = longOnes(knobs);
  return knobs.filter(([experiment, knob]) => knob && !long.has(experiment))
    .flatMap(([experiment, knob, , low, high, scale]) => endsOf(low, high, scale)
      .map((value) => ({experiments: [experiment], settings: [`${experiment}.${knob}=${value}`], figures: []})));
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
