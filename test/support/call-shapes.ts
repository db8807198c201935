import { actionHead, db, lines, page, type Shape } from './shape-parts.ts';

/** Functions that call functions. */
export const callShapes: Readonly<Record<string, Shape>> = {
  'actions that call each other': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}export async function f0(id: string) { await db.post.update(id); }\n${lines(size, (i) => `export async function f${i + 1}(id: string) { await f${i}(id); }`)}\n`,
  }),
  'a chain of helpers with an action each': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}async function h0(id: string) { await db.post.update(id); }\n${lines(size, (i) => `async function h${i + 1}(id: string) { return await h${i}(id); }\nexport async function f${i}(id: string) { return await h${i}(id); }`)}\n`,
  }),
  'a chain of helpers, asked about from its end': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}async function h0(id: string) { await db.post.update(id); }\n${lines(size, (i) => `async function h${i + 1}(id: string) { return await h${i}(id); }`)}\n${lines(size, (i) => `export async function f${i}(id: string) { return await h${size - i}(id); }`)}\n`,
  }),
  'helpers that do nothing, beside one': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}${lines(size, (i) => `async function h${i}(id: string) { console.log(id); }`)}\nasync function all(id: string) { ${lines(size, (i) => `await h${i}(id);`, ' ')} }\nasync function change(id: string) { await db.post.update(id); }\n${lines(size, (i) => `export async function f${i}(id: string) { await all(id); await change(id); }`)}\n`,
  }),
  'actions that call a helper of many returns': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}function pick(id: string) {\n${lines(size, (i) => `  if (id === '${i}') return { id, at: ${i} };`)}\n  return undefined;\n}\n${lines(size, (i) => `export async function f${i}(id: string) { const a = pick(id); await db.post.update(a); return a; }`)}\n`,
  }),
  'actions that call a guard of many returns': (size) => ({
    'lib/db.ts': db,
    'app/actions.ts': `${actionHead}async function guard(id: string) {\n${lines(size, (i) => `  if (id === '${i}') return null;`)}\n  return { user: id };\n}\n${lines(size, (i) => `export async function f${i}(id: string) { const user = await guard(id); if (!user) throw new Error('no'); await db.post.update(id); }`)}\n`,
  }),
  'redirects at the end of a chain, in many try blocks': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nfunction go0() { redirect('/a'); }\n${lines(size, (i) => `function go${i + 1}() { go${i}(); }`)}\n${lines(size, (i) => `export async function save${i}() { try { go${i}(); } catch (error) { console.log(error); } }`)}\n`,
  }),
  'a chain of helpers that throws again': (size) => ({
    'app/actions.ts': `'use server';\nimport { redirect } from 'next/navigation';\nfunction r0(error: unknown) { throw error; }\n${lines(size, (i) => `function r${i + 1}(error: unknown) { return r${i}(error); }`)}\n${lines(size, (i) => `export async function save${i}() { try { redirect('/a'); } catch (error) { r${i}(error); } }`)}\n`,
  }),
  'cached functions that call a chain': (size) => ({
    'lib/cached.ts': `import { cookies } from 'next/headers';\nasync function h0(a: unknown) { return (await cookies()).get('a'); }\n${lines(size, (i) => `async function h${i + 1}(a: unknown) { return h${i}(a); }\nexport async function c${i}(a: () => void) { 'use cache'; return h${i}(a); }`)}\n`,
    'app/page.tsx': page(`await c0(() => {});\nreturn <p />;`, `import { c0 } from '../lib/cached';`),
  }),
  'cached functions that call each other': (size) => ({
    'lib/cached.ts': `import { cookies } from 'next/headers';\nexport async function c0() { 'use cache'; return cookies(); }\n${lines(size, (i) => `export async function c${i + 1}(a: string) { 'use cache'; return c${i}(a); }`)}\n`,
    'app/page.tsx': page(`await c${size}('a');\nreturn <p />;`, `import { c${size} } from '../lib/cached';`),
  }),
};
