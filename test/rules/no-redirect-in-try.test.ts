import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { noRedirectInTry } from '../../src/rules/no-redirect-in-try.ts';
import { findingsInApp } from '../support/app.ts';
import { lengthsOf } from '../support/half-typed.ts';
import { syntaxErrorsOf } from '../support/inputs.ts';

function found(text: string): Finding[] {
  return findingsInApp({ 'actions.ts': text }, [{ rule: noRedirectInTry }]);
}

// Next.js's own functions are run: what the rule says is swallowed must not get out, and the rest must.
const require = createRequire(import.meta.url);
const navigation = require('next/dist/client/components/navigation.react-server.js') as Record<string, unknown>;
const { isRedirectError } = require('next/dist/client/components/redirect-error.js') as Record<string, unknown>;
const { isHTTPAccessFallbackError } =
  require('next/dist/client/components/http-access-fallback/http-access-fallback.js') as Record<string, unknown>;

const { isNextRouterError } = require('next/dist/client/components/is-next-router-error.js') as Record<string, unknown>;

const header = `import { forbidden, notFound, permanentRedirect, redirect, unauthorized, unstable_rethrow } from 'next/navigation';
import { isRedirectError } from 'next/dist/client/components/redirect-error';
import { isNextRouterError } from 'next/dist/client/components/is-next-router-error';
import { isHTTPAccessFallbackError } from 'next/dist/client/components/http-access-fallback/http-access-fallback';
class OurError extends Error {}
const wait = async () => {};
`;

async function getsOut(body: string): Promise<boolean> {
  const names = ['forbidden', 'notFound', 'permanentRedirect', 'redirect', 'unauthorized', 'unstable_rethrow'];
  const script = ts.transpile(
    `class OurError extends Error {}\nconst wait = async () => {};\nreturn (async () => { ${body} })();`,
    { target: ts.ScriptTarget.ESNext },
  );
  // The functions are allowed only where an experiment is on.
  process.env['__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS'] = 'true';
  const run = new Function(...names, 'isRedirectError', 'isHTTPAccessFallbackError', 'isNextRouterError', script) as (
    ...given: unknown[]
  ) => Promise<unknown>;
  try {
    await run(...names.map((name) => navigation[name]), isRedirectError, isHTTPAccessFallbackError, isNextRouterError);
    return false;
  } catch (error) {
    return /^NEXT_/.test(String((error as { digest?: string }).digest));
  }
}

