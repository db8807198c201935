import ts from 'typescript';
import { expect, it } from 'vitest';
import { CheckerView } from '../../node/typescript7/checker.ts';
import { ProgramView } from '../../node/typescript7/program.ts';
import { SignatureView, SymbolView, TypeView } from '../../node/typescript7/views.ts';
import { root } from '../support/build.ts';
import { isWholeRun } from '../support/whole-run.ts';

/** By the interface of TypeScript that declares it: what stands in for it, and what else that has. */
const views: ReadonlyArray<readonly [RegExp, { readonly prototype: object }, readonly string[]]> = [
  [/^TypeChecker$/, CheckerView, []],
  [/^Program$/, ProgramView, []],
  [/^Symbol$/, SymbolView, ['flags']],
  [/^Signature$/, SignatureView, []],
  [/^(?:\w+Type|Type|TypeReference|TypeParameter)$/, TypeView, ['flags']],
];

/** Interfaces of nodes that are named as if they were types. */
const nodes = /^(?:Node|NodeWith|JSDoc)|TypeNode$/;

// Slow: the analysis is type-checked.
it.runIf(isWholeRun)('the views have all that the analysis asks of a checker and of what it gives', { timeout: 240_000 }, () => {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${root}/tsconfig.json`,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    },
  )!;
  const rooms = ['src', 'editor'].map((room) => `${root.replaceAll('\\', '/').replace(/\/$/, '')}/${room}/`);
  const isAsked = (fileName: string): boolean => rooms.some((room) => fileName.startsWith(room));
  const program = ts.createProgram(config.fileNames.filter(isAsked), config.options);
  const checker = program.getTypeChecker();
  const missing = new Set<string>();
  let seen = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const name = node.name.text;
      for (const { parent } of checker.getSymbolAtLocation(node.name)?.declarations ?? []) {
        if (!ts.isInterfaceDeclaration(parent) || !/\/typescript\.d\.ts$/.test(parent.getSourceFile().fileName)) continue;
        const owner = parent.name.text;
        const found = nodes.test(owner) ? undefined : views.find(([pattern]) => pattern.test(owner));
        if (!found) continue;
        seen++;
        const [, view, fields] = found;
        if (!(name in view.prototype) && !fields.includes(name)) missing.add(`${owner}.${name}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (isAsked(file.fileName)) visit(file);
  expect(seen).toBeGreaterThan(300);
  expect([...missing].sort()).toEqual([]);
});
