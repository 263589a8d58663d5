#!/usr/bin/env node
// usage: tests/pdf/pages.mjs FILE.pdf
//
// The pages as they are printed: how many end early, how listings go on
// overleaf, what stands in the heads, and which pictures can be read out. Says
// what is wrong, a line each.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inflateSync} from 'node:zlib';

const pdf = process.argv[2];
const HOLES = 12;                       // pages that are a quarter empty
const PAPER = 666, TOP = 60, HEIGHT = 551;      // press/pdf/book.sty, in bp
const run = (...command) => execFileSync(command[0], command.slice(1),
  {maxBuffer: 1 << 30}).toString();
const say = text => {
  console.log(`${pdf}: ${text}`);
  process.exitCode = 1;
};

const pages = run('pdftotext', '-layout', pdf, '-').split('\f').slice(0, -1)
  .map(text => text.split('\n').filter(line => line.trim()));
const places = [...run('pdfinfo', '-dests', pdf)
  .matchAll(/^ *(\d+) \[.*"(.*)"$/gm)]
  .map(([, page, name]) => ({page: Number(page), name}));
const opens = new Set(places.filter(p => /^(chapter|appendix)[.*]/.test(p.name))
  .map(p => p.page));
if (opens.size < 6) say(`only ${opens.size} chapters are found`);

// -- Room at the foot ----------------------------------------------------------

const work = mkdtempSync(join(tmpdir(), 'pages-'));
process.on('exit', () => rmSync(work, {recursive: true, force: true}));
run('pdftoppm', '-gray', '-r', '40', pdf, join(work, 'p'));
const blank = readdirSync(work).sort().map(name => {
  const file = readFileSync(join(work, name));
  const [head, width, height] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(
    file.toString('latin1', 0, 30));
  const row = y => head.length + y * width;
  const first = Math.floor(TOP / PAPER * height);
  let y = Math.ceil((TOP + HEIGHT) / PAPER * height);
  while (y > first && file.subarray(row(y), row(y + 1)).every(v => v > 244)) y--;
  return 1 - (y - first) / (HEIGHT / PAPER * height);
});
const empty = page => page <= pages.length && !pages[page - 1].length;
const ends_chapter = page => {
  do page++; while (empty(page));
  return page > pages.length || opens.has(page);
};
const first_chapter = Math.min(...opens);
const holes = blank.map((share, i) => ({share, page: i + 1}))
  .filter(({share, page}) => page > first_chapter && share > 0.25 &&
    !empty(page) && !ends_chapter(page));
if (holes.length > HOLES) {
  say(`${holes.length} pages are a quarter empty, ${HOLES} may be: ` +
    holes.map(h => h.page).join(' '));
}

// -- Listings that go on -------------------------------------------------------

pages.forEach((lines, i) => {
  const [number, next] = [1, 2].map(n => /^\s*(\d+)( |$)/.exec(lines[n])?.[1]);
  if (/^\s*\d+\s*$/.test(lines[1]) && Number(next) === Number(number) + 1) {
    say(`page ${i + 1} goes on with an empty line of a listing`);
  }
});

// -- Heads ---------------------------------------------------------------------

// A left page names its chapter, a right one a section of it. What the chapter
// is called stands where it opens, under its number if it has one.
const roman = /^[ivxlc]+$|^\d+$/;
let chapter;
pages.forEach((lines, i) => {
  if (opens.has(i + 1)) {
    const number = /^\s*(?:chapter|appendix)\s+(\w+)\s*$/i.exec(lines[0])?.[1];
    chapter = {number: number?.toUpperCase(),
      title: lines[number ? 1 : 0].trim(), section: 0};
    // Below the title and the motto there is a line of prose, not a picture.
    const words = lines.findIndex((line, at) => at > (number ? 1 : 0) &&
      /^\s*\S+(?: \S+){8}/.test(line));
    if (number && (words < 0 || words > 3)) {
      say(`page ${i + 1} opens "${chapter.title}" without words`);
    }
    return;
  }
  if (!chapter || !lines.length) return;
  const words = lines[0].trim().split(/\s+/);
  const right = i % 2 === 0;
  const number = right ? words.pop() : words.shift();
  const head = words.join(' ');
  const whole = [chapter.number, chapter.title].filter(Boolean).join(' ');
  const section = /^(\w+)\.(\d+) /.exec(head);
  if (!roman.test(number ?? '')) {
    say(`page ${i + 1} has no number in its head: ${lines[0].trim()}`);
  } else if (right && section) {
    if (section[1] !== chapter.number || section[2] < chapter.section) {
      say(`page ${i + 1} of "${whole}" has the head "${head}"`);
    }
    chapter.section = Number(section[2]);
  } else if (!head || head !== whole && (!right || chapter.number)) {
    say(`page ${i + 1} of "${whole}" has the head "${head}"`);
  }
});

// -- Pictures ------------------------------------------------------------------

const file = readFileSync(pdf);
let alternatives = 0;
for (let at = 0; (at = file.indexOf('stream\n', at)) >= 0; at += 7) {
  if (file.toString('latin1', at - 3, at) === 'end') continue;
  let text;
  try {
    text = inflateSync(file.subarray(at + 7)).toString('latin1');
  } catch {
    continue;
  }
  // UTF-16: two octets a letter, each written as one or as four.
  alternatives += text.match(/\/Span <<\/Alt \(\\376\\377[^)]{40,}\)>> BDC/g)
    ?.length ?? 0;
}
const figures = places.filter(p => p.name.startsWith('fig:')).length;
if (!figures || alternatives < figures) {
  say(`${alternatives} of ${figures} figures can be read out`);
}
