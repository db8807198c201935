import { relative } from 'node:path';
import { jsonText, visible } from '../terminal.ts';
import type { AffectedReason } from './affected.ts';

/** A file in which something else can be found than before. */
export interface AffectedFile {
  /** Relative to the working directory, forward slashes. */
  readonly file: string;
  /** The steps to what changed: the file itself, then what it imports or is imported by. */
  readonly because: ReadonlyArray<{ readonly kind: AffectedReason['kind']; readonly file: string }>;
}

/** The affected files, each with the way to what changed. */
export function affectedFiles(affected: ReadonlyMap<string, AffectedReason>, workingDirectory: string): AffectedFile[] {
  const nameOf = (fileName: string): string => relative(workingDirectory, fileName).replaceAll('\\', '/');
  return [...affected.keys()].map((fileName) => {
    const because: Array<{ kind: AffectedReason['kind']; file: string }> = [];
    const seen = new Set<string>();
    for (let at: string | undefined = fileName; at !== undefined && !seen.has(at);) {
      seen.add(at);
      const reason: AffectedReason | undefined = affected.get(at);
      if (!reason) break;
      because.push({ kind: reason.kind, file: nameOf(reason.fileName ?? at) });
      at = reason.kind === 'everything' ? undefined : reason.fileName;
    }
    return { file: nameOf(fileName), because };
  });
}

const words: Record<AffectedReason['kind'], string> = {
  changed: 'changed',
  imports: 'imports',
  'imported-by': 'is imported by',
  everything: 'may hang on',
};

/** The affected files as a person reads them: `ui/list.tsx imports lib/a.ts`. */
export function listText(files: readonly AffectedFile[]): string {
  if (files.length === 0) return 'Nothing that changed can alter what is found.\n';
  const lines = files.map(({ file, because }) => {
    const [first, ...rest] = because;
    const own = first!.kind === 'changed' ? 'changed' : `${words[first!.kind]} ${first!.file}`;
    const further = rest.filter(({ kind }) => kind !== 'changed').map(({ kind, file: next }) => `${words[kind]} ${next}`);
    return visible([`${file}: ${own}`, ...further].join(', which '));
  });
  return `${lines.join('\n')}\n`;
}

/** The affected files for programs. */
export function listJson(files: readonly AffectedFile[]): string {
  return jsonText(files);
}
