import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../usage-error.ts';
import type { Kinds, Native, Types } from './api.ts';

/** The names TypeScript 7 has in a project: its own, and the one it has beside a TypeScript 6. */
const names = ['typescript', '@typescript/native'];

const advice = 'Install it (npm install -D @typescript/native@npm:typescript@^7.1.0-beta), or leave the backend out.';

/**
 * The TypeScript 7.1 of a project, or the one beside this package.
 *
 * @throws UsageError where there is none, or one whose API is not the one that is known
 */
export async function loadNative(directory: string): Promise<Native> {
  const found = [`${directory}/package.json`, import.meta.url].flatMap((from) => packagesFrom(from));
  const chosen = found.find(({ version }) => hasApi(version));
  if (!chosen) {
    const seen = found.length > 0 ? `: "${found[0]!.name}" is ${found[0]!.version}` : '';
    throw new UsageError(`The backend "ts7" needs TypeScript 7.1, which is not installed in ${directory}${seen}. ${advice}`);
  }
  const { name, version, require } = chosen;
  const api = {
    sync: (await load(require, `${name}/sync`)) as typeof Types | undefined,
    ast: await load(require, `${name}/ast`),
  };
  const kinds = (api.ast as { SyntaxKind?: Kinds } | undefined)?.SyntaxKind;
  if (!api.sync || !kinds || !isKnown(api.sync))
    throw new UsageError(`The API of TypeScript ${version} is not one that the backend "ts7" knows. Leave the backend out.`);
  return { version, sync: api.sync, kinds };
}

interface Found {
  readonly name: string;
  readonly version: string;
  readonly require: NodeJS.Require;
}

function packagesFrom(from: string): Found[] {
  const require = createRequire(from);
  return names.flatMap((name) => {
    try {
      const file = require.resolve(`${name}/package.json`);
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
      return { name, version, require };
    } catch {
      return [];
    }
  });
}

function hasApi(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major === 7 && minor! >= 1;
}

async function load(require: NodeJS.Require, name: string): Promise<unknown> {
  try {
    return (await import(pathToFileURL(require.resolve(name)).href)) as unknown;
  } catch {
    return undefined;
  }
}

/** What is asked of it; what the classes have is found on their prototypes. */
const asked = {
  API: ['createProgram', 'close'],
  Program: ['getSourceFile', 'getSourceFileNames', 'getResolvedModuleFromModuleSpecifier', 'getCanonicalFileName'],
  Checker: ['getTypeAtLocation', 'getSymbolAtLocation', 'getTypeOfSymbol', 'getPropertiesOfType', 'typeToString'],
} as const;

function isKnown(sync: typeof Types): boolean {
  return Object.entries(asked).every(([name, members]) => {
    const { prototype } = (sync[name as keyof typeof asked] as { prototype?: object } | undefined) ?? {};
    return prototype !== undefined && members.every((member) => Object.getOwnPropertyDescriptor(prototype, member));
  });
}
