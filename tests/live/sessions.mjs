// usage: sessions.mjs [FIGURE...]
//
// A person's session for each live figure: does what the text asks, and sees
// what the text says. sessions/NN-name.mjs lists those of a chapter,
// {figure, asks, act(p)}; p is of person.mjs. Every live figure has one at
// least, and every session has its figure. BUILD names the build.
import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { launch } from "../site/browser.mjs";
import { check, finish, work } from "./checks.mjs";
import { address, figures, named } from "./figures.mjs";
import { person } from "./person.mjs";
import { views, visit } from "./tab.mjs";

const room = new URL("sessions/", import.meta.url);
const files = readdirSync(room).filter((name) => name.endsWith(".mjs"));
const lists = await Promise.all(files.map((name) => import(new URL(name, room))));
const all = lists.flatMap((list) => list.default);

function matched() {
  const isLive = new Set(figures.map(({ id }) => id));
  const has = new Set(all.map(({ figure }) => figure));
  for (const { id } of figures) {
    check(id, "it has a person's session in tests/live/sessions", has.has(id));
  }
  if (named.length > 0) return;
  for (const { figure, asks } of all) {
    check(figure, `the session "${asks}" has a live figure`,
      isLive.has(figure));
  }
}

// Jobs, one for each session.
export function sessions(browser, view) {
  matched();
  return figures.flatMap(({ page, id }) => all
    .filter(({ figure }) => figure === id).map(({ asks, act }) => {
      const where = `${id}: ${asks}`;
      return [where, () => visit(browser, where, view, address(page),
        async (tab) => {
          await tab.near(id);
          await act(person(tab, where, id));
        })];
    }));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = await launch();
  const [, view] = views[0];
  const jobs = sessions(browser, view);
  await work(jobs, 2).finally(() => browser.close());
  console.log(`${jobs.length} sessions`);
  finish(2 * jobs.length);
}
