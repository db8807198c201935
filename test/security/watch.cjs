// Loaded before anything else into a process under watch (`node --require`): writes down, line by line into the file that WATCH_LOG
// names, what a program that only reads never does.
'use strict';
const child = require('node:child_process');
const dgram = require('node:dgram');
const dns = require('node:dns');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const { resolve } = require('node:path');
const { fileURLToPath } = require('node:url');
const workers = require('node:worker_threads');

const { appendFileSync } = fs;
const log = process.env.WATCH_LOG;
let isNoting = false;

function note(did, what) {
  // Writing it down is no deed of the program's.
  if (isNoting) return;
  isNoting = true;
  appendFileSync(log, `${JSON.stringify({ did, what: String(what) })}\n`);
  isNoting = false;
}

/** Puts a function in place of another that says first what it is asked. */
function watch(object, name, describe) {
  const original = object[name];
  if (typeof original !== 'function') return;
  const watched = function (...args) {
    const told = describe(args);
    if (told) note(...told);
    return new.target
      ? Reflect.construct(original, args, new.target === watched ? original : new.target)
      : original.apply(this, args);
  };
  Object.setPrototypeOf(watched, original);
  watched.prototype = original.prototype;
  object[name] = watched;
}

// What a project's file emits as soon as it runs, in whatever way.
process.on('executed', (name) => note('executed', name));

const pathOf = (given) => resolve(given instanceof URL ? fileURLToPath(given) : String(given));
const writes =
  'appendFile chmod chown lchmod lchown link lutimes mkdir mkdtemp rm rmdir symlink truncate unlink utimes writeFile createWriteStream'.split(
    ' ',
  );
// Where it leads to is what is written.
const toSecond = ['copyFile', 'cp', 'rename', 'link', 'symlink'];
const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants;
const isToWrite = (flags = 'r') =>
  typeof flags === 'number' ? (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) !== 0 : /[wa+]/.test(flags);

for (const place of [fs, fs.promises]) {
  for (const name of new Set([...writes, ...toSecond])) {
    for (const form of [name, `${name}Sync`]) {
      watch(place, form, (args) => {
        const given = args[toSecond.includes(name) ? 1 : 0];
        // A file that is open already was seen when it was opened.
        return typeof given === 'number' || given?.fd !== undefined ? undefined : ['write', pathOf(given)];
      });
    }
  }
  for (const form of ['open', 'openSync'])
    watch(place, form, ([name, flags]) =>
      isToWrite(typeof flags === 'function' ? 'r' : flags) ? ['write', pathOf(name)] : undefined,
    );
}
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'])
  watch(child, name, ([command, args]) => ['child', [command, ...(Array.isArray(args) ? args : [])].join(' ')]);
watch(net.Socket.prototype, 'connect', (args) => ['network', JSON.stringify(args[0])]);
watch(net.Server.prototype, 'listen', (args) => ['network', JSON.stringify(args[0])]);
watch(dgram, 'createSocket', () => ['network', 'udp']);
for (const place of [dns, dns.promises])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) watch(place, name, ([host]) => ['network', host]);
watch(workers, 'Worker', ([file]) => ['worker', file]);
syncBuiltinESMExports();
