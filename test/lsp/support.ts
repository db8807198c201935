import { onTestFinished } from 'vitest';
import { LspClient, type ClientOptions } from '../support/lsp-client.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';
import { severFinding, tsconfig } from '../ts-plugin/support.ts';

/** A project in a temporary directory, until the test's end. */
export function project(files: Readonly<Record<string, string>>): string {
  const directory = temporaryProject(files);
  onTestFinished(() => removeProject(directory));
  return directory;
}

/** A client on a server of its own, until the test's end. */
export async function start(options: ClientOptions): Promise<LspClient> {
  const client = await LspClient.start(options);
  onTestFinished(() => void client.kill());
  return client;
}

/** The diagnostic of the file `sever`, as the protocol has it. */
export const severDiagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 11 } },
  severity: 1,
  source: 'rsc-boundary',
  code: 'directive-spelling',
  codeDescription: { href: 'https://github.com/rsc-boundary/rsc-boundary/blob/main/docs/rules/directive-spelling.md' },
  message: severFinding.message,
};

/** An app in which one file decides what is wrong in another: whether the page imports `ui.tsx`, or `hook.tsx`. */
export const app = {
  'tsconfig.json': tsconfig(),
  'app/page.tsx': `import { Ui } from '../ui';\nexport default function Page() {\n  return <Ui />;\n}\n`,
  'ui.tsx': `'use client';\nimport { useState } from 'react';\nexport function Ui() {\n  return <b>{useState(0)}</b>;\n}\n`,
  'hook.tsx': `import { useState } from 'react';\nexport function Inner() {\n  return <b>{useState(0)}</b>;\n}\n`,
};

/** Its page with the import that makes `hook.tsx` wrong. */
export const importsHook = app['app/page.tsx'].replace('../ui', '../hook').replaceAll('Ui', 'Inner');