const swallowed = [
  `try { redirect('/') } catch {}`,
  `try { redirect('/') } catch (error) { console.log; }`,
  `try { await wait(); return redirect('/') } catch { return null }`,
  `try { notFound() } catch (error) { if (isRedirectError(error)) throw error }`,
  `try { redirect('/') } catch (error) { if (isHTTPAccessFallbackError(error)) throw error }`,
  `try { redirect('/') } catch (error) { if (error instanceof OurError) throw error }`,
  `try { redirect('/') } catch (error) { if (!(error instanceof Error)) throw error }`,
  `try { redirect('/') } catch (error) { if (error.message === 'NEXT_NOT_FOUND') throw error }`,
  `try { forbidden() } catch (error) { if (error.digest === 'NEXT_HTTP_ERROR_FALLBACK;404') throw error }`,
  `try { redirect('/') } catch (error) { if ('code' in error) throw error }`,
  `try { redirect('/') } catch (error) { if (error.status === 404) throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error === 'string') throw error }`,
  `try { redirect('/') } catch (error) { throw new Error('x', { cause: error }) }`,
  `try { redirect('/') } catch (error) { throw Error(error) }`,
  `try { redirect('/') } catch (error) { return Promise.reject(new Error()) }`,
  `try { redirect('/') } catch (error) { Promise.reject(error).catch(wait) }`,
  `try { redirect('/') } catch ({ message }) { throw message }`,
  `try { redirect('/') } catch (error) { try { throw error } catch {} }`,
  `try { redirect('/') } catch (error) { try { throw error } finally { return 1 } }`,
  `try { try { redirect('/') } catch (error) { throw error } } catch {}`,
  `try { try { await wait() } finally { redirect('/') } } catch {}`,
  `try { redirect('/') } finally { return 1 }`,
  `try { redirect('/') } catch (error) { throw error } finally { return 1 }`,
  `for (const x of [1]) { try { redirect('/') } catch { continue } }`,
  `for (const x of [1]) { try { redirect('/') } finally { break } }`,
  `try { [1].forEach(() => redirect('/')) } catch {}`,
  `try { await Promise.all([1].map(async () => notFound())) } catch {}`,
  `try { await (async () => { await wait(); permanentRedirect('/') })() } catch {}`,
  `const go = () => redirect('/'); try { go() } catch {}`,
  `const go = async () => { await wait(); unauthorized() }; try { await go() } catch {}`,
  `const go = async () => redirect('/'); await go().catch(() => {})`,
  `await wait().then(() => redirect('/')).catch(() => {})`,
  `await wait().then(() => redirect('/')).then(() => 1, () => 2)`,
  `await wait().then(() => redirect('/')).finally(() => 1).catch((error) => { throw new Error() })`,
  `await Promise.all([wait().then(() => redirect('/'))]).catch(() => 1)`,
  `await new Promise(() => redirect('/')).catch(() => 1)`,
  `try { await wait().then(() => redirect('/')) } catch {}`,
  `try { redirect('/') } catch (error) { switch (error.code) { case 1: throw error; default: return } }`,
  `const rethrow = (error) => { if (error instanceof OurError) throw error }; try { redirect('/') } catch (error) { rethrow(error) }`,
  `try { redirect('/') } catch (error) { throw false ? error : new Error() }`,
  `try { redirect('/') } catch (error) { throw error.code ? error : new Error() }`,
  `try { redirect('/') } catch (error) { throw error && new Error() }`,
  `try { redirect('/') } catch (error) { throw new Error() || error }`,
  `try { redirect('/') } catch (error) { throw error.cause || new Error() }`,
  `try { redirect('/') } catch (error) { throw String(error) }`,
  `try { redirect('/') } catch (error) { throw Object.keys(error) }`,
  `try { redirect('/') } catch (error) { if (error.name === 'AbortError') throw error }`,
  `try { redirect('/') } catch (error) { if (error.cause) throw error }`,
  `try { redirect('/') } catch (error) { if (!error) throw error }`,
  `try { redirect('/') } catch (error) { if (error.message === undefined) throw error }`,
  `try { redirect('/') } catch (error) { if (error.code !== undefined) throw error }`,
  `try { redirect('/') } catch (error) { if (error === null) throw error }`,
  `try { redirect('/') } catch (error) { if (error == null) throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.code === 'number') throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.message !== 'string') throw error }`,
  `try { redirect('/') } catch (error) { if (error.code?.startsWith('NEXT')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.message.includes('fetch failed')) throw error }`,
  `try { redirect('/') } catch (error) { switch (error.name) { case 'AbortError': throw error; case 'TypeError': return 1 } }`,
  `try { redirect('/') } catch (error) { false ? unstable_rethrow(error) : 0 }`,
  `try { redirect('/') } catch (error) { true ? 0 : unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { error || unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { error ?? unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { isHTTPAccessFallbackError(error) && unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { unstable_rethrow(new Error()) }`,
  `try { redirect('/') } catch (error) { unstable_rethrow() }`,
  `try { redirect('/') } catch (error) { const toError = (it) => new OurError(it.message); throw toError(error) }`,
  `try { redirect('/') } catch (error) { let failure; failure = new Error(); throw failure }`,
  `try { redirect('/') } catch (error) { while (error.code) throw error }`,
  `try { redirect('/') } catch (error) { if (isHTTPAccessFallbackError(error) && !isRedirectError(error)) throw error }`,
  `try { redirect('/') } catch (error) { if (!(isRedirectError(error) || error.code)) throw error }`,
  `try { notFound() } catch (error) { if (error.digest?.startsWith('NEXT_REDIRECT')) throw error }`,
  `try { notFound() } catch (error) { if (error.digest?.startsWith('NEXT_HTTP_ERROR_FALLBACK;401')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest?.startsWith('NEXT_HTTP_ERROR_FALLBACK')) throw error }`,
  `try { redirect.call(null, '/') } catch {}`,
  `try { redirect.apply(null, ['/']) } catch {}`,
  `const go = redirect.bind(null, '/'); try { go() } catch {}`,
  `const go = () => { if (wait) redirect('/a'); else redirect('/b') }; try { go() } catch {}`,
  `const go = () => { if (!wait) return redirect('/a'); redirect('/b') }; try { go() } catch {}`,
  `const go = () => { switch (1) { case 2: redirect('/a'); break; default: redirect('/b') } }; try { go() } catch {}`,
  `const go = () => { switch (1) { case 1: default: redirect('/') } }; try { go() } catch {}`,
  `const go = () => { switch (1) { case 1: redirect('/'); default: wait() } redirect('/') }; try { go() } catch {}`,
  `const go = () => { try { redirect('/') } finally { wait() } }; try { go() } catch {}`,
  `const go = () => { try { wait() } finally { redirect('/') } }; try { go() } catch {}`,
  `const go = () => { { redirect('/') } }; try { go() } catch {}`,
  `const go = () => void redirect('/'); try { go() } catch {}`,
  `const go = () => (wait(), redirect('/')); try { go() } catch {}`,
  `const go = () => wait ? redirect('/a') : redirect('/b'); try { go() } catch {}`,
  `const go = () => { throw redirect('/') }; try { go() } catch {}`,
  `const go = async () => { await wait(); return redirect('/') }; try { await go() } catch {}`,
  `const go = async () => redirect('/'); const on = async () => { await go() }; try { await on() } catch {}`,
  `const go = async () => redirect('/'); const on = () => go(); try { await on() } catch {}`,
  `function* rows() { redirect('/') } try { for (const row of rows()) wait() } catch {}`,
  `function* rows() { redirect('/') } try { wait(...rows()) } catch {}`,
  `async function* rows() { redirect('/') } try { for await (const row of rows()) wait() } catch {}`,
  `try { (() => redirect('/'))() } catch {}`,
  `try { (function () { redirect('/') })() } catch {}`,
  `try { redirect('/') } catch ({ digest }) { if (digest) throw 1 }`,
  `try { redirect('/') } catch (error) { out: { break out } }`,
  `try { redirect('/') } catch (error) { if (false) throw error }`,
  `try { redirect('/') } catch (error) { if (error instanceof TypeError) throw error }`,
  `try { redirect('/') } catch (error) { if ('cause' in error) throw error }`,
  `try { redirect('/') } catch (error) { if (error.name !== 'Error') throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.digest === 'undefined') throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.code === 'string') throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest.startsWith('REDIRECT')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.message.includes('NEXT_NOT')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.message.startsWith('NEXT_HTTP')) throw error }`,
  `try { notFound() } catch (error) { if (error.digest.includes('403')) throw error }`,
  `try { notFound() } catch (error) { if (error.digest.includes('REDIRECT')) throw error }`,
  `try { redirect('/') } catch (error) { let failure = error; failure = 1; throw failure }`,
  `let failure; try { redirect('/') } catch (error) { failure = error } return failure`,
  `let failure, other = 1; try { redirect('/') } catch (error) { failure = error } throw other`,
  `try { redirect('/') } catch (error) { const handle = (it) => { throw new OurError(it.message) }; handle(error) }`,
  `try { redirect('/') } catch (error) { const handle = (it) => { if (it.code) throw it }; handle(error) }`,
  `try { redirect('/') } catch (error) { for (const x of []) throw error }`,
  `try { redirect('/') } catch (error) { switch (2) { case 1: throw error; default: return 1 } }`,
  `try { redirect('/') } catch (error) { switch (true) { case isHTTPAccessFallbackError(error): throw error } }`,
  `try { redirect('/') } catch (error) { try { wait() } catch { throw error } }`,
  `try { redirect('/') } catch (error) { if (!wait) throw error; else wait() }`,
  `try { redirect('/') } finally { if (wait) return 1 }`,
  `try { redirect('/') } finally { throw new Error() }`,
  `const go = async () => redirect('/'); await (async () => true ? go() : 1)().catch(wait)`,
  `const go = async () => redirect('/'); await (async () => { return wait && go() })().catch(wait)`,
  `const go = async () => redirect('/'); await (go() as any).catch(wait)`,
  `const go = async () => redirect('/'); await go()!.then(wait).catch(wait)`,
  `const go = async () => redirect('/'); await go().finally(wait).catch(wait)`,
  `const go = async () => redirect('/'); try { for await (const x of [go()]) wait() } catch {}`,
  `const go = async () => redirect('/'); await Promise.allSettled([go()])`,
  `const go = async () => redirect('/'); const all = await Promise.allSettled([go()]); return all`,
  `const go = async () => redirect('/'); await Promise.race([go()]).catch(wait)`,
  `const go = async () => redirect('/'); await Promise.resolve(go()).catch(wait)`,
  `await Promise.all([1].flatMap(async () => redirect('/'))).catch(wait)`,
  `const attempt = async (run) => { try { return await run() } catch { return null } }; await attempt(() => redirect('/'))`,
  `const attempt = async (run) => { await run() }; try { await attempt(() => redirect('/')) } catch {}`,
  `const safe = (it) => it.catch(() => null); const go = async () => redirect('/'); await safe(go())`,
  `const same = (it) => it; const go = async () => redirect('/'); await same(go()).catch(wait)`,
  `const db = { transaction: async (run) => run() }; await db.transaction(() => redirect('/')).catch(wait)`,
  `try { redirect('/') } catch (error) { throw false ? new OurError() : new Error(error) }`,
  `try { redirect('/') } catch (error) { throw wait ? new OurError() : new Error() }`,
  `try { redirect('/') } catch (error) { if (error.cause === 'x') throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest === undefined) throw error }`,
  `try { redirect('/') } catch (error) { if (error.code === 'P2002' && error.digest) throw error }`,
  `try { redirect('/') } catch (error) { if (error.code || error.status) throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.cause.code === 'number') throw error }`,
  `try { redirect('/') } catch (error) { if (error instanceof Error.prototype.constructor.Other) throw error }`,
  `try { redirect('/') } catch (error) { const { code } = error; if (code) throw error }`,
  `try { redirect('/') } catch (error) { const { code } = { code: 0, error }; if (code) throw error }`,
  `try { redirect('/') } catch (error) { const [digest] = [0]; if (digest === 1 && error.code) throw error }`,
  `try { redirect('/') } catch (error) { error.code && unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { (unstable_rethrow(new Error()), 1) }`,
  `try { redirect('/') } catch (error) { wait(unstable_rethrow) }`,
  `try { redirect('/') } catch (error) { true || unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { 1 + error.code }`,
  `try { redirect('/') } catch (error) { let failure; failure = error; throw new Error(failure) }`,
  `try { redirect('/') } catch (error) { const toError = (_text, it) => it; throw toError(error, new Error()) }`,
  `try { redirect('/') } catch (error) { return Promise.resolve(error) }`,
  `try { redirect('/') } catch (error) { return [error].map(wait) }`,
  `try { redirect('/') } catch (error) { const isOne = false; if (isOne) throw error }`,
  `try { redirect('/') } catch (error) { do { return 1 } while (0) }`,
  `try { redirect('/') } catch (error) { let text = 'a', other = 'b' }`,
  `try { wait(); redirect('/') } catch { try { wait() } finally { return 1 } }`,
  `try { redirect('/') } catch (error) { try { throw new OurError() } catch (other) { throw other } }`,
];

