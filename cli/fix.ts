import type ts from 'typescript';
import { writeSource, type Permission } from '../node/write-source.ts';
import type { Finding } from '../src/finding.ts';
import { soundTogether } from '../src/fixes/sound-edits.ts';
import { syntaxErrorCount } from '../src/syntax/syntax-errors.ts';
import type { Found } from './find.ts';
import { note } from './notices.ts';
import type { ReportedFinding } from './reported-finding.ts';

// A fix may bring another finding to light; more than a few in a row do not happen.
const maxPasses = 10;

/** Whether what was found may be fixed: what a file imports that could not be read may be what a fix takes away. Says so where not. */
export function mayFix({ tooDeep }: Found): boolean {
  if (tooDeep.length > 0) note('Nothing was fixed: not all files could be read.');
  return tooDeep.length === 0;
}

/** The passes of `--fix` over a program, and what is to be said of them. */
export class Fixer {
  readonly #ts: typeof ts;
  readonly #permission: Permission;
  /** Why a file is left as it is, by its name below the working directory. */
  readonly #left = new Map<string, string>();
  /** The files that were written: absolute. */
  readonly written = new Set<string>();
  /** The texts that each file has had. */
  readonly #texts = new Map<string, Set<string>>();
  #passes = 0;
  #isStopped = false;

  /**
   * @param paths what the user has named: absolute, folders with a slash at their end
   */
  constructor(typescript: typeof ts, workingDirectory: string, paths: readonly string[]) {
    this.#ts = typescript;
    const isFolder = (path: string): boolean => path.endsWith('/');
    this.#permission = {
      files: paths.filter((path) => !isFolder(path)),
      folders: [workingDirectory, ...paths.filter(isFolder)],
    };
  }

  /**
   * Makes the fixes of all findings, as far as they can be made at once.
   *
   * @param isFixable whether a rule of this name has fixes at all
   * @returns whether anything was written, so that there may be more to find
   */
  pass(findings: readonly FoundFix[], isFixable: (rule: string) => boolean): boolean {
    if (++this.#passes > maxPasses) {
      this.#isStopped = findings.some(({ file, finding }) => finding.fix && !this.#left.has(file));
      return false;
    }
    let isWritten = false;
    for (const [sourceFile, { file, found }] of byFile(findings)) {
      if (this.#left.has(file)) continue;
      if (syntaxErrorCount(this.#ts, sourceFile) > 0) {
        if (found.some(({ rule }) => isFixable(rule))) this.#left.set(file, 'it has syntax errors');
        continue;
      }
      const fixes = found.flatMap(({ fix }) => (fix ? [fix] : []));
      if (fixes.length > 0 && this.#write(sourceFile, file, soundTogether(this.#ts, sourceFile, fixes).apply(sourceFile.text)))
        isWritten = true;
    }
    return isWritten;
  }

  /**
   * Leaves a file as it is.
   *
   * @param reason why, as the end of a sentence
   */
  leave(file: string, reason: string): void {
    if (!this.#left.has(file)) this.#left.set(file, reason);
  }

  /** One sentence for each file that was left, and for what is left to do. */
  notes(): string[] {
    const left = [...this.#left].map(([file, reason]) => `${file} was not fixed: ${reason}.`);
    const stopped = `Stopped after ${maxPasses} rounds of fixes with more to do. Run it again.`;
    return this.#isStopped ? [...left, stopped] : left;
  }

  #write(sourceFile: ts.SourceFile, file: string, text: string): boolean {
    const texts = this.#texts.get(file) ?? new Set([sourceFile.text]);
    this.#texts.set(file, texts);
    const reason = texts.has(text)
      ? text === sourceFile.text
        ? 'its fixes do not go together'
        : 'its fixes undo each other'
      : writeSource(sourceFile.fileName, sourceFile.text, text, this.#permission);
    texts.add(text);
    if (reason !== undefined) this.#left.set(file, reason);
    else this.written.add(sourceFile.fileName);
    return reason === undefined;
  }
}

/** What a fix needs of a finding. */
type FoundFix = Pick<ReportedFinding, 'file' | 'finding' | 'sourceFile'>;

interface FoundInFile {
  readonly file: string;
  readonly found: Finding[];
}

function byFile(findings: readonly FoundFix[]): Map<ts.SourceFile, FoundInFile> {
  const files = new Map<ts.SourceFile, FoundInFile>();
  for (const { sourceFile, file, finding } of findings) {
    const inFile = files.get(sourceFile);
    if (inFile) inFile.found.push(finding);
    else files.set(sourceFile, { file, found: [finding] });
  }
  return files;
}
