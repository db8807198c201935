import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { directiveCompletions } from '../editor/hints.ts';
import { rangeIn } from './diagnostics.ts';
import type { EditorProject } from './project.ts';

/**
 * The directives, where one can stand.
 *
 * @param offset UTF-16, 0-based
 */
export function completionsAt(
  project: EditorProject,
  document: TextDocument,
  fileName: string,
  offset: number,
): CompletionItem[] {
  const directives = directiveCompletions(project.state, fileName, offset);
  if (!directives) return [];
  const range = rangeIn(document, directives);
  const { names, quote = '' } = directives;
  const end = quote && ';';
  return names.map((name) => ({
    label: name,
    kind: CompletionItemKind.Keyword,
    textEdit: { range, newText: quote + name + quote + end },
  }));
}
