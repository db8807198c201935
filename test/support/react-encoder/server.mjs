// The server's half of the encoder harness: run with --conditions react-server.
import { PassThrough } from 'node:stream';
import { answer, clientNames, consoleErrors, each, require, shapeOf, valuesOf } from './side.mjs';

globalThis.__webpack_require__ = () => actions;
globalThis.__webpack_chunk_load__ = () => Promise.resolve();

const React = require('react');
const {
  createClientModuleProxy,
  decodeReply,
  registerClientReference,
  registerServerReference,
  renderToPipeableStream,
} = require('react-server-dom-webpack/server');

const reference = (module, name) => ({ id: module, chunks: [], name, async: false });
const clientManifest = Object.fromEntries(clientNames.map((name) => [`client#${name}`, reference('client', name)]));
const serverManifest = Object.fromEntries(['save', 'remove'].map((name) => [`actions#${name}`, reference('actions', name)]));

const actions = {
  save: registerServerReference(async () => undefined, 'actions', 'save'),
  remove: registerServerReference(async () => undefined, 'actions', 'remove'),
};
// The way Next.js wraps an ES module.
const client = Object.fromEntries(clientNames.map((name) => [name, registerClientReference(refuse(name), 'client', name)]));
// The way it wraps a CommonJS module: it minds what is read of it.
const proxied = createClientModuleProxy('client');

function refuse(name) {
  return function () {
    throw new Error(`Attempted to call ${name}() from the server but ${name} is on the client.`);
  };
}

/** How a value leaves the server in each direction. */
const carriers = {
  prop: (value) => React.createElement(client.Client, { v: value }),
  result: (value) => ({ result: Promise.resolve(value) }),
  bound: (value) => React.createElement(client.Client, { v: actions.save.bind(null, value) }),
};

let values;

answer({
  async load(code) {
    values = valuesOf(code, { './actions': actions, './client': client, './proxied': proxied });
  },
  /** Sends values to the client: the stream's bytes, or what React throws first. */
  async encode(cases) {
    return each(cases, async ({ id, position, direction }) => {
      const [value] = await values(id, position);
      const [original] = await values(id, position);
      const bytes = await render(carriers[direction](value));
      return { bytes, shape: await shapeOf(direction === 'result' ? await original : original) };
    });
  },
  /** Sends values to the client as props, and asks nothing of them: the exports of a client module cannot be awaited. */
  async hand(ids) {
    return each(ids, async (id) => ({ bytes: await render(carriers.prop((await values(id, 'direct'))[0])) }));
  },
  /** Reads what the client sent. */
  async decode(replies) {
    return each(replies, async ({ body }) => {
      const [value] = await decodeReply(typeof body === 'string' ? body : formData(body), serverManifest);
      return { shape: await shapeOf(value) };
    });
  },
  /** Renders what a text test is about, to the console too; the first error's message and the warnings. */
  async say(ids) {
    const said = [];
    for (const id of ids) {
      const warnings = consoleErrors();
      const error = await values(id, 'direct')
        .then(([value]) => render(value))
        .then(
          () => undefined,
          (thrown) => thrown.message,
        );
      said.push({ error, warnings });
    }
    return said;
  },
});

function render(model) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    const sink = new PassThrough();
    sink.on('data', (chunk) => chunks.push(chunk));
    sink.on('end', () => resolve(Buffer.concat(chunks)));
    const { pipe } = renderToPipeableStream(model, clientManifest, { onError: reject });
    pipe(sink);
  });
}

function formData(entries) {
  const data = new FormData();
  for (const [name, { text, bytes, type, fileName }] of entries) {
    if (text !== undefined) data.append(name, text);
    else data.append(name, new Blob([bytes], { type }), fileName);
  }
  return data;
}
