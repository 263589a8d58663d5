// The address bar: it holds what the reader has turned, a link brings it back,
// and one that makes no sense is answered in words.
import { check } from "./checks.mjs";
import { address, figures } from "./figures.mjs";
import { visit } from "./tab.mjs";

export async function links(browser, where, view, { page, id }) {
  let wanted, hash, book, name;
  await visit(browser, where, view, address(page), async (tab) => {
    await tab.near(id);
    book = await tab.ask("hash", id);
    const controls = await tab.ask("controls", id);
    name = controls[0].knob.split(".")[1];
    for (const { knob } of controls) await tab.turn(id, knob, 410);
    await tab.waitForTimeout(500);
    wanted = await tab.ask("hash", id);
    hash = await tab.evaluate(() => location.hash.slice(1));
    check(where, "the address bar holds what is turned",
      hash.startsWith(`${id}?`) && controls.every(({ knob }) =>
        hash.includes(`${knob.split(".")[1]}=`)), hash);
    await tab.reset(id);
    await tab.waitForTimeout(500);
    const bare = await tab.evaluate(() => location.hash);
    check(where, "after a reset it holds nothing", !bare.includes("="), bare);
  });
  await visit(browser, where, view, address(page, hash), async (tab) => {
    await tab.ask("settle");
    const near = await tab.evaluate((i) => {
      const { top, bottom } = document.getElementById(i)
        .getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }, id);
    check(where, "a link leads to the figure", near);
    await tab.near(id);
    check(where, "a link brings the very pixels",
      await tab.ask("hash", id) === wanted);
    await tab.evaluate((h) => { location.hash = h; }, `${id}?${name}=nonsense`);
    await tab.ask("settle");
    check(where, "a link within the page is read, too",
      (await tab.ask("state", id)).sentence.includes("nonsense"));
  });
  await senseless(browser, where, view, { page, id }, { book, name });
}

const unreadable = (name) => [
  ["an unknown knob", "no-such-knob=1", /no-such-knob/],
  ["out of range", `${name}=1e99`, /1e99/],
  ["no number", `${name}=abc`, /abc/],
  ["an infinity", `${name}=inf`, /inf/],
  ["not a number", `${name}=nan`, /nan/],
  ["nothing", `${name}=`, /./],
  ["no value", name, /./],
  ["markup", `${name}=%3Cimg%20src=x%3E`, /<img/],
  ["a broken code", `${name}=%E0%A4%A`, /%E0%A4%A/],
  ["rubbish", "%?&=&&=%%", /./],
];

const elsewhere = ["fig:no-such-figure?rate=1", "%E0%A4%A?x=1", "?"];

// One after the other within a page, and one as a page begins.
async function senseless(browser, where, view, { page, id }, { book, name }) {
  const turned = async (tab, what, said) => {
    const { drawn, sentence } = await tab.ask("state", id);
    check(where, `a link with ${what} is answered in a sentence`,
      said.test(sentence) && /\.$/.test(sentence), sentence);
    check(where, `a link with ${what} leaves the book's picture`,
      drawn && await tab.ask("hash", id) === book, sentence);
  };
  await visit(browser, where, view, address(page), async (tab) => {
    await tab.near(id);
    const go = async (hash) => {
      await tab.evaluate((h) => { location.hash = h; }, hash);
      await tab.ask("settle");
    };
    for (const [what, state, said] of unreadable(name)) {
      await go(`${id}?${state}`);
      await turned(tab, what, said);
      await tab.reset(id);
    }
    for (const hash of elsewhere) {
      await go(hash);
      check(where, `a link to #${hash} leaves the book's picture`,
        await tab.ask("hash", id) === book);
    }
  });
  const which = figures.findIndex((figure) => figure.id === id);
  const all = unreadable(name);
  const [what, state, said] = all[which % all.length];
  const url = address(page, `${id}?${state}`);
  await visit(browser, where, view, url, async (tab) => {
    await tab.near(id);
    await turned(tab, what, said);
  });
}
