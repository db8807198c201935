import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { revalidationArguments } from '../../src/rules/revalidation-arguments.ts';
import { memoryApp } from '../support/memory-app.ts';

const page = 'export default function Page() { return null }\n';

/** The call as it is after the fixes, in an app with a page at `/users/[id]` and one in a group. */
function fixed(call: string): string {
  const text = `import { revalidatePath } from 'next/cache';\nexport const save = (wide: boolean) => ${call};\n`;
  const app = memoryApp({
    'app/users/[id]/page.tsx': page,
    'app/(shop)/items/[slug]/page.tsx': page,
    'app/page.tsx': page,
    'lib/save.ts': text,
  });
  const findings = runRules(app.project, app.sourceFile('lib/save.ts'), [{ rule: revalidationArguments }]);
  expect(findings).toHaveLength(1);
  const after = applyEdits(
    text,
    findings.flatMap(({ fix }) => (fix ? [fix] : [])),
  );
  return /=> (.*);/.exec(after)![1]!;
}

describe('fixes are made where they are certain', () => {
  it.each([
    // The app has a page of that path.
    [`revalidatePath('/users/[id]')`, `revalidatePath('/users/[id]', 'page')`],
    [`revalidatePath('/users/[id]', undefined)`, `revalidatePath('/users/[id]', 'page')`],
    [`revalidatePath('/(shop)/items/[slug]')`, `revalidatePath('/(shop)/items/[slug]', 'page')`],
    // Its tag has the group in it: with a type this would have no effect either.
    [`revalidatePath('/items/[slug]')`, `revalidatePath('/items/[slug]')`],
    [`revalidatePath('/posts/[id]')`, `revalidatePath('/posts/[id]')`],
    [`revalidatePath(wide ? '/users/[id]' : '/users')`, `revalidatePath(wide ? '/users/[id]' : '/users')`],
    [`revalidatePath('users')`, `revalidatePath('/users')`],
    ['revalidatePath(`users/${1}`)', 'revalidatePath(`/users/${1}`)'],
    [`revalidatePath('./users')`, `revalidatePath('./users')`],
  ])('%s', (before, after) => {
    expect(fixed(before)).toBe(after);
  });
});

describe('a path beside a type is a route of an app', () => {
  const pages = [
    'app/page.tsx',
    'app/users/[id]/page.tsx',
    'app/(shop)/items/[slug]/page.tsx',
    'app/files/[...path]/page.tsx',
    'app/docs/[[...path]]/page.tsx',
    'app/feed/@modal/photo/[id]/page.tsx',
    'app/feed/(.)video/[id]/page.tsx',
    'app/a.b/page.tsx',
    'other/src/app/other/page.tsx',
    'other/src/app/users/me/page.tsx',
  ];

  /** What is said of a call in a file. */
  function said(call: string, name = 'app/save.ts'): string {
    const text = `import { revalidatePath } from 'next/cache';\nexport const save = (id: string) => ${call};\n`;
    const app = memoryApp({ ...Object.fromEntries(pages.map((one) => [one, page])), [name]: text });
    return runRules(app.project, app.sourceFile(name), [{ rule: revalidationArguments }])
      .map(({ message }) => /or write `(.*)`\.$/.exec(message)?.[1] ?? message)
      .join();
  }

  it.each([
    [`revalidatePath('/users/1', 'page')`, '/users/[id]'],
    [`revalidatePath('/users/1/', 'page')`, '/users/[id]'],
    [`revalidatePath('/users/[id]', 'page')`, ''],
    [`revalidatePath('/users/[id]/', 'page')`, ''],
    [`revalidatePath('/users/1/2', 'page')`, ''],
    [`revalidatePath('/items/a', 'page')`, '/(shop)/items/[slug]'],
    [`revalidatePath('/items/[slug]', 'page')`, ''],
    [`revalidatePath('/files/a/b', 'page')`, '/files/[...path]'],
    [`revalidatePath('/files', 'page')`, ''],
    [`revalidatePath('/docs', 'page')`, '/docs/[[...path]]'],
    [`revalidatePath('/docs/a/b', 'page')`, '/docs/[[...path]]'],
    // What is shown inside another page has no address.
    [`revalidatePath('/feed/photo/1', 'page')`, ''],
    [`revalidatePath('/feed/video/1', 'page')`, ''],
    [`revalidatePath('/feed/(.)video/1', 'page')`, ''],
    [`revalidatePath('/', 'page')`, ''],
    [`revalidatePath('/', 'layout')`, ''],
    [`revalidatePath('/users', 'layout')`, ''],
    [`revalidatePath('/users', 'page')`, ''],
    [`revalidatePath('/(shop)', 'layout')`, ''],
    [`revalidatePath('/(shop)/items', 'layout')`, ''],
    [`revalidatePath('/users/1', 'layout')`, '/users/[id]'],
    [`revalidatePath('/a.b', 'page')`, ''],
    [`revalidatePath('/axb', 'page')`, ''],
    ['revalidatePath(`/users/${id}`, "page")', '/users/[id]'],
    ['revalidatePath(`/${id}`, "page")', ''],
    ['revalidatePath(`/${id}/1`, "page")', ''],
    ['revalidatePath(id, "page")', ''],
    ['revalidatePath(`${id}`, "layout")', ''],
  ])('%s', (call, expected) => {
    expect(said(call)).toBe(expected);
  });

  it('of the app that the file is in; of all of them where it is in none', () => {
    const call = `revalidatePath('/users/me', 'page')`;
    expect(said(call, 'other/src/app/save.ts')).toBe('');
    expect(said(`revalidatePath('/users/1', 'page')`, 'other/src/app/save.ts')).toBe('');
    expect(said(`revalidatePath('/items/a', 'page')`, 'other/src/app/save.ts')).toBe('');
  });
});
