// The figures of the build, in both of their layouts, as index.tsv and labels.tsv
// of the drawing programs tell of them.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const folder = join(process.env.BUILD ?? "build", "figures");

// The rows of a table with a heading, as objects.
export function rows(file) {
  const [head, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n")
    .map((line) => line.split("\t"));
  return lines.map((cells) =>
    Object.fromEntries(cells.map((cell, i) => [head[i], cell])));
}

// By "CHAPTER/FILE.svg": width and height in points, the words, and the size of
// the smallest (of whole words: an exponent in them is smaller), and whether it is
// the one for paper.
export const layouts = new Map();
for (const chapter of readdirSync(folder)) {
  const labels = rows(join(folder, chapter, "labels.tsv"));
  const add = (name, isNarrow, width, height, paper) => {
    const own = labels.filter((label) => label.name === name &&
      label.layout === (isNarrow ? "narrow" : "wide"));
    layouts.set(`${chapter}/${name}${isNarrow ? ".narrow" : ""}.svg`, {
      chapter, name, isNarrow, width: Number(width), height: Number(height),
      words: own.map(({ label }) => label),
      letters: Math.min(...own.map(({ size }) => Number(size))),
      isPrinted: isNarrow === (paper === "narrow"),
    });
  };
  for (const row of rows(join(folder, chapter, "index.tsv"))) {
    add(row.name, false, row.width, row.height, row.paper);
    if (row.narrow_width !== "-") {
      add(row.name, true, row.narrow_width, row.narrow_height, row.paper);
    }
  }
}
