// The browser of a small app, React's development or production build in a document of happy-dom; its server is a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { Window } from 'happy-dom';
import { answer, require } from '../react-encoder/side.mjs';
import { loaderOf } from './modules.mjs';

const window = new Window({ url: 'http://127.0.0.1/' });
const lent = ['document', 'HTMLElement', 'HTMLIFrameElement', 'Node', 'Element', 'Event', 'FormData', 'navigator'];
for (const name of lent) Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) globalThis[name] = window[name].bind(window);
globalThis.window = globalThis;

/** What was put off comes in its turn, whatever the machine takes for what comes before it: a round is a millisecond. */
const timers = new Map();
let timer = 0;
let now = 0;
globalThis.setTimeout = (run, delay = 0, ...given) => {
  timers.set(++timer, { due: now + Math.max(delay, 1), run: () => run(...given) });
  return timer;
};
globalThis.clearTimeout = (id) => timers.delete(id);
globalThis.fetch = () => new Promise((resolve) => setTimeout(() => resolve(new Response('a')), 20));

let load;
globalThis.__webpack_require__ = Object.assign((name) => load(name), { u: (chunk) => chunk });
globalThis.__webpack_chunk_load__ = () => Promise.resolve();

const { createElement, Suspense, use } = require('react');
const { createRoot } = require('react-dom/client');
const { createFromReadableStream, createServerReference, encodeReply } = require('react-server-dom-webpack/client.browser');

/** The server's process, once something is asked of it. */
let server;

let asking = Promise.resolve();

/** One thing at a time. */
function ask(request, argument) {
  const answered = asking.then(() => askNow(request, argument));
  asking = answered.catch(() => undefined);
  return answered;
}

async function askNow(request, argument) {
  if (!server) {
    const path = fileURLToPath(new URL('server.mjs', import.meta.url));
    server = fork(path, { execArgv: ['--conditions', 'react-server'], serialization: 'advanced' });
    await once(server, 'message');
    await askNow('load', files);
  }
  server.send({ number: 1, request, argument });
  const [{ result, failure }] = await once(server, 'message');
  if (failure !== undefined) throw new Error(failure);
  return result;
}

let files = {};

/**
 * Lets everything happen that happens by itself within a second, or until nothing has for a while: React takes a few rounds for what it
 * does. A component that never comes to an end is given up.
 */
async function settle() {
  let quiet = 0;
  for (const end = now + 1000; now < end && quiet < 50; now++) {
    quiet = timers.size === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setImmediate(resolve));
    // The server takes the time that it takes.
    await asking;
    for (const [id, { due, run }] of [...timers]) {
      if (due > now) continue;
      timers.delete(id);
      run();
    }
  }
}

function streamOf(bytes) {
  return new Response(new Uint8Array(bytes)).body;
}

async function callServer(id, args) {
  const body = await encodeReply(args);
  return createFromReadableStream(streamOf(await ask('call', { id, body: typeof body === 'string' ? body : [...body] })), {
    callServer,
  });
}

/** What a visitor sees of an element, before and after the button is pressed, and what React says of it in the console. */
async function visit(element) {
  const errors = [];
  const { error } = console;
  console.error = (...parts) => errors.push(format(...parts));
  const tell = (thrown) => errors.push(`thrown: ${thrown?.message ?? thrown}`);
  const container = document.createElement('main');
  document.body.appendChild(container);
  const root = createRoot(container, { onUncaughtError: tell, onCaughtError: tell, onRecoverableError: tell });
  const seen = [];
  try {
    root.render(element);
    await settle();
    seen.push(container.innerHTML);
    const button = container.querySelector('button');
    if (button) {
      button.click();
      await settle();
      seen.push(container.innerHTML);
    }
    root.unmount();
    await settle();
  } catch (thrown) {
    tell(thrown);
  }
  console.error = error;
  container.remove();
  return { seen, errors };
}

answer({
  async load(given) {
    files = given;
    if (server) await ask('load', files);
  },
  /** Shows the default export of a module that the browser has loaded by itself. */
  async show(entry) {
    load = loaderOf(files, {});
    return visit(createElement(load(entry).default));
  },
  /** What the server makes of a module's default export. */
  text(module) {
    return ask('text', module);
  },
  /** Shows a page that the server renders. */
  async render(page) {
    const refer = (name, names) =>
      Object.fromEntries(names.map((one) => [one, createServerReference(`${name}#${one}`, callServer)]));
    load = loaderOf(files, { 'use server': { stand: refer } });
    const sent = await ask('render', page);
    const root = createFromReadableStream(streamOf(sent.bytes), { callServer });
    const Page = () => use(root);
    return visit(createElement(Suspense, { fallback: 'waiting' }, createElement(Page)));
  },
});
