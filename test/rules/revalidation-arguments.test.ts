import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { applyEdits } from '../../src/finding.ts';
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
  const findings = analyze(app.project, app.sourceFile('lib/save.ts'), [{ rule: revalidationArguments }]);
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
