// The server of a small app: run with --conditions react-server.
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { answer, require } from '../react-encoder/side.mjs';
import { loaderOf } from './modules.mjs';

let load;
globalThis.__webpack_require__ = (name) => load(name);
globalThis.__webpack_chunk_load__ = () => Promise.resolve();

const React = require('react');
const {
  decodeReply,
  registerClientReference,
  registerServerReference,
  renderToPipeableStream,
} = require('react-server-dom-webpack/server');

/** Of every module and every name there is one, in the same chunk. */
const manifest = new Proxy(
  {},
  { get: (_, key) => entryOf(key), getOwnPropertyDescriptor: (_, key) => ({ value: entryOf(key), configurable: true }) },
);

function entryOf(key) {
  const [id, name] = String(key).split('#');
  return { id, chunks: [], name, async: false };
}

const directives = {
  'use client': {
    stand: (module, names) =>
      Object.fromEntries(names.map((name) => [name, registerClientReference(refuse(name), module, name)])),
  },
  'use server': {
    mark(module, exports) {
      for (const [name, value] of Object.entries(exports)) registerServerReference(value, module, name);
    },
  },
};

function refuse(name) {
  return function () {
    throw new Error(`Attempted to call ${name}() from the server but ${name} is on the client.`);
  };
}

/**
 * `react-dom/server` as frameworks bundle it for server modules too: with the whole of React beside it, which the react-server
 * condition would not give.
 */
function wholeServer() {
  const folder = require.resolve('react/package.json').replace(/package\.json$/, '');
  const beside = createRequire(folder);
  const server = require.resolve('react');
  const dom = require.resolve('react-dom');
  const kept = [require.cache[server].exports, require.cache[dom]?.exports];
  const ofServer = (path, exports) => {
    require(path);
    require.cache[path].exports = exports;
  };
  ofServer(server, beside(`${folder}index.js`));
  ofServer(dom, require(dom.replace(/[^/\\]+$/, 'index.js')));
  const whole = require(dom.replace(/[^/\\]+$/, 'server.node.js'));
  ofServer(server, kept[0]);
  if (kept[1]) ofServer(dom, kept[1]);
  return whole;
}

let renderers;

answer({
  load(files) {
    load = loaderOf(files, directives, { 'react-dom/server': () => (renderers ??= wholeServer()) });
  },
  /** What a module's default export gives: a text, or what it throws. */
  async text(module) {
    try {
      return { text: await load(module).default() };
    } catch (thrown) {
      return { error: String(thrown?.message ?? thrown) };
    }
  },
  /** What is sent of a page, or the first error. */
  render(page) {
    return send(React.createElement(load(page).default));
  },
  /** Calls a Server Function: what is sent of its promise. */
  async call({ id, body }) {
    const [module, name] = id.split('#');
    const args = await decodeReply(typeof body === 'string' ? body : formData(body), manifest);
    const { bytes } = await send(new Promise((resolve) => resolve(load(module)[name](...args))));
    return bytes;
  },
});

function formData(entries) {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

function send(model) {
  return new Promise((resolve) => {
    const chunks = [];
    let error;
    const sink = new PassThrough();
    sink.on('data', (chunk) => chunks.push(chunk));
    sink.on('end', () => resolve({ bytes: Buffer.concat(chunks), error }));
    renderToPipeableStream(model, manifest, {
      onError(thrown) {
        error ??= String(thrown?.message ?? thrown);
        return 'digest';
      },
    }).pipe(sink);
  });
}
