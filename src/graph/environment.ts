/** The two machines a program is split over. */
export type Side = 'server' | 'client';

/** How a module came to be on a side: the files from the root to the module itself, by the shortest way, and of the shortest by the first by path. */
export type Chain = readonly string[];

/** The sides a module is on, each with the chain that put it there. Neither means unknown. */
export interface Environment {
  readonly server?: Chain;
  readonly client?: Chain;
}
