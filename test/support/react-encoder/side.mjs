// What the two processes of the encoder harness have in common: values made from code, put in each position, and described.
import { createRequire } from 'node:module';
import { format } from 'node:util';

export const require = createRequire(import.meta.url);

const namespace = await import('data:text/javascript,export const a = 1; export const b = "two"');

/** The names that the `"use client"` module `./client` exports; the browser has what is behind them. */
export const clientNames = [
  'Client',
  'useClient',
  'constant',
  'Menu',
  'Theme',
  'helper',
  'config',
  'items',
  'flag',
  'label',
  'Service',
  'tag',
];

/** Ways to put a value somewhere; the names are those of `Position`. */
const positions = {
  direct: (value) => value,
  object: (value) => ({ v: value }),
  array: (value) => [value],
  mapValue: (value) => new Map([['k', value]]),
  setItem: (value) => new Set([value]),
  promise: (value) => Promise.resolve(value),
};

/**
 * Runs a module of values.
 *
 * @param code CommonJS that exports `values`: by id an async function that returns its value in an array
 * @param modules what `./actions`, `./client` and `./proxied` are on this side
 * @returns makes the value of an id anew in a position: iterators and streams can be read once
 */
export function valuesOf(code, modules) {
  const exports = {};
  const load = (name) => modules[name] ?? (name === './namespace' ? namespace : require(name));
  new Function('require', 'exports', code)(load, exports);
  return async (id, position) => {
    const [value] = await exports.values[id]();
    return [positions[position](value)];
  };
}

/**
 * Answers the parent's requests by name; values it cannot make, encode or decode are told as `{ error }`.
 *
 * @param handlers async functions of one argument
 */
export function answer(handlers) {
  process.on('message', async ({ number, request, argument }) => {
    try {
      process.send({ number, result: await handlers[request](argument) });
    } catch (error) {
      process.send({ number, failure: String(error?.stack ?? error) });
    }
  });
  // React reports a rejection to whoever asks for it as well.
  process.on('unhandledRejection', () => undefined);
  process.send({ number: 0 });
}

/** Does something with each case at once; `error` is the first line of what it throws, or `hang` after the deadline. */
export async function each(cases, act) {
  const deadline = new Promise((resolve) => setTimeout(resolve, 20_000, { error: 'hang' }).unref());
  return Promise.all(
    cases.map((one) => Promise.race([deadline, act(one).catch((error) => ({ error: String(error?.message ?? error) }))])),
  );
}

/** From here on, what is written as an error to the console goes into the array returned. */
export function consoleErrors() {
  const texts = [];
  Object.assign(console, { error: (...parts) => texts.push(format(...parts)) });
  return texts;
}

/** A text that is the same for a value and its copy, and another for what only looks like it. */
export async function shapeOf(value, seen = new Map()) {
  if (typeof value === 'function') return 'function';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return String(value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : String(value);
  // Only what goes round in a circle: a Date that stands in two places arrives as two.
  if (seen.has(value)) return `<${seen.get(value)}>`;
  seen.set(value, seen.size);
  try {
    return await shapeOfObject(value, seen);
  } finally {
    seen.delete(value);
  }
}

async function shapeOfObject(value, seen) {
  const inside = async (parts) => {
    const shapes = [];
    for await (const part of parts) shapes.push(await shapeOf(part, seen));
    return shapes.join(', ');
  };
  if (typeof value.$$typeof === 'symbol') return 'element';
  if (typeof value.then === 'function') return `Promise(${await inside([await value])})`;
  if (Array.isArray(value)) return `${nameOf(value)}[${await inside(Array.from(value))}]`;
  if (value instanceof Map) return `${nameOf(value)}{${await inside([...value].flat())}}`;
  if (value instanceof Set) return `${nameOf(value)}{${await inside([...value])}}`;
  if (value instanceof Date) return `${nameOf(value)}(${value.getTime()})`;
  if (value instanceof ArrayBuffer) return `${nameOf(value)}(${Buffer.from(value).toString('hex')})`;
  if (ArrayBuffer.isView(value))
    return `${nameOf(value)}(${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')})`;
  if (value instanceof FormData) return `FormData{${await inside([...value].flat())}}`;
  if (value instanceof Blob) return `${nameOf(value)}(${value.name ?? ''}, ${value.type}, ${JSON.stringify(await value.text())})`;
  if (value instanceof Error) return `${nameOf(value)}(${value.message})`;
  if (value instanceof ReadableStream) return `ReadableStream[${await inside(value)}]`;
  if (typeof value[Symbol.asyncIterator] === 'function') return `AsyncIterable[${await inside(value)}]`;
  if (typeof value[Symbol.iterator] === 'function') {
    return `${typeof value.next === 'function' ? 'Iterator' : nameOf(value)}[${await inside([...value])}]`;
  }
  const entries = [];
  for (const key of Object.keys(value).sort()) {
    if (value[key] !== undefined) entries.push(`${JSON.stringify(key)}: ${await shapeOf(value[key], seen)}`);
  }
  const symbols = Object.getOwnPropertySymbols(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
  for (const key of symbols) entries.push(`[${String(key)}]: ${await shapeOf(value[key], seen)}`);
  return `${nameOf(value)}{${entries.join(', ')}}`;
}

function nameOf(value) {
  const prototype = Object.getPrototypeOf(value);
  // A prototype with none above it is as plain as `Object.prototype`.
  const name = prototype === null ? 'null' : (prototype.constructor?.name ?? 'Object');
  return name === 'Object' ? Object.prototype.toString.call(value).slice(8, -1) : name;
}
