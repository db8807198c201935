import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { serializableClosure } from '../../src/rules/serializable-closure.ts';
import { findingsInApp } from '../support/app.ts';
import { memoryApp } from '../support/memory-app.ts';

const page = `import { cookies as jar, draftMode } from 'next/headers';
import * as request from 'next/headers';

export default async function Page() {
  const store = await jar();
  const sent = await request.headers();
  const draft = await draftMode();
  const theme = (await jar()).get('theme')?.value;
  async function save() {
    'use server';
    store.set('theme', 'dark');
    console.log(sent.get('accept'), theme);
    draft.enable();
  }
  async function right() {
    'use server';
    (await jar()).set('theme', 'dark');
  }
  return <form action={save}><button formAction={right} /></form>;
}
`;

it('what is captured of a request is known without its types as with them', () => {
  const expected = [
    '`store` is an iterable (ReadonlyRequestCookies); captured by Server Function "save", it arrives as an array without `set`. Capture plain data.',
    '`sent` is an iterable (Headers); captured by Server Function "save", it arrives as an array without `get`. Capture plain data.',
    '`draft` is an instance of class DraftMode and cannot be captured by Server Function "save". Read it inside the function, or capture plain data.',
  ];
  const on = [{ rule: serializableClosure }];
  expect(findingsInApp({ 'app/page.tsx': page }, on).map(({ message }) => message)).toEqual(expected);
  const { project, sourceFile } = memoryApp({ 'app/page.tsx': page });
  expect(runRules(project, sourceFile('app/page.tsx'), on).map(({ message }) => message)).toEqual(expected);
});
