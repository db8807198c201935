/** A call of a package that runs a function, or takes a promise, and hands what it threw to a handler or hands it out. */
interface PromiseTaker {
  readonly module: RegExp;
  /** The name of its export; a member of it: `toast.promise`. */
  readonly name: RegExp;
  /** Which argument is the function or the promise, or holds it under the option's name. */
  readonly argument: number;
  readonly option?: RegExp;
  /** Which argument holds the handlers. */
  readonly handlers: number;
  /** The handler that gets the error first. */
  readonly handler: string;
  /** Whether what the handler returns is shown. */
  readonly showsResult: boolean;
  /** The key of what the call gives under which the error is handed out. */
  readonly key?: string;
}

/** Each from its package's documentation. */
export const promiseTakers: readonly PromiseTaker[] = [
  {
    module: /^(?:sonner|react-hot-toast|react-toastify)$/,
    name: /(?:^|\.)(?:toast|default)\.promise$/,
    argument: 0,
    handlers: 1,
    handler: 'error',
    showsResult: true,
  },
  {
    module: /^(?:@tanstack\/react-query|react-query)$/,
    name: /^use(?:Mutation|Query|InfiniteQuery|SuspenseQuery)$/,
    argument: 0,
    option: /^(?:mutationFn|queryFn)$/,
    handlers: 0,
    handler: 'onError',
    showsResult: false,
    key: 'error',
  },
  {
    module: /^swr(?:\/(?:mutation|immutable|infinite))?$/,
    name: /^(?:default|useSWR\w*)$/,
    argument: 1,
    handlers: 2,
    handler: 'onError',
    showsResult: false,
    key: 'error',
  },
];