const free = [
  `redirect('/')`,
  `try { await wait() } catch {} redirect('/')`,
  `try { throw 1 } catch { redirect('/') }`,
  `try { notFound() } catch { notFound() }`,
  `try { redirect('/') } catch { redirect('/') }`,
  `const leave = () => redirect('/'); try { leave() } catch { leave() }`,
  `await wait().then(() => notFound()).catch(() => notFound())`,
  `try { throw 1 } catch { return redirect('/') } finally { await wait() }`,
  `try { redirect('/') } finally { await wait() }`,
  `try { redirect('/') } catch (error) { throw error }`,
  `try { redirect('/') } catch (error) { unstable_rethrow(error) }`,
  `try { notFound() } catch (error) { unstable_rethrow(error); return 1 }`,
  `try { redirect('/') } catch (error) { if (isRedirectError(error)) throw error; return 1 }`,
  `try { notFound() } catch (error) { if (isHTTPAccessFallbackError(error)) throw error; return 1 }`,
  `try { redirect('/') } catch (error) { if (!isRedirectError(error)) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (error instanceof OurError) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (error instanceof OurError || error.code === 'x') { return 1 } else { throw error } }`,
  `try { redirect('/') } catch (error) { if (error instanceof Error && error.message === 'NEXT_REDIRECT') throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest?.startsWith('NEXT_REDIRECT')) throw error }`,
  `try { unauthorized() } catch (error) { if (error.digest === 'NEXT_HTTP_ERROR_FALLBACK;401') throw error }`,
  `try { redirect('/') } catch (error) { if ('digest' in error) throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.digest === 'string') throw error }`,
  `try { redirect('/') } catch (error) { const failure = error; throw failure }`,
  `try { redirect('/') } catch (error) { throw error instanceof Error ? error : new Error() }`,
  `try { redirect('/') } catch (error) { throw Object.assign(error, { seen: true }) }`,
  `try { redirect('/') } catch (error) { return Promise.reject(error) }`,
  `try { redirect('/') } catch (error) { switch (error.code) { case 1: return; default: throw error } }`,
  `try { redirect('/') } catch (error) { try { await wait() } finally { throw error } }`,
  `try { redirect('/') } catch (error) { for (const x of [1]) { if (x) break } throw error }`,
  `try { redirect('/') } catch (error) { isRedirectError(error) && unstable_rethrow(error) }`,
  `try { try { redirect('/') } catch (error) { throw error } } catch (error) { unstable_rethrow(error) }`,
  `const rethrow = (error) => { if (isRedirectError(error)) throw error }; try { redirect('/') } catch (error) { rethrow(error) }`,
  `const toError = (error) => error instanceof Error ? error : new Error(); try { redirect('/') } catch (error) { throw toError(error) }`,
  `const go = async () => redirect('/'); try { return go() } catch {}`,
  `await wait().catch(() => 1).then(() => redirect('/'))`,
  `await wait().then(() => redirect('/'), () => 1)`,
  `await wait().then(() => redirect('/')).catch((error) => { unstable_rethrow(error) })`,
  `await wait().then(() => redirect('/')).catch(unstable_rethrow)`,
  `await wait().then(() => redirect('/')).catch((error) => Promise.reject(error))`,
  `await wait().then(() => redirect('/')).catch(null).then(undefined, undefined)`,
  `try { redirect('/') } catch (error) { throw true ? error : new Error() }`,
  `try { redirect('/') } catch (error) { throw false ? new Error() : error }`,
  `try { redirect('/') } catch (error) { throw wait ? error : new Error() }`,
  `try { redirect('/') } catch (error) { throw error.code ? new Error() : error }`,
  `try { redirect('/') } catch (error) { throw error || new Error() }`,
  `try { redirect('/') } catch (error) { throw error ?? new Error() }`,
  `try { redirect('/') } catch (error) { throw error.code ? 1 : error }`,
  `try { redirect('/') } catch (error) { let failure; throw (failure = error) }`,
  `try { redirect('/') } catch (error) { let failure; failure = error; throw failure }`,
  `try { redirect('/') } catch (error) { throw (error as Error) }`,
  `try { redirect('/') } catch (error) { throw error! }`,
  `try { redirect('/') } catch (error) { if (error.name === 'Error') throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest?.startsWith('NEXT_')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.message.includes('NEXT')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.cause === undefined) throw error }`,
  `try { redirect('/') } catch (error) { if (error.cause) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (error === null) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (error == null) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (error !== undefined) throw error }`,
  `try { redirect('/') } catch (error) { if (error.code === undefined) throw error }`,
  `try { redirect('/') } catch (error) { if (error.message !== undefined) throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error === 'object') throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.code === 'undefined') throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.message !== 'string') return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (error.code?.startsWith('NEXT')) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (isNextRouterError(error)) throw error }`,
  `try { redirect('/') } catch (error) { if (!isNextRouterError(error)) return 1; throw error }`,
  `try { redirect('/') } catch (error) { switch (error.name) { case 'Error': default: throw error } }`,
  `try { redirect('/') } catch (error) { switch (error.name) { case 'TypeError': return 1; case 'Error': throw error } }`,
  `try { redirect('/') } catch (error) { true ? unstable_rethrow(error) : 0 }`,
  `try { redirect('/') } catch (error) { false ? 0 : unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { wait ? unstable_rethrow(error) : unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { 0, unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { error && unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { error.code ?? unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { error.code || unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { isHTTPAccessFallbackError(error) || unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { const same = (it) => it; throw same(error) }`,
  `try { redirect('/') } catch (error) { do { throw error } while (0) }`,
  `try { redirect('/') } catch (error) { { throw error } }`,
  `try { redirect('/') } catch (error) { if (isRedirectError(error) || error.code) throw error }`,
  `try { redirect('/') } catch (error) { const isOurs = error instanceof OurError; if (isOurs) return 1; throw error }`,
  `try { redirect('/') } catch (error) { const { digest } = error; if (digest) throw error }`,
  `try { redirect('/') } catch (error) { const { digest: it } = error; if (it?.startsWith('NEXT_REDIRECT')) throw error }`,
  `try { redirect('/') } catch (error) { const isOne = isRedirectError(error); if (isOne) throw error }`,
  `try { redirect('/') } catch (error) { if (String(error.digest).startsWith('NEXT_REDIRECT')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest.split(';')[0] === 'NEXT_REDIRECT') throw error }`,
  `try { redirect('/') } catch (error) { if (/^NEXT_/.test(error.digest)) throw error }`,
  `try { notFound() } catch (error) { if (isNextRouterError(error)) throw error }`,
  `try { notFound() } catch (error) { if (error.digest?.startsWith('NEXT_HTTP_ERROR_FALLBACK')) throw error }`,
  `try { forbidden() } catch (error) { if (error.digest === 'NEXT_HTTP_ERROR_FALLBACK;403') throw error }`,
  `function* rows() { redirect('/') } try { rows() } catch {} redirect('/')`,
  `const go = redirect.bind(null, '/'); try { wait(go) } catch {} go()`,
  `try { redirect('/') } catch (error) { out: { throw error } }`,
  `try { redirect('/') } catch (error) { out: { break out } throw error }`,
  `try { redirect('/') } catch (error) { out: for (const x of [1]) { for (const y of [1]) break out } throw error }`,
  `try { redirect('/') } catch (error) { switch (1) { case 1: break } throw error }`,
  `try { redirect('/') } catch (error) { switch (true) { case isRedirectError(error): throw error; default: return 1 } }`,
  `try { redirect('/') } catch (error) { for (const x of [1]) { if (x) continue; wait() } throw error }`,
  `try { redirect('/') } catch (error) { do { wait() } while (0); throw error }`,
  `try { redirect('/') } catch (error) { const never = unstable_rethrow(error); return 1 }`,
  `try { redirect('/') } catch (error) { if (wait) throw error; else throw error }`,
  `try { redirect('/') } catch (error) { if (true) throw error }`,
  `try { redirect('/') } catch (error) { if (false) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (!error.digest) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (error instanceof Object) throw error }`,
  `try { redirect('/') } catch (error) { if (error instanceof TypeError) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if ('message' in error) throw error }`,
  `try { redirect('/') } catch (error) { if (error.name == 'Error') throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.name === 'string') throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.stack === 'string') throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.cause === 'undefined') throw error }`,
  `try { redirect('/') } catch (error) { if (error['digest'].startsWith('NEXT_REDIRECT')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest.includes('REDIRECT')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest.includes('/other')) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (error.message.includes('REDIRECT')) throw error }`,
  `try { redirect('/') } catch (error) { if (error.digest.startsWith('NEXT_RE')) throw error }`,
  `try { notFound() } catch (error) { if (error.digest.startsWith('NEXT_HTTP')) throw error }`,
  `try { notFound() } catch (error) { if (error.digest.includes(';404')) throw error }`,
  `try { unauthorized() } catch (error) { if (error.message.includes('401')) throw error }`,
  `try { redirect('/') } catch (error) { let failure = error; throw failure }`,
  `try { redirect('/') } catch (error) { let failure = error as Error; if (failure.digest) throw failure; return 1 }`,
  `try { redirect('/') } catch ({ digest }) { if (digest.startsWith('NEXT_REDIRECT')) redirect('/') }`,
  `try { redirect('/') } catch (error) { const { message: text } = error; if (text === 'NEXT_REDIRECT') throw error }`,
  `let failure; try { redirect('/') } catch (error) { failure = error } if (failure) throw failure`,
  `let failure; try { redirect('/') } catch (error) { failure = error } unstable_rethrow(failure)`,
  `try { redirect('/') } catch (error) { const handle = (it) => { throw it }; return handle(error) }`,
  `try { redirect('/') } catch (error) { const handle = async (it) => { throw it }; await handle(error) }`,
  `try { redirect('/') } catch (error) { const handle = (it) => unstable_rethrow(it); handle(error) }`,
  `try { redirect('/') } catch (error) { const handle = (it) => { if (it.code) return; throw it }; handle(error) }`,
  `try { redirect('/') } catch (error) { const handle = (_text, it) => { throw it }; handle('x', error) }`,
  `try { redirect('/') } catch (error) { try { throw error } catch (other) { throw other } }`,
  `try { redirect('/') } finally { for (const x of [1]) break }`,
  `try { redirect('/') } finally { const f = () => { return 1 } }`,
  `const go = async () => redirect('/'); const [one] = await Promise.allSettled([go()]); if (one.reason) throw one.reason`,
  `const attempt = async (run) => { try { return await run() } catch (error) { throw error } }; await attempt(() => redirect('/'))`,
  `const attempt = async (run) => { try { await run() } catch (error) { return error } }; const failure = await attempt(() => redirect('/')); if (failure) throw failure`,
  `const db = { transaction: async (run) => run() }; await db.transaction(() => redirect('/'))`,
  `try { [1].map(() => () => redirect('/')) } catch {} redirect('/')`,
  `try { redirect('/') } catch (error) { throw false ? new OurError() : error }`,
  `try { redirect('/') } catch (error) { throw wait ? error : new Error() }`,
  `try { redirect('/') } catch (error) { if (error.digest && error.message) throw error }`,
  `try { redirect('/') } catch (error) { if (error.code || error.digest) throw error }`,
  `try { redirect('/') } catch (error) { if (error.code && error.digest) return 1; throw error }`,
  `try { redirect('/') } catch (error) { if (typeof error.stack.length === 'number') throw error; throw error }`,
  `try { redirect('/') } catch (error) { const { code } = error; if (code) return 1; throw error }`,
  `try { redirect('/') } catch (error) { const { stack } = error; if (stack) throw error }`,
  `try { redirect('/') } catch (error) { if ((false, error.digest)) throw error }`,
  `try { redirect('/') } catch (error) { error.digest && unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { false || unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { true && unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { void unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { const toError = (_text, it) => it; throw toError('x', error) }`,
  `try { redirect('/') } catch (error) { const isOne = true; if (isOne) throw error }`,
  `try { redirect('/') } catch (error) { switch (error.message) { case 'a': return 1; case 'NEXT_REDIRECT': throw error; default: return 2 } }`,
  `try { redirect('/') } catch (error) { switch (typeof error) { case 'object': throw error; default: return 2 } }`,
  `try { redirect('/') } catch (error) { let text = 'a', never = unstable_rethrow(error) }`,
  `try { redirect('/') } catch (error) { try { wait() } finally { unstable_rethrow(error) } }`,
];

