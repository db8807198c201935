/**
 * Components of packages that render their children where they stand, by the names that design systems and providers have in common.
 * Others may hold them back (a dialog that is closed), or bring a `<Suspense>` of their own.
 */
export const passingComponent =
  /^(?:\w*Provider|Fragment|StrictMode|Profiler|ViewTransition|Link|Form|[a-z]\w*|Box|Flex|[HV]?Stack|Grid|Container|Center|Paper|Card|CardContent|CardBody|Section|Col|Row|Group|Space|Toolbar|AppBar|Layout|Theme|HydrationBoundary|NuqsAdapter)$/;

/** Hooks of packages that call `useSearchParams` of `next/navigation`, as their own documentation says. */
export const searchParamsHooks: ReadonlyMap<string, RegExp> = new Map([
  ['next/navigation', /^useSearchParams$/],
  ['nuqs', /^useQueryStates?$/],
  ['next-usequerystate', /^useQueryStates?$/],
]);

/** Packages whose functions read the request while a page renders: it cannot be prerendered then. */
export const requestReadingPackage =
  /^(?:next-intl\/server|flags(?:\/next)?|@vercel\/flags(?:\/next)?|cookies-next(?:\/server)?|nuqs\/server)$/;

/** Components of packages that give their props to their child, and make no element of their own. */
export const mergesIntoChild: ReadonlyArray<readonly [module: RegExp, path: RegExp]> = [
  [/^@radix-ui\/react-slot$/, /^(?:Slot|Root)$/],
  [/^radix-ui$/, /^Slot(?:\.(?:Slot|Root))?$/],
];

/** Components, by name, that may not show their children at first: dialogs, menus, tabs, and what waits for the browser. */
export const openingComponent =
  /dialog|modal|sheet|drawer|popover|tooltip|dropdown|menu|content|portal|client|no_?ssr|hydrat|mounted|collaps|accordion|tab|overlay|lazy|hover/i;
