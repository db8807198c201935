import { expect, it } from 'vitest';
import { removeProject, temporaryProject, withServer } from '../support/tsserver.ts';
import { start } from '../lsp/support.ts';
import { tsconfig } from './support.ts';

// A handler in the browser that shows a redirect as an error: the navigation happens all the same.
const files = {
  'tsconfig.json': tsconfig({ rules: { 'no-redirect-in-try': 'error' } }),
  'app/leave.ts': `'use server';\nimport { redirect } from 'next/navigation';\nexport async function leave() {\n  redirect('/');\n}\n`,
  'app/page.tsx': `'use client';
import { useState } from 'react';
import { leave } from './leave';
export default function Page() {
  const [text, setText] = useState('');
  const go = async () => {
    try {
      await leave();
    } catch {
      setText('It failed');
    }
  };
  return <button onClick={go}>{text}</button>;
}
`,
};

it('a finding that is a warning stays one in an editor, whatever its rule is set to', async () => {
  const directory = temporaryProject(files);
  try {
    const page = `${directory}/app/page.tsx`;
    await withServer('typescript', async (server) => {
      server.open(page);
      const found = await server.findings(page);
      expect(found.map(({ category }) => category)).toEqual(['warning']);
    });
    const client = await start({ folders: [directory] });
    await client.open(page);
    expect((await client.published(page)).map(({ code, severity }) => [code, severity])).toEqual([['no-redirect-in-try', 2]]);
    expect(await client.stop()).toBe(0);
  } finally {
    removeProject(directory);
  }
});
