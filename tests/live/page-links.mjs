// The address bar: it holds what the reader has turned, a link brings it back,
// and one that makes no sense is answered in words.
import { check } from "./checks.mjs";
import { address, chapters, figures, site } from "./figures.mjs";
import { visit } from "./tab.mjs";

const SOON = 5000; // ms

// What the address bar holds, when it holds what is asked of it, or after a
// while.
const bar = (tab, holds) => tab.waitForFunction((test) =>
  new RegExp(test).test(location.hash), holds, { timeout: SOON })
  .catch(() => {})
  .then(() => tab.evaluate(() => location.hash.slice(1)));

const wanted = new Map(); // by figure: {hash, pixels}

// Without the page about the figure.
export async function links(tab, where, { id }) {
  await tab.near(id);
  const book = await tab.ask("hash", id);
  const controls = await tab.ask("controls", id);
  const turned = [];
  for (const { knob, away } of controls) {
    const before = await tab.ask("words", id, knob);
    await tab.ask("turn", id, knob, away);
    await tab.ask("pass", 3);
    if (await tab.ask("words", id, knob) !== before) {
      turned.push(await tab.ask("nameOf", id, knob));
    }
  }
  const views = await tab.ask("views", id);
  if (views.length > 0) await tab.view(id, views.at(-1).word);
  const parts = [...turned.map((name) => `${name}=`),
    ...views.slice(-1).map(({ word }) => `view=${word}`)];
  const hash = await bar(tab, parts.map((part) => `(?=.*${part})`).join(""));
  check(where, "the address bar holds what is turned", turned.length > 0 &&
    hash.startsWith(`${id}?`) && parts.every((part) => hash.includes(part)),
  hash);
  await tab.ask("settle");
  wanted.set(id, { hash, pixels: await tab.ask("hash", id) });
  await tab.reset(id);
  const bare = await bar(tab, "^[^=]*$");
  check(where, "after a reset it holds nothing", !bare.includes("="), bare);
  await senseless(tab, where, id, book, await unreadable(tab, id));
}

// One of its settings makes no sense. Of each page one link is on the page of
// the book: there is much above the figure that it leads to.
export async function linked(browser, where, view, { page, id }, bare) {
  const { hash, pixels } = wanted.get(id); // links() has been there
  const first = figures.find((figure) => figure.page === page);
  const url = address(page, `${hash}&no-such-knob=1`,
    id === first.id ? site : bare);
  await visit(browser, where, view, url, async (tab) => {
    await tab.ask("seen");
    const near = await tab.evaluate((i) => {
      const { top, bottom } = document.getElementById(i)
        .getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }, id);
    check(where, "a link leads to the figure", near);
    await tab.near(id);
    const { sentence } = await tab.ask("state", id);
    check(where, "a link brings the very pixels",
      await tab.ask("hash", id) === pixels, sentence);
    check(where, "what makes no sense in it is answered",
      sentence.includes("no-such-knob"), sentence);
  });
}

// Of a number; others take some of it.
const noNumber = (name) => [
  ["out of range", `${name}=1e99`, /1e99/],
  ["no number", `${name}=abc`, /abc/],
  ["an infinity", `${name}=inf`, /inf/],
  ["not a number", `${name}=nan`, /nan/],
  ["markup", `${name}=%3Cimg%20src=x%3E`, /<img/],
  ["a broken code", `${name}=%E0%A4%A`, /%E0%A4%A/],
  ["a zero byte", `${name}=1%00`, /=1…: /],
  ["two lines", `${name}=1%0A2`, /=1…: /],
];

const noSetting = (name) => [
  ["an unknown knob", "no-such-knob=1", /no-such-knob/],
  ["nothing", `${name}=`, /./],
  ["no value", name, /./],
  ["brackets", `${name}=)(`, /./],
  ["rubbish", "%?&=&&=%%", /./],
];

const unreadable = async (tab, id) => {
  const controls = await tab.ask("controls", id);
  const one = controls.find(({ kind }) => kind === "range") ?? controls[0];
  const name = await tab.ask("nameOf", id, one.knob);
  return [...noSetting(name), ...(one.kind === "range" ? noNumber(name) : [])];
};

const elsewhere = ["fig:no-such-figure?rate=1", "%E0%A4%A?x=1", "?"];

async function answered(tab, where, id, book, what, said) {
  const { drawn, sentence } = await tab.ask("state", id);
  check(where, `a link with ${what} is answered in a sentence`,
    said.test(sentence) && /\.$/.test(sentence.split("\n")[0]), sentence);
  check(where, `a link with ${what} leaves the book's picture`,
    drawn && await tab.ask("hash", id) === book, sentence);
}

async function senseless(tab, where, id, book, all) {
  const go = async (hash) => {
    await tab.evaluate((h) => { location.hash = h; }, hash);
    await tab.ask("seen");
  };
  for (const [what, state, said] of all) {
    await go(`${id}?${state}`);
    await answered(tab, where, id, book, what, said);
    await tab.reset(id);
  }
  for (const hash of elsewhere) {
    await go(hash);
    check(where, `a link to #${hash} leaves the book's picture`,
      await tab.ask("hash", id) === book);
  }
}

// A page that begins with one, of each chapter another.
export async function senselessAtFirst(browser, where, view, which) {
  const { page, id } = figures.find(({ chapter }) =>
    chapter === chapters[which]);
  let book, all;
  await visit(browser, where, view, address(page), async (tab) => {
    await tab.near(id);
    book = await tab.ask("hash", id);
    all = await unreadable(tab, id);
  });
  const [what, state, said] = all[which % all.length];
  const url = address(page, `${id}?${state}`);
  await visit(browser, where, view, url, async (tab) => {
    await tab.near(id);
    await answered(tab, where, id, book, what, said);
  });
}
