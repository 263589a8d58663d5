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
import { address, figures, named, onPages } from "./figures.mjs";
import { person } from "./person.mjs";
import { inTurn, views } from "./tab.mjs";

const room = new URL("sessions/", import.meta.url);
const files = readdirSync(room).filter((name) => name.endsWith(".mjs"));
const lists = await Promise.all(files.map((name) =>
  import(new URL(name, room))));
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

// Jobs, one for each page; of some with some of their figures. Each session finds
// its figure as the book has it.
export function sessions(browser, view, some = onPages) {
  matched();
  return some.map(([page, list]) => {
    const asked = list.flatMap(({ id }) =>
      all.filter(({ figure }) => figure === id)
        .map(({ asks, act }) => ({ id, asks, act })));
    return [`${page}: sessions`, () => inTurn(browser, "session", view,
      address(page), asked, async (tab, where, { id, act }) => {
        await tab.near(id);
        await act(person(tab, where, id));
        await tab.reset(id);
      })];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = await launch();
  const [, view] = views[0];
  await work(sessions(browser, view), 2).finally(() => browser.close());
  finish(2 * figures.length);
}
