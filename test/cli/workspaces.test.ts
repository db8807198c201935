import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { diskHost } from '../../node/disk.ts';
import { projectOfDisk } from '../../src/project/disk-project.ts';
import { runCli } from '../support/cli.ts';
import { folder } from '../support/folder.ts';

const compilerOptions = { jsx: 'preserve', module: 'esnext', moduleResolution: 'bundler', target: 'es2022', types: [] };
const page = `import { Widget } from '@acme/ui/widget';
import { title } from 'names';

export default function Page() {
  return <Widget onOpen={() => title} />;
}
`;

/** A monorepo as it is checked out: nothing is installed. */
const files = (workspaces: Readonly<Record<string, string>>): Record<string, string> => ({
  ...workspaces,
  'apps/web/package.json': '{ "name": "web", "dependencies": { "@acme/ui": "workspace:*", "names": "workspace:*" } }',
  'apps/web/tsconfig.json': JSON.stringify({ compilerOptions }),
  'apps/web/app/page.tsx': page,
  'packages/ui/package.json': '{ "name": "@acme/ui", "exports": { "./widget": { "import": "./src/widget.tsx" } } }',
  'packages/ui/src/widget.tsx': `'use client';\nexport function Widget(props: { onOpen(): string }) { return <p>{props.onOpen()}</p>; }\n`,
  'packages/names/package.json': '{ "name": "names", "main": "./index.ts" }',
  'packages/names/index.ts': `export const title = 'shop';\n`,
  'packages/left/package.json': '{ "name": "left", "main": "./index.ts" }',
  'packages/left/index.ts': `export const title = 'left';\n`,
});
const byNpm = {
  'package.json': '{ "name": "root", "private": true, "workspaces": ["apps/*", "./packages/*/", "!packages/left"] }',
};
const byYarn = { 'package.json': '{ "name": "root", "workspaces": { "packages": ["apps/*", "packages/**"] } }' };
const byPnpm = {
  'package.json': '{ "name": "root" }',
  'pnpm-workspace.yaml': `packages:\n  - 'apps/*'\n  # the rest\n  - packages/*\n`,
};

/** What an import of the app's page lands on, over the disk alone. */
function landing(directory: string, specifier: string): string | undefined {
  const project = projectOfDisk(ts, diskHost(ts, join(directory, 'apps/web')));
  const file = ts.createSourceFile(`${directory}/apps/web/app/page.tsx`, `import '${specifier}';`, ts.ScriptTarget.Latest, true);
  const [statement] = file.statements;
  const name = statement && ts.isImportDeclaration(statement) ? (statement.moduleSpecifier as ts.StringLiteral) : undefined;
  return project.resolve(file, name!)?.slice(directory.length + 1);
}

describe('packages of a monorepo where nothing is installed', () => {
  it.each([
    ['npm', byNpm],
    ['Yarn', byYarn],
    ['pnpm', byPnpm],
  ])('are found by their names as %s would link them', (_manager, workspaces) => {
    const directory = folder(files(workspaces));
    expect(landing(directory, '@acme/ui/widget')).toBe('packages/ui/src/widget.tsx');
    expect(landing(directory, '@acme/ui/other')).toBeUndefined();
    expect(landing(directory, 'names')).toBe('packages/names/index.ts');
    expect(landing(directory, 'unknown')).toBeUndefined();
    expect(runCli(join(directory, 'apps/web'), '--format', 'json').stdout).toContain(
      '`onOpen` of `<Widget>` is an event handler',
    );
  });

  it('are not where the monorepo leaves them out, nor outside of one', () => {
    expect(landing(folder(files(byNpm)), 'left')).toBeUndefined();
    expect(landing(folder(files({})), 'names')).toBeUndefined();
    expect(landing(folder(files({ 'package.json': '{ "workspaces": [' })), 'names')).toBeUndefined();
    expect(landing(folder(files({ 'pnpm-workspace.yaml': 'packages: [' })), 'names')).toBeUndefined();
  });

  it('are what is installed, where it is', () => {
    const directory = folder(files(byNpm));
    const modules = join(directory, 'node_modules');
    mkdirSync(join(modules, '@acme'), { recursive: true });
    mkdirSync(join(modules, 'names'));
    writeFileSync(join(modules, 'names/index.d.ts'), 'export declare const title: string;\n');
    writeFileSync(join(modules, 'names/package.json'), '{ "name": "names", "types": "./index.d.ts" }');
    expect(landing(directory, 'names')).toBe('node_modules/names/index.d.ts');
    // One that the app says it needs and that is missing still is.
    expect(landing(directory, '@acme/ui/widget')).toBe('packages/ui/src/widget.tsx');
    symlinkSync(join(directory, 'packages/left'), join(modules, 'left'), 'dir');
    expect(landing(directory, 'left')).toBe('packages/left/index.ts');
  });
});
