import { readFileSync } from 'node:fs';
import globals from 'globals';
import { expect, it } from 'vitest';
import { browserGlobals } from '../../src/catalog/browser-globals.ts';

it('is what its script writes', async () => {
  const script = (await import(new URL('../../scripts/browser-globals.mjs', import.meta.url).href)) as {
    browserGlobalsModule(): string;
  };
  const written = readFileSync(new URL('../../src/catalog/browser-globals.ts', import.meta.url), 'utf8');
  expect(written).toBe(script.browserGlobalsModule());
});

it('holds names of the browser, and none that this Node has', () => {
  const foreign = [...browserGlobals].filter((name) => !(name in globals.browser));
  expect(foreign).toEqual([]);
  const storage = ['localStorage', 'sessionStorage', 'navigator'];
  expect([...browserGlobals].filter((name) => name in globalThis && !storage.includes(name))).toEqual([]);
});

it.each([
  'window',
  'document',
  'localStorage',
  'sessionStorage',
  'navigator',
  'location',
  'history',
  'matchMedia',
  'requestAnimationFrame',
  'HTMLElement',
  'IntersectionObserver',
  'XMLHttpRequest',
  'Image',
  'FileReader',
  'DOMParser',
])('holds %s', (name) => {
  expect(browserGlobals.has(name)).toBe(true);
});

it.each([
  'fetch',
  'performance',
  'crypto',
  'URL',
  'URLSearchParams',
  'FormData',
  'Headers',
  'Request',
  'Response',
  'Blob',
  'File',
  'TextEncoder',
  'structuredClone',
  'setTimeout',
  'queueMicrotask',
  'AbortController',
  'WebSocket',
  'CustomEvent',
  'Event',
  'EventTarget',
  'BroadcastChannel',
  'MessageChannel',
  'console',
  'self',
  'caches',
  'name',
  'status',
  'event',
  'length',
  'origin',
  'parent',
  'top',
  'open',
  'close',
  'print',
  'stop',
  'find',
])('does not hold %s', (name) => {
  expect(browserGlobals.has(name)).toBe(false);
});
