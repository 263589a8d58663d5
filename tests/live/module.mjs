// A chapter's module outside of a page: with the data of the book, and with a
// canvas that takes everything and draws nothing.

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ConsoleStdout, Directory, File, OpenFile, PreopenDirectory, WASI}
  from '../../press/node_modules/@bjorn3/browser_wasi_shim/dist/index.js';

export const load = (path) => WebAssembly.compile(readFileSync(path));

const data = new Map(readdirSync('code/data').map((name) =>
  [name, new File(readFileSync(join('code/data', name)), {readonly: true})]));

function collect(chunks) {
  return new ConsoleStdout((bytes) => chunks.push(Buffer.from(bytes)));
}

// Starts it; what it prints is gathered in out and err.
export async function start(module, canvas = {}) {
  const out = [];
  const err = [];
  const code = new Directory(new Map([['data', new Directory(data)]]));
  const wasi = new WASI([], [], [new OpenFile(new File([])), collect(out), collect(err),
    new PreopenDirectory('.', new Map([['code', code]]))], {debug: false});
  const silent = new Proxy(canvas, {get: (own, name) => own[name] ?? (() => {})});
  const instance = await WebAssembly.instantiate(module, {wasi_snapshot_preview1: wasi.wasiImport, canvas: silent});
  wasi.initialize(instance);
  return {exports: instance.exports, text: () => Buffer.concat(out).toString(), errors: () => Buffer.concat(err).toString()};
}

// A text for the module, in its memory.
export function give(exports, text) {
  const bytes = Buffer.from(text);
  const at = exports.live_room(bytes.length);
  new Uint8Array(exports.memory.buffer).set([...bytes, 0], at);
  return at;
}

export function take(exports, at) {
  const bytes = new Uint8Array(exports.memory.buffer, at);
  return Buffer.from(bytes.subarray(0, bytes.indexOf(0))).toString();
}

// The chapter's program with these words on its command line.
export async function command(module, words) {
  const m = await start(module);
  let status;
  try {
    status = m.exports.live_command(give(m.exports, words.join('\n')));
  } catch (error) {
    if (error.code === undefined) throw error;
    status = error.code;
  }
  return {status, stdout: m.text(), stderr: m.errors()};
}
