// Exits 0 when press/node_modules holds just the versions that the lock names.
import { readFileSync } from "node:fs";

const press = new URL("../press/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, press), "utf8"));
const wanted = Object.entries(read("package-lock.json").packages);
for (const [path, { version }] of wanted) {
  if (path !== "" && read(`${path}/package.json`).version !== version) {
    process.exit(1);
  }
}
