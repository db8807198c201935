import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type Range,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { SOURCE } from '../editor/state.ts';
import type { Finding, TextRange } from '../src/finding.ts';
import { documentationOf } from '../src/rule.ts';
import type { Files } from './files.ts';
import { uriOf } from './paths.ts';
import type { EditorProject } from './project.ts';

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** A finding as a diagnostic of its document. */
export function toDiagnostic(files: Files, project: EditorProject, document: TextDocument, finding: Finding): Diagnostic {
  const related = finding.related.flatMap((information): DiagnosticRelatedInformation[] => {
    const of = documentOf(files, project, information.fileName);
    return of ? [{ location: { uri: of.uri, range: rangeIn(of, information) }, message: information.message }] : [];
  });
  return {
    range: rangeIn(document, finding),
    severity: finding.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: SOURCE,
    code: finding.rule,
    codeDescription: { href: documentationOf(finding.rule) },
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(finding.tag ? { tags: [tags[finding.tag]] } : {}),
  };
}

/**
 * A file as a document: the open one, or a stand-in over the text the program has of it. TypeScript ends lines at U+2028 too, the
 * protocol does not: only a document turns offsets into positions.
 *
 * @returns undefined for a file that is in neither
 */
export function documentOf(files: Files, project: EditorProject, fileName: string): TextDocument | undefined {
  const open = files.document(fileName);
  if (open) return open;
  const sourceFile = project.state.sourceFile(fileName);
  return sourceFile && TextDocument.create(uriOf(fileName), '', 0, sourceFile.text);
}

/** Offsets as the protocol's lines and characters: 0-based, UTF-16. */
export function rangeIn(document: TextDocument, { start, end }: TextRange): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
