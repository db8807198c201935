/**
 * What of React and Next.js works on one side only. The lists marked so are the compiler's (Next.js 16.4, probed name by name);
 * the others are what the builds for the other side do not have, or what fails there at run time.
 */

/** What is wrong with a module or a name on the side where it does not belong. */
export type Belonging =
  /** Next.js's compiler rejects the import */
  | 'compiler'
  /** the bundler rejects it, in whatever form it is imported */
  | 'bundler'
  /** nothing minds the import; using it fails at run time */
  | 'run-time';

/** The names of a module that belong to one side; `*` stands for the whole module. */
export type Apis = ReadonlyMap<string, ReadonlyMap<string, Belonging>>;

function apis(...lists: ReadonlyArray<readonly [module: string, how: Belonging, names: string]>): Apis {
  const found = new Map<string, Map<string, Belonging>>();
  for (const [module, how, names] of lists) {
    const known = found.get(module) ?? new Map<string, Belonging>();
    found.set(module, known);
    for (const name of names.split(' ')) known.set(name, how);
  }
  return found;
}

/** What works in Client Components only. */
export const clientOnlyApis: Apis = apis(
  [
    'react',
    'compiler',
    'Component PureComponent createContext createFactory useActionState useDeferredValue useEffect useEffectEvent useImperativeHandle useInsertionEffect useLayoutEffect useOptimistic experimental_useOptimistic useReducer useRef useState useSyncExternalStore useTransition',
  ],
  // The react-server build of React does not export these.
  ['react', 'run-time', 'act addTransitionType startTransition unstable_useCacheRefresh useContext'],
  ['react-dom', 'compiler', 'flushSync unstable_batchedUpdates useFormState useFormStatus'],
  ['react-dom', 'run-time', 'browser createPortal requestFormReset'],
  ['react-dom/client', 'compiler', '*'],
  ['react-dom/server', 'compiler', '*'],
  // The react-server build of react-dom throws from these too; the compiler knows one name only.
  ...['server.browser', 'server.bun', 'server.edge', 'server.node', 'profiling'].map(
    (name) => [`react-dom/${name}`, 'compiler', '*'] as const,
  ),
  ['client-only', 'bundler', '*'],
  ['next/router', 'compiler', '*'],
  ['next/compat/router', 'run-time', 'useRouter'],
  [
    'next/navigation',
    'compiler',
    'ServerInsertedHTMLContext unstable_isUnrecognizedActionError useParams usePathname useRouter useSearchParams useSelectedLayoutSegment useSelectedLayoutSegments useServerInsertedHTML',
  ],
  ['next/link', 'compiler', 'useLinkStatus'],
  ['next/error', 'compiler', 'catchError'],
  ['next/web-vitals', 'run-time', 'useReportWebVitals'],
);

/** What works on the server only. */
export const serverOnlyApis: Apis = apis(
  ['server-only', 'bundler', '*'],
  ['next/headers', 'compiler', '*'],
  ['next/root-params', 'compiler', '*'],
  ['next/server', 'compiler', 'after unstable_after'],
  [
    'next/cache',
    'compiler',
    'cacheLife cacheTag navigation prefetch revalidatePath revalidateTag unstable_cacheLife unstable_cacheTag',
  ],
);

/**
 * Node's own modules that have no stand-in in the browser: the bundler finds nothing there. Those that Next.js does give one
 * (`buffer`, `crypto`, `path`, `process`, `stream` …) are not here.
 */
const nodeModules = new Set(
  `async_hooks child_process cluster dgram diagnostics_channel dns fs http2 inspector module net perf_hooks readline repl sea
  sqlite test tls trace_events v8 wasi worker_threads`.split(/\s+/),
);

/** Whether a specifier names a module of Node's that a browser bundle cannot have: `fs`, `node:fs`, `fs/promises`. */
export function isNodeOnlyModule(specifier: string): boolean {
  const isPrefixed = specifier.startsWith('node:');
  const name = (isPrefixed ? specifier.slice(5) : specifier).split('/')[0]!;
  // These are packages without the prefix.
  return nodeModules.has(name) && (isPrefixed || !/^(?:sea|sqlite|test)$/.test(name));
}
