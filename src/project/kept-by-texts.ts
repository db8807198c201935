import type ts from 'typescript';
import { memoized } from '../syntax/memoized.ts';
import { filesMentioning, type Project } from './project.ts';

/**
 * What is read off the files of a project that mention something: once for a Program, whose files stay what they are; over a disk,
 * whose files are taken in again as they are linted, as often as one of them has another text.
 */
export function keptByTexts<Read>(
  mention: string | RegExp,
  read: (project: Project, files: readonly ts.SourceFile[]) => Read,
): (project: Project) => Read {
  const last = memoized((_project: Project): { read?: Read; texts?: readonly string[] } => ({}));
  return (project) => {
    const before = last(project);
    if (before.texts && project.checker) return before.read!;
    const files = filesMentioning(project, mention).filter((file) => !file.isDeclarationFile);
    const texts = files.map(({ text }) => text);
    const isSame = texts.length === before.texts?.length && texts.every((text, index) => text === before.texts![index]);
    if (!isSame) Object.assign(before, { texts, read: read(project, files) });
    return before.read!;
  };
}