describe('what is swallowed', () => {
  it.each(swallowed)('%s', async (body) => {
    expect(await getsOut(body)).toBe(false);
    expect(found(`${header}export async function action() { ${body} }`)).toHaveLength(1);
  });
});

describe('what gets out', () => {
  it.each(free)('%s', async (body) => {
    expect(await getsOut(body)).toBe(true);
    expect(found(`${header}export async function action() { ${body} }`)).toEqual([]);
  });
});

describe('suggestions', () => {
  const fixtures = fileURLToPath(new URL('../fixtures/no-redirect-in-try/', import.meta.url));
  it.each(['statements/bad.ts', 'chains/bad.ts', 'suggestions/namespace.ts', 'suggestions/leave.ts'])(
    'each of %s leaves one finding fewer',
    (name) => {
      const text = readFileSync(`${fixtures}${name}`, 'utf8');
      const before = found(text);
      expect(before.flatMap(({ suggestions }) => suggestions).length).toBeGreaterThan(0);
      for (const { suggestions } of before) {
        for (const { edits } of suggestions) {
          const after = applyEdits(text, [edits]);
          expect(syntaxErrorsOf(name, after)).toEqual([]);
          // One `catch` may swallow more than one.
          expect(found(after).length, after).toBeLessThan(before.length);
        }
      }
    },
  );
});

