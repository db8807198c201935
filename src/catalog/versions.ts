/**
 * What holds since, or until, which version of React and Next.js. The only place where a version is written; `holds()` of
 * `src/frameworks/versions.ts` is the only place where one is asked for.
 *
 * "packed" as a source: read from the published packages themselves, each minor version of Next.js from 13.4 to 16.4 and of React
 * from 18.2 to 19.3.
 */

/** The products whose versions count. */
export type Product = 'react' | 'next' | '@tanstack/react-start';

/** Versions from `since` (inclusive) to `until` (exclusive); a prerelease counts as the version it leads to, unless one is named. */
export interface VersionSpan {
  readonly since?: string;
  readonly until?: string;
}

/** A statement that holds for some versions only. */
export interface VersionBound extends Partial<Record<Product, VersionSpan>> {
  /** Whether one of the products is enough; all that are there have to have it otherwise. */
  readonly isAnyEnough?: boolean;
  readonly source: string;
}

/** The statements, by the name that a rule asks for. */
export const versionBounds = {
  // React. Next.js's App Router brings a React of its own: 14 one before React 19, 15 and later a React 19.
  /** `useActionState` of `react` has taken the place of `useFormState` of `react-dom`. */
  useActionState: { react: { since: '19.0.0' }, next: { since: '15.0.0' }, source: 'packed: react, next' },
  /** React warns of a dispatch of `useActionState` and of a setter of `useOptimistic` that are called outside a transition. */
  transitionWarnings: { react: { since: '19.0.0' }, next: { since: '15.0.0' }, source: 'packed: react-dom' },
  /** The server's build of React has no `startTransition`. */
  startTransitionOfClientsOnly: { react: { since: '19.0.0' }, next: { since: '15.0.0' }, source: 'packed: react' },
  /**
   * Errors, `Blob`, `File`, `ArrayBuffer`, `DataView`, streams and async iterables cross the boundary; the React of Next.js 14 refuses
   * them all, and takes `FormData` for a list.
   */
  encodesBinary: { react: { since: '19.0.0' }, next: { since: '15.0.0' }, source: 'packed: its own encoder' },
  /** `use` of `react`: of a promise, of a context. The React that the App Router brings has had it from its beginning. */
  use: {
    react: { since: '19.0.0' },
    next: { since: '13.4.0' },
    isAnyEnough: true,
    source: 'packed: react, next',
  },

  // Next.js: what a request is read with.
  /** `cookies()`, `headers()`, `draftMode()`, `params` and `searchParams` are promises. */
  asyncRequestApis: { next: { since: '15.0.0-rc.1' }, source: 'upgrade guide for 15; packed: not in 15.0.0-rc.0' },
  /** The same, read without `await`, still work: with a warning in Next.js 15, as a matter of course before. */
  syncRequestApis: { next: { until: '16.0.0' }, source: 'Next.js, upgrade guide for 16' },
  /** `params` of the functions that make an image (`opengraph-image`, `icon`) are a promise too. */
  asyncImageParams: { next: { since: '16.0.0' }, source: 'Next.js, upgrade guide for 16' },
  /** `after` of `next/server`; `unstable_after` in 15.0. */
  after: { next: { since: '15.1.0' }, source: 'packed: next/server' },

  // Next.js: navigation.
  /** `unstable_rethrow` of `next/navigation`. */
  unstableRethrow: { next: { since: '15.0.0' }, source: 'packed: next/navigation' },
  /** `forbidden` and `unauthorized` of `next/navigation`, with their files. */
  authInterrupts: { next: { since: '15.1.0' }, source: 'packed: next/navigation, config-schema' },

  // Next.js: caching.
  /** `updateTag` and `refresh` of `next/cache`. */
  updateTag: { next: { since: '16.0.0' }, source: 'packed: next/cache' },
  /** `revalidateTag` wants a profile as its second argument. */
  revalidateTagProfile: { next: { since: '16.0.0' }, source: 'packed: next/cache, its own warning' },
  /** `cacheLife` and `cacheTag` of `next/cache`; with `unstable_` before them from 15.0. */
  cacheLife: { next: { since: '16.0.0' }, source: 'packed: next/cache' },
  /** The directive `"use cache"`, in canaries first. */
  useCacheDirective: { next: { since: '15.0.0' }, source: 'packed: next-swc' },
  /** `experimental.useCache` of the configuration. */
  useCacheSetting: { next: { since: '15.2.0' }, source: 'packed: config-schema' },
  /** `cacheComponents` at the top of the configuration; in `experimental` of 15.5's canaries. */
  cacheComponents: { next: { since: '16.0.0' }, source: 'packed: config-schema' },
  /** `experimental.dynamicIO` of the configuration, in canaries: what has become `cacheComponents`. */
  dynamicIO: { next: { since: '15.0.0', until: '16.0.0' }, source: 'packed: config-schema' },

  // Next.js: what runs where, and what it is called.
  /** In production a Client Component gets an error of the server without its message. */
  redactedMessages: { next: { since: '13.4.0' }, source: 'Next.js, error handling guide' },
  /** A page that is prerendered fails the build where `useSearchParams` has no `<Suspense>` above it. */
  searchParamsBoundary: {
    next: { since: '14.1.0' },
    source: 'Next.js, error page missing-suspense-with-csr-bailout',
  },
  /** `next/dynamic` without `loading` and with `ssr` puts no `<Suspense>` of its own around the component. */
  bareDynamic: { next: { since: '16.0.0' }, source: 'packed: next/dist/shared/lib/lazy-dynamic, read in 16.4' },
  /** `dynamic(…, { ssr: false })` is refused in a Server Component. */
  ssrFalseRefused: { next: { since: '15.0.0' }, source: 'packed: next-swc' },
  /** `ImageResponse` is an export of `next/og`; of `next/server` before. */
  nextOg: { next: { since: '14.0.0' }, source: 'packed: next/og' },
  /** `proxy.ts`, which `middleware.ts` was called before and may still be. */
  proxyFile: { next: { since: '16.0.0' }, source: 'Next.js, upgrade guide for 16' },
  /** `instrumentation-client.ts`. */
  instrumentationClient: { next: { since: '15.3.0' }, source: 'Next.js, reference of the file' },

  // Other frameworks.
  /** TanStack Start compiles `createServerFn` alone; before, the directive `"use server"` too. */
  ignoresUseServer: {
    '@tanstack/react-start': { since: '1.143.0' },
    source: 'packed: @tanstack/start-plugin-core, which has lost its plugin for directives',
  },

  // Next.js: Server Functions.
  /** Server Functions need no switching on; `experimental.serverActions` is an object of settings. */
  serverFunctionsByDefault: { next: { since: '14.0.0' }, source: 'packed: config' },
} as const satisfies Readonly<Record<string, VersionBound>>;

/** The name of a statement that holds for some versions only. */
export type VersionBoundName = keyof typeof versionBounds;
