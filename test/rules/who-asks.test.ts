import { describe, expect, it } from 'vitest';
import { requireActionAuth } from '../../src/rules/require-action-auth.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

const header = `'use server';
import { AsyncLocalStorage } from 'node:async_hooks';
import { timingSafeEqual } from 'node:crypto';
import bcrypt from 'bcrypt';
import * as diff from 'deep-diff';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { Webhook } from 'svix';
import { getSession, requireUser } from './session';
import { db } from './db';
const requests = new AsyncLocalStorage();
const shelf = new Map();
class HttpError extends Error {}
`;

/** What the rule says of an action that is given `id`, `token`, `secret` and `form`, and deletes a post at the end unless it says otherwise. */
function said(body: string, more: AppFiles = {}): string {
  const change = body.includes('db.') && !body.includes('find') ? '' : '\n  await db.post.delete({ where: { id } });';
  const text = `${header}export async function act(id, token, secret, form) {\n  ${body}${change}\n}\n`;
  return findingsInApp({ 'actions.ts': text, ...more }, [{ rule: requireActionAuth }])
    .map(({ messageId }) => messageId)
    .join();
}

describe('by what a caller proves who it is', () => {
  it.each([
    `if (!(await cookies()).get('session')) return;`,
    `if (!(await cookies()).has('session')) return;`,
    `const jar = await cookies(); if (!jar.get('session')) return;`,
    `if (!(await headers()).get('authorization')) return;`,
    `if (!requests.getStore()) return;`,
    `const row = await db.invite.findUnique({ where: { token } }); if (!row) return;`,
    `const row = await db.invite.findUnique({ where: { token: form.token } }); if (!row) return;`,
    `const tokenHash = await hash(token); const row = await db.invite.findUnique({ where: { tokenHash } }); if (!row) return;`,
    `const resetToken = createHash('sha256').update(token).digest('hex'); const row = await db.invite.findUnique({ where: { resetToken } }); if (!row) return;`,
    `const row = await findInvite(token); if (!row) return;`,
    `if (secret !== process.env.ADMIN_SECRET) return;`,
    `if (process.env.ADMIN_SECRET !== secret) return;`,
    `if (secret != process.env['ADMIN_SECRET']) return;`,
    `if (!(secret === process.env.API_KEY)) return;`,
    `const { ADMIN_TOKEN } = process.env; if (secret !== ADMIN_TOKEN) return;`,
    'const given = (await headers()).get("authorization"); if (given !== `Bearer ${process.env.CRON_SECRET}`) return;',
    `const given = (await headers()).get('authorization'); if (given !== 'Bearer ' + process.env.CRON_SECRET) return;`,
    `if (secret !== env.ADMIN_SECRET) return;`,
    `if (secret !== config.adminPassword) return;`,
    `if (!timingSafeEqual(Buffer.from(secret), Buffer.from(process.env.ADMIN_SECRET))) return;`,
    `if (!(await bcrypt.compare(secret, form.hash))) return;`,
    `new Webhook(process.env.HOOK).verify(form.body, form.headers);`,
    `stripe.webhooks.constructEvent(form.body, form.signature, process.env.HOOK);`,
    `if (!verifyHookSignature(form.body)) return;`,
  ])('%s', (body) => {
    expect(said(body)).toBe('');
  });

  it.each([
    `if (!(await cookies()).get('theme')) return;`,
    `(await cookies()).set('session', '');`,
    `if (!(await cookies()).get()) return;`,
    `if (!(await headers()).get('accept-language')) return;`,
    `if (!(await headers()).get('x-user-id')) return;`,
    `if (!form.get('session')) return;`,
    `if (!shelf.getStore()) return;`,
    `if (!shelf.get('session')) return;`,
    `const row = await db.invite.findUnique({ where: { id } }); if (!row) return;`,
    `const row = await db.invite.findUnique({ where: { pushToken: form.pushToken } }); if (!row) return;`,
    `await db.invite.create({ data: { token } });`,
    `const row = await searchInvites(token); if (!row) return;`,
    `if (!token) return;`,
    `if (secret !== process.env.NEXT_PUBLIC_ADMIN_SECRET) return;`,
    `if (secret !== process.env.NODE_ENV) return;`,
    `if ('a' !== process.env.ADMIN_SECRET) return;`,
    `if (process.env.ADMIN_SECRET === undefined) return;`,
    `if (process.env.ADMIN_SECRET === null) return;`,
    `if (secret < process.env.ADMIN_SECRET) return;`,
    `if (secret !== settings.ADMIN_SECRET) return;`,
    `if (secret !== form.secret) return;`,
    `if (!timingSafeEqual(secret, secret)) return;`,
    `if (!diff.compare(secret, form.hash)) return;`,
    `const verifyHookSignature = () => true; if (!verifyHookSignature(form.body)) return;`,
  ])('not by %s', (body) => {
    expect(said(body)).toBe('missing');
  });

  it('takes a header that the program’s own middleware sets', () => {
    const body = `if (!(await headers()).get('x-user-id')) return;`;
    const sets = `export function middleware(request) { request.headers.set('X-User-Id', request.user.id); }`;
    expect(said(body, { 'middleware.ts': sets })).toBe('');
    expect(said(body, { 'lib/middleware-of-mail.ts': sets })).toBe('missing');
    expect(said(body, { 'middleware.ts': `export function middleware() {}` })).toBe('missing');
    expect(said(`const name = 'x-user-id'; if (!(await headers()).get(name)) return;`, { 'middleware.ts': sets })).toBe(
      'missing',
    );
    expect(
      said(`if (!(await headers()).get('x-locale')) return;`, { 'middleware.ts': sets.replace('X-User-Id', 'X-Locale') }),
    ).toBe('missing');
  });

  it.each([
    ['async (token) => db.invite.findUnique({ where: { token } })', ''],
    ['async (token) => { const all = await db.invite.findMany(); return all.find((one) => one.token === token); }', ''],
    ['async (token) => { console.log(token); return db.invite.findFirst(); }', 'missing'],
    ['async (token) => { const all = await db.invite.findMany(); return all.find((one) => one.token > token); }', 'missing'],
    ['async (token) => byId(token)', 'missing'],
  ])('looks into what is given a token: %s', (byToken, expected) => {
    const kit = `import { db } from './db';\nconst byId = (id) => db.invite.findMany({ id });\nexport const byToken = ${byToken};`;
    const body = `const { byToken } = await import('./kit'); const row = await byToken(token); if (!row) return;`;
    expect(said(body, { 'kit.ts': kit })).toBe(expected);
  });
});

