// Chromium, under whichever of its names it is installed.
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(
  new URL("../../press/package.json", import.meta.url));
const { chromium } = require("playwright-core");
export const axeFile = require.resolve("axe-core/axe.min.js");

function findBrowser() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const paths = (process.env.PATH ?? "").split(":");
  const found = names.flatMap((name) => paths.map((path) => join(path, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  if (!found) {
    throw new Error(`none of ${names.join(", ")} is installed`);
  }
  return found;
}

export const launch = () => chromium.launch({
  executablePath: findBrowser(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
