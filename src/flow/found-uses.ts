import type ts from 'typescript';
import type { Use } from './use.ts';

/** The uses that a search has come to, each once, whichever way it came. */
export class FoundUses {
  readonly all: Use[] = [];
  readonly #users = new Map<ts.Node, Set<ts.Node>>();

  add(use: Use): void {
    const users = this.#users.get(use.node) ?? new Set();
    if (users.has(use.by)) return;
    this.#users.set(use.node, users.add(use.by));
    this.all.push(use);
  }
}
