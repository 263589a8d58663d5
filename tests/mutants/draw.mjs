// Which changes are tried: the same seed, the same changes.

import { wholes } from "../random.mjs";

// The lists of those that have the same key, in the order of the keys.
function split(list, key) {
  const byKey = new Map();
  for (const one of list) {
    if (!byKey.has(key(one))) byKey.set(key(one), []);
    byKey.get(key(one)).push(one);
  }
  return [...byKey.keys()].sort().map((own) => byKey.get(own));
}

// One change after another, each on a line that is drawn evenly from all that have
// one left; a line has no second of the kind.
function* ofOneKind(changes, random) {
  const lines = split(changes, ({ file, change }) => `${file}:${change.line}`);
  while (lines.length > 0) {
    const [own] = lines.splice(random(lines.length), 1);
    yield own[random(own.length)];
  }
}

// What the sources yield in turn, until all are at their end.
function* inTurn(sources) {
  let left = sources;
  while (left.length > 0) {
    const ended = new Set();
    for (const source of left) {
      const { value, done } = source.next();
      if (done) ended.add(source);
      else yield value;
    }
    left = left.filter((source) => !ended.has(source));
  }
}

// Of `all`, [{ sort, file, change }], text, code and figures in turn, and in each of
// them its kinds; so that what is rare in the files is tried as well.
export function draw(all, seed) {
  return inTurn(split(all, ({ sort }) => sort).map((ofSort) =>
    inTurn(split(ofSort, ({ change }) => change.kind)
      .map((own) => ofOneKind(own, wholes(seed))))));
}
