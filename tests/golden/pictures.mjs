// usage: pictures.mjs compare|bless BUILD NN-name
//
// Holds the pictures of a drawing program, drawn from the data of the build with
// musl-gcc, against tests/golden/NN-name.pictures, with the tolerance of
// picture.mjs. Where the font is not the golden one's, it says so and compares
// nothing.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync }
  from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { font, moved, rows, told } from "./picture.mjs";

const MOST = 20; // lines of what moved

const [how, build, name] = process.argv.slice(2);
const golden = join("tests", "golden", `${name}.pictures`);

// Where the pictures of musl's data are: in the build, if its own data are the same,
// or drawn.
function drawn() {
  const [own, musl] = ["", "musl"]
    .map((of) => join(build, of, "data", `${name}.tsv`));
  if (readFileSync(own).equals(readFileSync(musl))) {
    return join(build, "figures", name);
  }
  const directory = mkdtempSync(join(tmpdir(), "downhill-pictures-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  execFileSync(join(build, "bin", "figures", name), [musl, directory],
    { stdio: "inherit" });
  return directory;
}

const { file, letters } = font();
const now = told(drawn());
const [[, its], ...before] = existsSync(golden) ? rows(golden) : [["font", ""]];
if (how === "compare" && its && its !== letters) {
  console.log(`${name}: the letters of ${file} are not the golden ones; its ` +
    "pictures are not compared");
  process.exit(0);
}
const lines = its ? moved(name, before, now)
  : [`${name}: no golden pictures yet (make bless writes them)`];
if (lines.length > 0) console.log(lines.slice(0, MOST).join("\n"));
if (how === "bless" && (lines.length > 0 || its !== letters)) {
  writeFileSync(golden, [["font", letters], ...now]
    .map((cells) => `${cells.join("\t")}\n`).join(""));
}
process.exit(how === "compare" && lines.length > 0 ? 1 : 0);
