import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { explanationAt } from '../editor/hover.ts';
import { rangeIn } from './diagnostics.ts';
import type { EditorProject } from './project.ts';

/**
 * What the boundary has to do with a place of a document.
 *
 * @param offset UTF-16, 0-based
 * @param kind what the client can show
 */
export function hoverAt(
  project: EditorProject,
  document: TextDocument,
  fileName: string,
  offset: number,
  kind: MarkupKind,
): Hover | null {
  const explanation = explanationAt(project.state, fileName, offset);
  if (!explanation) return null;
  const { lines } = explanation;
  const value = (kind === MarkupKind.Markdown ? lines.map(asMarkdown) : lines).join('\n\n');
  return { contents: { kind, value }, range: rangeIn(document, explanation) };
}

/** Plain text as Markdown: `<Menu>` is no element of it, and the underscores of `__tests__` are no emphasis. */
function asMarkdown(text: string): string {
  return text.replace(/[\\`*<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}
