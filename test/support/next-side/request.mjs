// The process of Next.js's server that answers a request: run with --conditions react-server.
import { AsyncLocalStorage } from 'node:async_hooks';
import { answer, require } from '../react-encoder/side.mjs';
import { loaderOf } from '../react-app/modules.mjs';

globalThis.AsyncLocalStorage = AsyncLocalStorage;

const { workAsyncStorage } = require('next/dist/server/app-render/work-async-storage.external');
const { workUnitAsyncStorage } = require('next/dist/server/app-render/work-unit-async-storage.external');
const { createRequestStoreForRender, createRequestStoreForAPI } = require('next/dist/server/async-storage/request-store');
const { getImplicitTags } = require('next/dist/server/lib/implicit-tags');
const { createServerParamsForServerSegment } = require('next/dist/server/request/params');
const { createServerSearchParamsForServerPage } = require('next/dist/server/request/search-params');

/** The request that all are asked about. */
const visit = { headers: { cookie: 'id=7', id: '7' }, params: { id: '7' }, searchParams: { id: '7' } };
const url = { pathname: '/items/7', search: '?id=7' };

function workStoreOf(page) {
  return { page, route: page, incrementalCache: {}, cacheLifeProfiles: {} };
}

function during(work, request, run) {
  return workAsyncStorage.run(work, () => workUnitAsyncStorage.run(request, run));
}

answer({
  /** What the default export of a page gives to a request, or what it throws. */
  async page({ files, module }) {
    const request = createRequestStoreForRender(visit, undefined, url, {}, undefined, () => undefined, undefined, false);
    try {
      const page = loaderOf(files, {})(module).default;
      const text = await during(workStoreOf('/items/[id]/page'), request, () =>
        page({
          params: createServerParamsForServerSegment(visit.params, null, null),
          searchParams: createServerSearchParamsForServerPage(visit.searchParams, null, false),
        }),
      );
      return { text: String(text) };
    } catch (thrown) {
      return { error: String(thrown) };
    }
  },
  /** The tags that the default export of a module of Server Functions makes stale, and what Next.js says of them in the console. */
  async revalidations({ files, module }) {
    const work = workStoreOf('/page');
    const warnings = [];
    const { warn } = console;
    console.warn = (text) => warnings.push(text);
    try {
      const request = createRequestStoreForAPI(visit, url, undefined, () => undefined, undefined);
      await during(work, request, () => loaderOf(files, {})(module).default());
    } finally {
      console.warn = warn;
    }
    return { tags: (work.pendingRevalidatedTags ?? []).map(({ tag }) => tag), warnings };
  },
  /** The tags of a page at an address. */
  async tags({ page, path }) {
    return (await getImplicitTags(page, path, null)).tags;
  },
});
