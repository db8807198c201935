import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { root } from '../test/support/build.ts';
import { inTurn, ratioOf, type Command } from './processes.ts';
import type { Figure } from './statistics.ts';

/** What parses: TypeScript's parser with a program, the same without, ESLint's own. */
const parsers = {
  typed: `{ parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }`,
  untyped: `{ parser, parserOptions: { ecmaFeatures: { jsx: true } } }`,
  espree: `{ parserOptions: { ecmaFeatures: { jsx: true } } }`,
};

/** What is on beside the parser, as lines that set `plugins` and `rules`. */
const sets = {
  none: '',
  'as many rules that do nothing': `const { default: minimal } = await import(minimalPlugin);
add('minimal', minimal, Object.fromEntries(Object.keys(minimal.rules).filter((name) => name !== 'graph').map((name) => [\`minimal/\${name}\`, 'error'])));`,
  'the module graph alone': `const { default: minimal } = await import(minimalPlugin);
add('minimal', minimal, { 'minimal/graph': 'error' });`,
  'one rule': `Object.assign(config, { rules: { 'no-debugger': 'error' } });`,
  recommended: `add('rsc-boundary', plugin, plugin.configs.recommended.rules);`,
  all: `add('rsc-boundary', plugin, plugin.configs.all.rules);`,
  '@next/eslint-plugin-next': `const { default: next } = await import('@next/eslint-plugin-next');
add('@next/next', next, next.configs['core-web-vitals'].rules);`,
  'eslint-plugin-react-hooks': `const { default: hooks } = await import('eslint-plugin-react-hooks');
add('react-hooks', hooks, hooks.configs.flat.recommended.rules);`,
  'eslint-plugin-react-rsc': `const { default: rsc } = await import('eslint-plugin-react-rsc');
add('react-rsc', rsc, { 'react-rsc/function-definition': 'error' });`,
};

type SetName = keyof typeof sets;

const goals: Partial<Record<keyof typeof parsers, number>> = { typed: 1.1, untyped: 1.05 };

/** Only a set that has a plugin loads it. */
function configOf(parser: keyof typeof parsers, set: SetName): string {
  const lines = sets[set];
  return `import parser from '@typescript-eslint/parser';
const minimalPlugin = ${JSON.stringify(pathToFileURL(join(root, 'bench/dist/minimal.mjs')).href)};
const config = { files: ['**/*.{js,jsx,ts,tsx}'], languageOptions: ${parsers[parser]} };
function add(name, plugin, rules) {
  Object.assign(config, { plugins: { [name]: plugin }, rules });
}
${lines.includes('plugin.configs.') ? ownPlugin : ''}
${lines}
export default [{ linterOptions: { reportUnusedDisableDirectives: 'off' } }, config];
`;
}

const ownPlugin = `const { default: rscBoundary } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/eslint-plugin.mjs')).href)});
const plugin = { ...rscBoundary, configs: Object.fromEntries(Object.entries(rscBoundary.configs).map(([name, config]) => [name, { rules: Object.assign({}, ...[config].flat().map(({ rules }) => rules)) }])) };`;

/** The texts of an app without their types, for a parser that knows none. */
export function withoutTypes(texts: Readonly<Record<string, string>>): Record<string, string> {
  const compilerOptions: ts.CompilerOptions = {
    jsx: ts.JsxEmit.Preserve,
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
  };
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      if (!/\.tsx?$/.test(name)) return [name, text];
      const { outputText } = ts.transpileModule(text, { fileName: name, compilerOptions });
      return [name.replace(/\.ts(x?)$/, '.js$1'), outputText];
    }),
  );
}

/**
 * What ESLint takes for a whole app, over ESLint with the parser alone.
 *
 * @param directories the app for the parsers that know types, and for the one that does not
 */
export function measureEslint(
  name: string,
  directories: { readonly typescript: string; readonly javascript?: string },
  asked: readonly string[],
  rounds: number,
): Figure[] {
  return (Object.keys(parsers) as Array<keyof typeof parsers>).flatMap((parser) => {
    const directory = parser === 'espree' ? directories.javascript : directories.typescript;
    if (directory === undefined || (asked.length > 0 && !asked.includes(parser))) return [];
    const names = Object.keys(sets) as SetName[];
    const configs = names.map((set, index) => [set, join(directory, `eslint.bench${index}.config.mjs`)] as const);
    for (const [set, file] of configs) writeFileSync(file, configOf(parser, set));
    const commandOf = (file: string): Command => ({
      args: [join(root, 'node_modules/eslint/bin/eslint.js'), '--config', file, '.'],
      directory,
    });
    const commands = Object.fromEntries(configs.map(([set, file]) => [set, commandOf(file)])) as Record<SetName, Command>;
    const usages = inTurn(commands, rounds);
    for (const [, file] of configs) rmSync(file);
    const how = `CPU seconds over those with the parser alone, median of ${rounds} pairs`;
    return names.slice(1).map((set) => ({
      what: `${name}: ESLint, ${parser}, ${set}`,
      value: ratioOf(usages, set, 'none'),
      unit: '×' as const,
      ...(set === 'recommended' && goals[parser] !== undefined ? { bound: goals[parser] } : {}),
      how,
    }));
  });
}
