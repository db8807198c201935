// The browser's half of the encoder harness.
import { answer, consoleErrors, each, require, shapeOf, valuesOf } from './side.mjs';

const { createContext, isValidElement } = require('react');
const { renderToReadableStream } = require('react-dom/server.browser');

const client = {
  Client: ({ children }) => ['Client', children],
  useClient: () => undefined,
  constant: 1,
  Menu: Object.assign(() => 'Menu', { Item: () => 'Item' }),
  Theme: createContext('light'),
  helper: () => 1,
  config: { title: 'a', name: 'b', nested: { a: 1 } },
  items: [1, 2],
  flag: false,
  label: 'a',
  Service: class {
    a = 1;
  },
  tag: (parts) => parts.join(''),
};

globalThis.__webpack_require__ = Object.assign(() => client, { u: (chunk) => chunk });
globalThis.__webpack_chunk_load__ = () => Promise.resolve();

const { createFromReadableStream, createServerReference, encodeReply } = require('react-server-dom-webpack/client.browser');

const callServer = async (_id, args) => send(args);
const actions = Object.fromEntries(
  ['save', 'remove'].map((name) => [name, createServerReference(`actions#${name}`, callServer)]),
);

let values;

answer({
  async load(code) {
    values = valuesOf(code, { './actions': actions, './client': client, './proxied': client });
  },
  /** Reads what the server sent. */
  async decode(streams) {
    return each(streams, async ({ bytes, direction }) => {
      const root = await rootOf(bytes);
      const value = direction === 'result' ? await root.result : root.props.v;
      return { shape: await shapeOf(value) };
    });
  },
  /** What each value is and shows here: the value of an id, or what the server sent. */
  async show(given) {
    return each(given, async (one) => {
      const value = typeof one === 'number' ? (await values(one, 'direct'))[0] : (await rootOf(one.bytes)).props.v;
      return { shape: `${await shapeOf(value)} ${await markupOf(value)}` };
    });
  },
  /** Calls the bound Server Functions the server sent: what is bound is sent back. */
  async call(streams) {
    return each(streams, async ({ bytes }) => {
      const { v: bound } = (await rootOf(bytes)).props;
      return bound();
    });
  },
  /** Sends values as arguments: the request's body, or what React throws. */
  async encode(cases) {
    return each(cases, async ({ id, position }) => {
      const [value] = await values(id, position);
      const [original] = await values(id, position);
      return { ...(await send([value])), shape: await shapeOf(original) };
    });
  },
  /** What React throws for each argument. */
  async say(ids) {
    const said = [];
    for (const id of ids) {
      const warnings = consoleErrors();
      const error = await values(id, 'direct')
        .then(([value]) => send([value]))
        .then(
          () => undefined,
          (thrown) => thrown.message,
        );
      said.push({ error, warnings });
    }
    return said;
  },
});

async function send(args) {
  const body = await encodeReply(args);
  return { body: typeof body === 'string' ? body : await entriesOf(body) };
}

/** What an element renders; nothing of another value. */
async function markupOf(value) {
  if (!isValidElement(value) && !Array.isArray(value)) return '';
  const stream = await renderToReadableStream(value, { onError: () => undefined });
  return new Response(stream).text();
}

async function rootOf(bytes) {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });
  let root = await createFromReadableStream(stream, { callServer });
  // An element that waits for a part of itself is lazy.
  while (root.$$typeof === Symbol.for('react.lazy')) {
    try {
      root = root._init(root._payload);
    } catch (promise) {
      await promise;
    }
  }
  return root;
}

async function entriesOf(data) {
  const entries = [];
  for (const [name, value] of data) {
    if (typeof value === 'string') entries.push([name, { text: value }]);
    else entries.push([name, { bytes: Buffer.from(await value.arrayBuffer()), type: value.type, fileName: value.name }]);
  }
  return entries;
}
