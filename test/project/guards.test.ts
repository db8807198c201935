import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { forEachDescendant } from '../../src/syntax/descendants.ts';
import { isKeptFrom } from '../../src/rendering/guards.ts';
import { projectOfFiles } from '../support/app.ts';

/** The sides on which the identifier `here` of `main.tsx` may run. */
function runsOn(code: string, others: Record<string, string> = {}): string {
  const project = projectOfFiles({ 'main.tsx': code, ...others });
  let here: ts.Node | undefined;
  forEachDescendant(ts, project.sourceFile('/p/main.tsx')!, (node) => {
    if (ts.isIdentifier(node) && node.text === 'here') here = node;
    return undefined;
  });
  return (['server', 'client'] as const).filter((side) => !isKeptFrom(project, here!, side)).join(', ');
}

const both = 'server, client';

describe('where code may run', () => {
  it.each([
    ['here', both],
    [`if (typeof window !== 'undefined') here`, 'client'],
    [`if (typeof window != "undefined") { f(() => here) }`, 'client'],
    [`if ('undefined' !== typeof window) here`, 'client'],
    [`if (typeof window === 'object') here`, 'client'],
    [`if (!(typeof window === 'undefined')) here`, 'client'],
    [`if (typeof window === 'undefined') here`, 'server'],
    [`if (typeof window === 'undefined') f(); else here`, 'client'],
    [`if (typeof document !== 'undefined') here`, 'client'],
    [`if (typeof window !== undefined) here`, both],
    [`if (typeof other !== 'undefined') here`, both],
    [`function f(window) { if (typeof window !== 'undefined') here }`, both],
    [`typeof window !== 'undefined' && here`, 'client'],
    [`typeof window === 'undefined' || here`, 'client'],
    [`const a = typeof window === 'undefined' ? here : 1`, 'server'],
    [`const a = typeof window === 'undefined' ? 1 : here`, 'client'],
    [`while (typeof window !== 'undefined') here`, 'client'],
    [`if (a && typeof window !== 'undefined') here`, 'client'],
    [`if (a || typeof window !== 'undefined') here`, ''],
    [`if (a || typeof window === 'undefined') f(); else here`, 'client'],
    [`function f() { if (typeof window === 'undefined') return; here }`, 'client'],
    [`function f() { if (typeof window === 'undefined') { g(); return 1 } { here } }`, 'client'],
    [`function f() { if (typeof window === 'undefined') throw new Error(); return () => here }`, 'client'],
    [`function f() { if (typeof window === 'undefined') g(); here }`, both],
    [`function f() { here; if (typeof window === 'undefined') return }`, both],
    [`function f() { if (a) return; here }`, both],
    [`for (const a of b) { if (typeof window === 'undefined') continue; here }`, 'client'],
    [`invariant(typeof window !== 'undefined', 'on the client'); here`, 'client'],
    [`if (globalThis.window) here`, 'client'],
    [`if (globalThis.window !== undefined) here`, 'client'],
    [`if (global.document == null) here`, 'server'],
    [`if ('window' in globalThis) here`, 'client'],
    [`if ('geolocation' in navigator) here`, both],
    [`if (process.browser) here`, 'client'],
    [`if (import.meta.env.SSR) here`, 'server'],
    [`if (process.env.NEXT_RUNTIME === 'nodejs') here`, 'server'],
    [`if (process.env.NODE_ENV === 'production') here`, both],
    [`if (typeof process === 'undefined') here`, ''],
    [`switch (typeof window) { case 'object': here }`, ''],
    [`const isBrowser = typeof window !== 'undefined'; if (isBrowser) here`, 'client'],
    [`const isServer = typeof window === 'undefined', inBrowser = !isServer; inBrowser && here`, 'client'],
    [`const canUse = Boolean(typeof window !== 'undefined' && window.document); if (!canUse) f(); else here`, 'client'],
    [`const check = () => typeof window !== 'undefined'; if (check()) here`, 'client'],
    [`function check() { return typeof window === 'undefined' } if (check()) here`, 'server'],
    [`let isThere = typeof window !== 'undefined'; isThere = true; if (isThere) here`, both],
    [`if (typeof window !== 'undefined' || typeof document !== 'undefined') here`, 'client'],
    [`if (typeof window === 'undefined' || a) here`, ''],
    [`if (!(typeof window !== 'undefined' && a)) here`, ''],
    [`if (!(typeof window === 'undefined' || a)) here`, 'client'],
    [`if (-window) here`, both],
    [`if ('window' in other) here`, both],
    [`if ('other' in globalThis) here`, both],
    [`if (window) here`, 'client'],
    [`if (document.body) here`, 'client'],
    [`if (self.window) here`, 'client'],
    [`if (globalThis.other) here`, both],
    [`if (document.body === null) here`, 'server'],
    [`if (window != other) here`, both],
    [`if (window < undefined) here`, both],
    [`if (typeof window < 'undefined') here`, both],
    [`if (Boolean(window)) here`, 'client'],
    [`if (Boolean()) here`, both],
    [`if (Number(window)) here`, both],
    [`if (process.env.NEXT_RUNTIME !== 'nodejs') here`, ''],
    [`if (process.env.NEXT_RUNTIME === '') here`, ''],
    [`if ('edge' === process.env.NEXT_RUNTIME) here`, 'server'],
    [`if (process.env.NEXT_RUNTIME === runtime) here`, ''],
    [`if (typeof other === 'function') here`, both],
    [`if (typeof Deno === 'object') here`, ''],
    [`switch (typeof other) { case 'object': here }`, both],
    [`switch (window) { case 1: here }`, 'client'],
    [`const check = () => { return typeof window !== 'undefined'; }; if (check()) here`, 'client'],
    [`const check = () => { f(); return typeof window !== 'undefined'; }; if (check()) here`, both],
    [`const check = () => {}; if (check()) here`, both],
    [`const check = f(() => typeof window !== 'undefined'); if (check()) here`, both],
    [`const env = { inBrowser: typeof window !== 'undefined' }; if (env.name) here`, both],
    [`const check = () => typeof window !== 'undefined'; if (check) here`, both],
    [`if (env.isServer) here`, ''],
    [`do { here } while (typeof window !== 'undefined')`, both],
    [`while (here) typeof window`, both],
    [`typeof window === 'undefined' ?? here`, 'client'],
    [`a + (typeof window !== 'undefined') + here`, both],
    [`assert(typeof window === 'undefined'); here`, 'server'],
    [`check(typeof window === 'undefined'); here`, both],
    [`console.assert(typeof window === 'undefined'); here`, both],
    [`invariant(); here`, both],
    [`function f() { if (typeof window !== 'undefined') { g() } else { return } here }`, 'client'],
    [`function f() { if (typeof window !== 'undefined') { g() } else { g() } here }`, both],
    [`function f() { if (typeof window === 'undefined') { return; g() } here }`, both],
    [`function f() { if (typeof window === 'undefined') {} here }`, both],
    [`namespace N { if (typeof window === 'undefined') throw 1; here }`, 'client'],
    [`switch (a) { case 1: if (typeof window === 'undefined') break; here }`, 'client'],
    [`if (isBrowser()) here`, ''],
    [`if (props.isClient) here`, ''],
    [`if (props.open) here`, both],
    [`typeof window !== 'undefined' && ${'a && '.repeat(30)}here`, 'client'],
    [`const loop = loop2, loop2 = loop; if (loop) here`, both],
  ])('%s', (code, expected) => {
    expect(runsOn(code)).toBe(expected);
  });

  it('follows a condition of another file', () => {
    const others = { 'env.ts': `export const onClient = typeof window !== 'undefined'; export default () => !onClient` };
    expect(runsOn(`import { onClient } from './env'; if (onClient) here`, others)).toBe('client');
    expect(runsOn(`import asked from './env'; if (asked()) here`, others)).toBe('server');
  });

  it('reads deeply nested conditions without end', () => {
    const deep = `${'!('.repeat(300)}a${')'.repeat(300)}`;
    expect(runsOn(`if (${deep}) here`)).toBe(both);
    expect(runsOn(`if (${'a && '.repeat(3000)} a) here`)).toBe(both);
  });
});
