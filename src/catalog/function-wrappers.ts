/** What a package's function does with a function that it is given. */
export interface FunctionWrapper {
  readonly module: RegExp;
  readonly names: RegExp;
  /** Which argument the function is. */
  readonly argument: number;
  /**
   * - `same`: what it returns is the function, to be called as it is
   * - `paced`: the same, but not every call of it runs the function
   * - `result`: what it returns is what the function returns
   */
  readonly gives: 'same' | 'paced' | 'result';
}

/** What a package's function does with a callback, where it hands back none. */
interface CallbackRunner {
  readonly module: RegExp;
  readonly names: RegExp;
  readonly argument: number;
  /** `now`: before it returns. `later`: in an effect, by a timer, once a response is sent. `render`: as the component renders. */
  readonly runs: 'now' | 'later' | 'render';
}

/**
 * Functions of packages that hand back the function they are given: to call what they return is to call that. Each from its
 * package's documentation. What the program wraps by itself is read from its body instead.
 */
export const functionWrappers: readonly FunctionWrapper[] = [
  {
    module: /^react$/,
    names: /^(?:useCallback|useEffectEvent|experimental_useEffectEvent|cache|memo|forwardRef)$/,
    argument: 0,
    gives: 'same',
  },
  { module: /^react$/, names: /^useMemo$/, argument: 0, gives: 'result' },
  { module: /^next\/cache$/, names: /^(?:unstable_cache|cache)$/, argument: 0, gives: 'same' },
  // Handlers whose identity is stable.
  {
    module:
      /^(?:ahooks|usehooks-ts|use-event-callback|@mui\/(?:material|base)(?:\/utils)?|react-use|@mantine\/hooks|@react-hookz\/web|primereact\/hooks|@fluentui\/react-hooks|rooks)$/,
    names:
      /^(?:default|useEventCallback|useMemoizedFn|useStableCallback|useEvent|useLatestCallback|useCallbackRef|useSafeCallback)$/,
    argument: 0,
    gives: 'same',
  },
  { module: /^mobx(?:-react(?:-lite)?)?$/, names: /^(?:observer|action)$/, argument: 0, gives: 'same' },
  { module: /^(?:node:)?util$/, names: /^promisify$/, argument: 0, gives: 'same' },
  {
    module:
      /^(?:lodash(?:-es|\.once|\.memoize|\/once|\/memoize)?|es-toolkit(?:\/(?:compat|function))?|radash|ramda|remeda|memoize-one|memoizee|memoize|p-memoize|mem|fast-memoize|nano-memoize|onetime)(?:\/(?:once|memoize))?$/,
    names: /^(?:default|once|memoize|memoizeOne|memo)$/,
    argument: 0,
    gives: 'same',
  },
  {
    module:
      /^(?:lodash(?:-es|\.debounce|\.throttle)?|es-toolkit(?:\/(?:compat|function))?|underscore|just-debounce-it|just-throttle|debounce|p-debounce|p-throttle|perfect-debounce|use-debounce|ahooks|usehooks-ts|@react-hookz\/web|@mantine\/hooks|@uidotdev\/usehooks|rooks|react-use|@tanstack\/(?:react-)?pacer|awesome-debounce-promise)(?:\/\w+)?$/,
    names: /^(?:default|debounce\w*|throttle\w*|asyncDebounce|asyncThrottle|useDebounce\w*|useThrottle\w*)$/,
    argument: 0,
    gives: 'paced',
  },
  { module: /^(?:throttle-debounce|radash|remeda)$/, names: /^(?:debounce|throttle)$/, argument: 1, gives: 'paced' },
];

/** Functions of packages that run what they are given, or keep it to be run. */
export const callbackRunners: readonly CallbackRunner[] = [
  { module: /^react$/, names: /^(?:startTransition|act)$/, argument: 0, runs: 'now' },
  { module: /^react-dom$/, names: /^(?:flushSync|unstable_batchedUpdates)$/, argument: 0, runs: 'now' },
  { module: /^react$/, names: /^use(?:Layout|Insertion)?Effect$/, argument: 0, runs: 'later' },
  { module: /^react$/, names: /^(?:useMemo|useState)$/, argument: 0, runs: 'render' },
  { module: /^react$/, names: /^useReducer$/, argument: 2, runs: 'render' },
  // What the server asks; the other one is the browser's.
  { module: /^react$/, names: /^useSyncExternalStore$/, argument: 2, runs: 'render' },
  { module: /^next\/server$/, names: /^(?:after|unstable_after)$/, argument: 0, runs: 'later' },
  { module: /^@vercel\/functions$/, names: /^waitUntil$/, argument: 0, runs: 'later' },
];

/** Globals that keep a callback to be run later. */
export const laterGlobals: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
]);

/** Hooks that hand back the callback they are given. By name, because projects write their own: `useEvent` over a ref. */
export const stableCallbackHooks: ReadonlySet<string> = new Set([
  'useCallback',
  'useEffectEvent',
  'experimental_useEffectEvent',
  'useEvent',
  'useEventCallback',
  'useMemoizedFn',
  'useStableCallback',
  'useLatestCallback',
]);
