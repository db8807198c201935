import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { EditorProject } from './project.ts';

/** A document that is open, where it belongs. */
export interface OpenDocument {
  readonly document: TextDocument;
  readonly fileName: string;
  readonly project: EditorProject;
}
