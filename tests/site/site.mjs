// What the site's checks share: its pages, and complaints.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export const site = join(process.env.BUILD ?? "build", "site");

export function files(directory = site) {
  if (!existsSync(directory)) {
    return [];
  }
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? files(path) : [path];
    });
}

export const pages = () => {
  const found = files().filter((file) => file.endsWith(".html"));
  if (found.length === 0) {
    complain(site, "has no pages");
  }
  return found;
};

export const read = (file) => readFileSync(file, "utf8");

let complaints = 0;
export function complain(file, what) {
  complaints += 1;
  console.log(`${relative(process.cwd(), file)}: ${what}`);
}

export function finish() {
  process.exitCode = complaints > 0 ? 1 : 0;
}