describe('whether an answer keeps the change from being made', () => {
  it.each([
    `const session = await getSession(); if (!session) return;`,
    `const session = await getSession(); if (!session) throw new HttpError();`,
    `const session = await getSession(); if (!session) redirect('/login');`,
    `const session = await getSession(); if (session) { await db.post.delete({ where: { id } }); }`,
    `const session = await getSession(); if (!session) { return; } else { console.log(1); }`,
    `const session = await getSession(); if (session) { console.log(1); } else { return; }`,
    `const { user } = await getSession(); if (!user) return;`,
    `const [user] = await getSession(); if (!user) return;`,
    `let session; session = await getSession(); if (!session) return;`,
    `const session = await getSession(); const user = session?.user; if (!user) return;`,
    `const session = await getSession(); session || redirect('/login');`,
    `const session = await getSession(); session ?? redirect('/login');`,
    `const session = await getSession(); !session && redirect('/login');`,
    `const session = await getSession(); session ? await db.post.delete({ where: { id } }) : null;`,
    `const session = await getSession(); session && (await db.post.delete({ where: { id } }));`,
    `const session = await getSession(); switch (session?.role) { case 'admin': await db.post.delete({ where: { id } }); }`,
    `const session = await getSession(); for (const one of form) { if (!session) break; await db.post.delete({ where: { id } }); }`,
    `const session = await getSession(); while (id) { if (!session) continue; await db.post.delete({ where: { id } }); }`,
    `const session = await getSession(); out: for (const one of form) { for (const two of one) { if (!session) break out; await db.post.delete({ where: { id } }); } }`,
    `const session = await getSession(); await db.post.delete({ where: { id, userId: session.user.id } });`,
    `const user = (await getSession()) ?? { id: 'anonymous' }; if (user.id !== id) return;`,
    `await getSession().then((session) => { if (!session) redirect('/login'); });`,
    `const session = await getSession(); try { if (!session) throw new HttpError(); await db.post.delete({ where: { id } }); } catch {}`,
    `const session = await getSession(); try { if (!session) return; } catch {} await db.post.delete({ where: { id } });`,
    `const session = await getSession(); try { if (!session) throw new HttpError(); } catch { return; } await db.post.delete({ where: { id } });`,
    `await requireUser();`,
    `await requireUser().catch(() => redirect('/login'));`,
    `const [user] = await Promise.all([requireUser(), form]);`,
    `const user = await requireUser(); await Promise.all([db.post.delete({ where: { id } })]);`,
    `try { await requireUser(); await db.post.delete({ where: { id } }); } catch (error) { console.error(error); }`,
    `try { await requireUser(); } catch (error) { return { error }; } await db.post.delete({ where: { id } });`,
    `try { await requireUser(); } finally { console.log('asked'); }`,
    `if (id) { const session = await getSession(); if (!session) return; await db.post.delete({ where: { id } }); }`,
  ])('%s', (body) => {
    expect(said(body)).toBe('');
  });

  it.each([
    `const session = await getSession();`,
    `const session = await getSession(); console.log(session);`,
    `const session = await getSession(); if (!session) console.log('nobody');`,
    `const session = await getSession(); void session;`,
    `const session = await getSession(); session = null; if (id) return;`,
    `const user = (await getSession()) ?? { id: 'anonymous' }; if (user) { await db.post.delete({ where: { id } }); }`,
    `const user = (await getSession()) ?? { id: 'anonymous' }; await db.post.delete({ where: { id, userId: user } });`,
    `const session = await getSession(); for (const one of form) { if (!session) break; } await db.post.delete({ where: { id } });`,
    `const session = await getSession(); switch (id) { case 1: if (!session) break; } await db.post.delete({ where: { id } });`,
    `const session = await getSession(); try { if (!session) throw new HttpError(); } catch {} await db.post.delete({ where: { id } });`,
    `const session = await getSession(); try { if (!session) return; } finally { await db.post.delete({ where: { id } }); }`,
    `await getSession().then(() => { if (!id) redirect('/login'); });`,
    `await requireUser().catch(() => null);`,
    `await Promise.allSettled([requireUser()]);`,
    `try { await requireUser(); } catch (error) { console.error(error); } await db.post.delete({ where: { id } });`,
    `try { await requireUser(); } finally { await db.post.delete({ where: { id } }); }`,
    `const user = id ?? (await requireUser());`,
    `const user = id || (await requireUser());`,
    `if (form.isPrivate) await requireUser();`,
    `if (form.isPrivate) { console.log(1); } else { await requireUser(); }`,
    `const user = form.isPrivate ? await requireUser() : null;`,
    `form.isPrivate && (await requireUser());`,
    `switch (form.kind) { case 'private': await requireUser(); }`,
    `if (process.env.NODE_ENV === 'production') await requireUser();`,
    `process.env.NODE_ENV === 'production' && (await requireUser());`,
    `const session = await getSession(); if (form.isPrivate && !session) return;`,
    `const session = await getSession(); if (!form.isPublic && !session) return;`,
  ])('not by %s', (body) => {
    expect(said(body)).not.toBe('');
  });

  it.each([
    ['await requireUser(); await db.post.delete({ where: { id } });', ''],
    ['requireUser(); await db.post.delete({ where: { id } });', 'idle'],
    ['void requireUser(); await db.post.delete({ where: { id } });', 'idle'],
    ['await Promise.all([requireUser(), db.post.delete({ where: { id } })]);', 'idle'],
    ['await Promise.all([await requireUser(), db.post.delete({ where: { id } })]);', ''],
    ['await Promise.all([requireUser(), form]); await db.post.delete({ where: { id } });', ''],
    ['await requireUser().catch(() => {}); await db.post.delete({ where: { id } });', 'idle'],
    ['await requireUser().catch((error) => { throw error; }); await db.post.delete({ where: { id } });', ''],
    ["await requireUser().catch(() => redirect('/login')); await db.post.delete({ where: { id } });", ''],
    ['await requireUser().catch(() => { return; }); await db.post.delete({ where: { id } });', 'idle'],
    ['await requireUser().finally(() => {}); await db.post.delete({ where: { id } });', ''],
    ['await db.post.delete({ where: { id } }); await requireUser();', 'late'],
  ])('of a function of the program: %s', (body, expected) => {
    const session = `import { cookies } from 'next/headers';
export async function requireUser() {
  const id = (await cookies()).get('session');
  if (!id) throw new Error('Sign in first');
  return { id };
}`;
    expect(said(body, { 'session.ts': session })).toBe(expected);
  });
});
