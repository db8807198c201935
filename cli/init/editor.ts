import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'jsonc-parser';
import semver from 'semver';
import { normalize, readOptions } from '../../node/disk.ts';
import { loadTypeScript } from '../../node/typescript.ts';
import { isRecord } from '../../src/options.ts';
import { has, type SetupFound } from './found.ts';
import { byHand, changed, isJson, nothing, textOfFile, withJson, type StepResult } from './step.ts';

const plugin = 'eslint-plugin-rsc-boundary/ts-plugin';

/** Adds the plugin to the config that the sources belong to. */
export function tsconfigStep({ directory, manifest }: SetupFound): StepResult {
  if (isNative(manifest))
    return byHand(
      'TypeScript 7 has no plugins: give your editor the language server, `rsc-boundary lsp --stdio` (docs/editors.md).',
    );
  const file = configOf(directory);
  if (file === undefined) return nothing;
  const before = textOfFile(file)!;
  const name = basename(file);
  if (!isJson(before)) return byHand(`${name} cannot be read. Add { "name": "${plugin}" } to its compilerOptions.plugins.`);
  const own = (parse(before) as { compilerOptions?: { plugins?: unknown } }).compilerOptions?.plugins;
  const plugins = own ?? readOptions(loadTypeScript(), normalize(file))['plugins'] ?? [];
  if (!Array.isArray(plugins)) return byHand(`"plugins" of ${name} is no list. Make it one with { "name": "${plugin}" } in it.`);
  if ((plugins as unknown[]).some((one) => isRecord(one) && one['name'] === plugin)) return nothing;
  // A list of a config takes the place of its base's.
  const after = Array.isArray(own)
    ? withJson(before, ['compilerOptions', 'plugins', own.length], { name: plugin }, true)
    : withJson(before, ['compilerOptions', 'plugins'], [...(plugins as unknown[]), { name: plugin }]);
  const twice = `Where the ESLint extension runs in the same editor, add "diagnostics": false to the new entry in ${name}, or each finding is shown twice.`;
  return { ...changed(file, before, after), byHand: has(manifest, 'eslint') ? [twice] : [] };
}

/** Has VS Code use the project's own TypeScript, which finds the plugin. */
export function vscodeStep(found: SetupFound): StepResult {
  const { directory, repository, manifest } = found;
  if (isNative(manifest) || configOf(directory) === undefined) return nothing;
  const file = join(repository, '.vscode/settings.json');
  const before = textOfFile(file);
  if (before !== undefined && before.trim() !== '' && !isJson(before))
    return byHand(
      '.vscode/settings.json cannot be read. Set "typescript.tsdk" in it to the project\'s node_modules/typescript/lib.',
    );
  const settings = (before === undefined || before.trim() === '' ? {} : parse(before)) as Readonly<Record<string, unknown>>;
  const below = directory.slice(repository.length).replaceAll('\\', '/').replace(/^\//, '');
  const lib =
    existsSync(join(repository, 'node_modules/typescript')) || below === ''
      ? 'node_modules/typescript/lib'
      : `${below}/node_modules/typescript/lib`;
  const wanted = { 'typescript.tsdk': lib, 'typescript.enablePromptUseWorkspaceTsdk': true };
  let after = before === undefined || before.trim() === '' ? '{}\n' : before;
  for (const [name, value] of Object.entries(wanted)) if (!(name in settings)) after = withJson(after, [name], value);
  return changed(file, before, after === '{}\n' ? (before ?? after) : after);
}

function isNative({ dependencies = {}, devDependencies = {} }: SetupFound['manifest']): boolean {
  const range = devDependencies['typescript'] ?? dependencies['typescript'];
  const lowest = range !== undefined && semver.validRange(range) ? semver.minVersion(range) : null;
  return lowest !== null && lowest.major >= 7;
}

/** The config of the sources: of one that only lists references, the first that has JSX. */
function configOf(directory: string): string | undefined {
  for (const name of ['tsconfig.json', 'jsconfig.json']) {
    const file = join(directory, name);
    const text = textOfFile(file);
    if (text === undefined) continue;
    const config = parse(text) as { files?: unknown; references?: ReadonlyArray<{ path?: unknown }> } | undefined;
    if (!Array.isArray(config?.references) || !Array.isArray(config.files) || config.files.length > 0) return file;
    const referenced = config.references
      .map(({ path }) => join(directory, String(path)))
      .map((path) => (path.endsWith('.json') ? path : join(path, 'tsconfig.json')));
    return referenced.find((path) => /"jsx"/.test(textOfFile(path) ?? '')) ?? file;
  }
  return undefined;
}
