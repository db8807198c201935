// The process of Next.js's server that renders client modules to HTML: React's server renderer, and no browser.
import { AsyncLocalStorage } from 'node:async_hooks';
import { PassThrough } from 'node:stream';
import { answer, require } from '../react-encoder/side.mjs';
import { loaderOf } from '../react-app/modules.mjs';

globalThis.AsyncLocalStorage = AsyncLocalStorage;
// What newer versions of Node.js have by these names is not the visitor's.
for (const name of ['navigator', 'localStorage', 'sessionStorage']) Reflect.deleteProperty(globalThis, name);

const { createElement } = require('react');
const { renderToPipeableStream } = require('react-dom/server');
const packages = { 'next/dynamic': () => require('next/dist/shared/lib/app-dynamic') };

answer({
  /** What ends in an error as the server loads a module of an app and renders its default export. */
  async errors({ files, module }) {
    try {
      return await render(createElement(loaderOf(files, {}, packages)(module).default));
    } catch (thrown) {
      return [String(thrown)];
    }
  },
});

function render(element) {
  return new Promise((resolve) => {
    const errors = [];
    const { pipe } = renderToPipeableStream(element, {
      onError(thrown) {
        // What Next.js throws to leave a component to the browser.
        if (thrown?.digest !== 'BAILOUT_TO_CLIENT_SIDE_RENDERING') errors.push(String(thrown));
      },
      onShellError: () => resolve(errors),
      onAllReady() {
        const sink = new PassThrough();
        sink.on('data', () => undefined);
        sink.on('end', () => resolve(errors));
        pipe(sink);
      },
    });
  });
}
