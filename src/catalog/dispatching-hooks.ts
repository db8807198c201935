/** A hook of a package that hands out a function which runs another one. */
interface DispatchingHook {
  readonly module: RegExp;
  /** The keys by which it hands that function out. */
  readonly keys: RegExp;
  /** Which of the hook's arguments is run, or holds what is run. */
  readonly argument: number;
  /** The option of that argument which is run; without one the argument itself is. */
  readonly option?: string;
}

/** Each from its package's documentation. Before version 5 TanStack Query takes the function itself, too. */
export const dispatchingHooks: readonly DispatchingHook[] = [
  { module: /^(?:next-safe-action|@next-safe-action|zsa)/, keys: /^execute/, argument: 0 },
  { module: /^swr\/mutation$/, keys: /^trigger$/, argument: 1 },
  { module: /^(?:@tanstack\/react-query|react-query)$/, keys: /^mutate(?:Async)?$/, argument: 0, option: 'mutationFn' },
];
