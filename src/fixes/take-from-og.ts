import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import type { TypeScript } from '../typescript.ts';
import { newLineOf } from './edits.ts';

/** Takes `ImageResponse` from `next/og`: in the same statement where it brings nothing else, otherwise in one of its own. */
export function takeFromOg(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  module: ts.Node,
  specifier: ts.Node,
): TextEdit[] | undefined {
  const list = specifier.parent;
  if (!ts.isNamedImports(list) && !ts.isNamedExports(list)) return undefined;
  const elements: ReadonlyArray<ts.ImportSpecifier | ts.ExportSpecifier> = list.elements;
  const [start, end] = [module.getStart(sourceFile), module.end];
  if (elements.length === 1) return [{ start: start + 1, end: end - 1, newText: 'next/og' }];
  const index = elements.findIndex((element) => element === specifier);
  const next = elements[index + 1];
  const gap = next
    ? { start: specifier.getStart(sourceFile), end: next.getStart(sourceFile) }
    : { start: elements[index - 1]!.end, end: specifier.end };
  const statement = ts.isNamedImports(list) ? list.parent.parent : list.parent;
  const quote = sourceFile.text[start]!;
  const keyword = ts.isNamedImports(list) ? 'import' : 'export';
  const own = `${keyword} { ${specifier.getText(sourceFile)} } from ${quote}next/og${quote};${newLineOf(sourceFile)}`;
  const before = statement.getStart(sourceFile);
  return [
    { start: before, end: before, newText: own },
    { ...gap, newText: '' },
  ];
}