describe('half-typed and hostile source', () => {
  const whole = `${header}
export const { redirect: go } = await import('next/navigation');
async function action({ a = redirect('/') } = {}) {
  label: try { do { go('/'); break label } while (1) } catch ({ a: [error] }) { switch (error) { case go: throw error } } finally { return }
  try { await action().then(go, (e) => e ? e : e).catch(async function* (e) { yield e }) } catch (e) { const f = e2, e2 = f; throw f ?? e2 }
}
class A { static { try { redirect } catch {} } x = (() => { try { new redirect('/') } catch (e) { this.#p ||= e } })() }
`;

  it('gives findings in its bounds at every length', () => {
    for (const length of lengthsOf(whole)) {
      for (const text of [whole.slice(0, length), whole.slice(length)]) {
        for (const { start, end } of found(text)) expect([start >= 0, end <= text.length]).toEqual([true, true]);
      }
    }
  });

  it('reads a chain of many links', () => {
    const chain = `wait()${'.then((x) => x)'.repeat(1_000)}.then(() => redirect('/'))${'.then((x) => x)'.repeat(1_000)}.catch(() => {})`;
    expect(found(`${header}export const p = ${chain};`)).toHaveLength(1);
  });

  it('reads conditions of any length', () => {
    const chain = `${'a || '.repeat(3_000)}error.code === 'x'`;
    expect(found(`${header}try { redirect('/') } catch (error) { if (${chain}) throw error }`).length).toBeLessThan(2);
  });

  it('reads functions that call each other to any depth', () => {
    const functions = Array.from({ length: 1_000 }, (_, index) => `function f${index}(error) { f${index + 1}(error); }`).join(
      '\n',
    );
    const text = `${header}${functions}\nfunction f1000(error) { redirect('/'); }\ntry { f0(); f999() } catch (error) { f0(error) }`;
    expect(found(text).map(({ start }) => text.slice(start).split('(')[0])).toEqual(['f0', 'f999']);
  });

  it('reads functions that end in each other', () => {
    const text = `${header}const a = () => b();\nconst b = () => a();\ntry { a() } catch {}`;
    expect(found(text)).toEqual([]);
  });
});
