import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/finding.ts';
import type { LayoutData } from '../../src/graph/layout-data.ts';

/** What is kept of one file. */
export interface KeptFile {
  /** Of its text. */
  readonly hash: string;
  /** All that the module graph has of it. */
  readonly layoutKey: string;
  /** The own files it leads to, also for types alone. */
  readonly targets: readonly string[];
  /** What is found in it, less what a comment silences. */
  readonly findings: readonly Finding[];
}

/** Files of a folder that hang together by imports, and what their findings hang on beside themselves. */
export interface KeptPart {
  readonly files: readonly string[];
  /** Other own files that were looked into. */
  readonly looked: readonly string[];
  readonly isOfEverything: boolean;
  /** What was looked for in all texts, and the files that had it. */
  readonly mentions: ReadonlyArray<{ readonly what: string; readonly isExpression: boolean; readonly files: readonly string[] }>;
}

/** All that is kept of one program. */
export interface KeptProgram {
  /** What all findings hang on; anything else than before, and nothing of it holds. */
  readonly key: string;
  readonly layout: LayoutData;
  readonly files: Readonly<Record<string, KeptFile>>;
  readonly parts: readonly KeptPart[];
  /** Own files whose declarations are seen everywhere, or that the module graph itself looked into. */
  readonly global: readonly string[];
  /** What the module graph looked for in all texts. */
  readonly graphMentions: KeptPart['mentions'];
  /** Other files that were looked for, by name: a hash of their text, null where there was none. */
  readonly outside: Readonly<Record<string, string | null>>;
  /** By extension, the files below the directory that were asked for. */
  readonly listed: Readonly<Record<string, readonly string[]>>;
  /** Files of packages and of TypeScript: when and how long they were. */
  readonly packages: Readonly<Record<string, string>>;
}

/** A short name for a text. */
export function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}

/** When a file was written and how long it is; empty where it is not there. */
export function stampOf(fileName: string): string {
  const stats = statSync(fileName, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs} ${stats.size}` : '';
}

/**
 * What is installed where a folder's imports look: the folders of packages from there up, what each holds, and what package
 * managers write when they are done.
 */
export function installedState(directory: string): string {
  const states: string[] = [];
  for (let folder = directory; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) {
      const scopes = readdirSync(modules).filter((name) => name.startsWith('@'));
      const marks = ['.package-lock.json', '.modules.yaml', '.yarn-integrity', '.yarn-state.yml'];
      for (const name of ['', ...scopes, ...marks])
        states.push(name === '' ? namesIn(modules) : `${name} ${stampOf(join(modules, name))}`);
    }
    if (dirname(folder) === folder) return states.join('\n');
  }
}

function namesIn(folder: string): string {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .join(' ');
}

/** Where the cache of a project is: in the nearest `node_modules`, as other tools have theirs. */
function folderFor(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules'))) return join(folder, 'node_modules/.cache/rsc-boundary');
    if (dirname(folder) === folder) return undefined;
  }
}

/** One program's file in the cache. What is broken or foreign is not there. */
export class Store {
  readonly #fileName: string | undefined;

  /** @param name of the program and of what was asked of it */
  constructor(directory: string, name: string) {
    const folder = folderFor(directory);
    this.#fileName = folder && join(folder, `${createHash('sha1').update(name).digest('hex')}.json`);
  }

  read(): KeptProgram | undefined {
    if (!this.#fileName) return undefined;
    try {
      const text = readFileSync(this.#fileName, 'utf8');
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      return text.slice(0, end) === hashOf(body) ? (JSON.parse(body) as KeptProgram) : undefined;
    } catch {
      return undefined;
    }
  }

  /** A disk that cannot be written to keeps nothing. */
  write(kept: KeptProgram): void {
    if (!this.#fileName) return;
    const body = JSON.stringify(kept);
    const temporary = `${this.#fileName}.${randomUUID()}.tmp`;
    try {
      mkdirSync(dirname(this.#fileName), { recursive: true });
      writeFileSync(temporary, `${hashOf(body)}\n${body}`);
      renameSync(temporary, this.#fileName);
    } catch {
      try {
        rmSync(temporary, { force: true });
      } catch {
        // There is not even a folder.
      }
    }
  }
}
