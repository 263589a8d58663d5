// What a name's definition looks like where it is shown beside the text.

// A declaration as it is shown: with the words above it, but not too long.
const MOST = 14; // lines

// A part is shown with the beginning of its whole.
export function declarationOf(one, definitions, sources) {
  const whole = one.of && definitions.find(({ path, name, body, kind }) =>
    path === one.path && (name === one.of || body === one.of) &&
    kind !== "function");
  if (!whole) return declaration(one, sources);
  const [head] = sources.get(one.path).split("\n").slice(whole.first - 1);
  return `${head.trim()}\n    …\n    ${declaration(one, sources)}`;
}

function declaration({ path, kind, first, last }, sources) {
  const lines = sources.get(path).split("\n");
  let from = first - 1;
  let to = last;
  if (/function|prototype/.test(kind)) {
    to = from + 1;
    while (to < last && !/[{;]/.test(lines[to - 1])) to += 1;
  } else if (kind === "macro") {
    while (lines[to - 1].endsWith("\\")) to += 1;
  }
  if (!/member|enumerator/.test(kind) && lines[from - 1]?.endsWith("*/")) {
    let above = from - 1;
    while (above > 0 && !lines[above].trim().startsWith("/*")) above -= 1;
    if (to - above <= MOST) from = above;
  }
  const shown = lines.slice(from, Math.min(to, from + MOST));
  if (/function/.test(kind)) shown.push(shown.pop().replace(/\s*\{.*$/, ";"));
  if (to > from + MOST) shown.push("…");
  const indent = Math.min(...shown.filter((line) => line.trim() !== "")
    .map((line) => line.search(/\S/)));
  return shown.map((line) => line.slice(indent)).join("\n");
}
