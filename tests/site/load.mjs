// How soon a page is there for a reader far away: served with gzip over 1.6 Mbit/s
// with 150 ms to the server and back, the largest thing in sight is painted within
// 2.5 s and all is loaded within 4 s; and nothing moves under the reader who goes
// to its end. V=1 tells the numbers. The machine may be busy, and no line's fault:
// of three tries the quickest counts, and what is late by half is let pass. What
// moves in any of them is told.
import { createServer } from "node:http";
import { readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "./browser.mjs";
import { complain, finish, pages, site } from "./site.mjs";

const PATIENCE = 1.5;
const limits = { painted: PATIENCE * 2500, loaded: PATIENCE * 4000, moved: 0.01 };
const kinds = { ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml",
  ".js": "text/javascript", ".woff2": "font/woff2", ".png": "image/png" };
const packedKinds = [".html", ".css", ".svg", ".js"];

const cache = new Map();
function answer(path) {
  if (!cache.has(path)) {
    const kind = extname(path);
    const data = readFileSync(path);
    const packed = packedKinds.includes(kind);
    cache.set(path, { data: packed ? gzipSync(data) : data,
      head: { "Content-Type": kinds[kind] ?? "application/octet-stream",
        ...(packed ? { "Content-Encoding": "gzip" } : {}) } });
  }
  return cache.get(path);
}

const server = createServer((request, response) => {
  try {
    const { pathname } = new URL(request.url, "http://localhost");
    const { data, head } = answer(join(site, decodeURIComponent(pathname)));
    response.writeHead(200, head).end(data);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;

// Runs before the page.
function watch() {
  window.told = { painted: 0, moved: 0 };
  new PerformanceObserver((list) => {
    window.told.painted = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) {
      if (!hadRecentInput) window.told.moved += value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}

const line = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 1.6e6 / 8 };

async function measure(browser, page) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", line);
  await tab.addInitScript(watch);
  await tab.goto(`${origin}/${basename(page)}`, { waitUntil: "load" });
  const loaded = await tab.evaluate(() =>
    performance.getEntriesByType("navigation")[0].loadEventEnd);
  await tab.waitForTimeout(300);
  const { painted } = await tab.evaluate(() => window.told);
  // To its end, at the speed of somebody who is looking for something.
  await session.send("Network.emulateNetworkConditions",
    { ...line, latency: 0, downloadThroughput: -1 });
  await tab.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 1800) {
      scrollTo(0, y);
      await new Promise((next) => { setTimeout(next, 60); });
    }
  });
  await tab.waitForTimeout(300);
  const { moved } = await tab.evaluate(() => window.told);
  await context.close();
  return { painted, loaded, moved };
}

const better = (a, b) => ({ painted: Math.min(a.painted, b.painted),
  loaded: Math.min(a.loaded, b.loaded), moved: Math.max(a.moved, b.moved) });
const isGood = (told) => told.painted > 0 && // 0: nothing was told of it
  Object.keys(limits).every((key) => told[key] <= limits[key]);

// The title, and the chapters, which are largest.
const looked = pages().filter((page) =>
  /[/]site[/](index|\d\d-[^/]*)[.]html$/.test(page))
  .sort((a, b) => statSync(b).size - statSync(a).size);

const browser = await launch();
try {
  for (const page of looked) {
    let told = await measure(browser, page);
    for (let again = 0; again < 2 && !isGood(told); again++) {
      told = better(told, await measure(browser, page));
    }
    const { painted, loaded, moved } = told;
    const numbers = `painted after ${Math.round(painted)} ms, loaded after ` +
      `${Math.round(loaded)} ms, moved by ${moved.toFixed(4)}`;
    if (process.env.V) console.log(`${basename(page)}: ${numbers}`);
    if (!isGood(told)) {
      complain(page, `${numbers}: more than ${Object.values(limits).join(", ")}`);
    }
  }
} finally {
  await browser.close();
  server.close();
}
finish();
