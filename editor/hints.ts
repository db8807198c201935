import type { TextRange } from '../src/finding.ts';
import { graphOf } from '../src/graph/graph.ts';
import { codeLensesIn, type CodeLens } from '../src/hints/code-lenses.ts';
import { inlayHintsIn, type InlayHint } from '../src/hints/inlay-hints.ts';
import { sideIn, sideOf, type ModuleSide } from '../src/hints/side.ts';
import { requireActionAuth } from '../src/rules/require-action-auth.ts';
import type { EditorState } from './state.ts';

/** The hints of a file, as far as it is in view; none where the settings leave them out. */
export function inlayHints(state: EditorState, fileName: string, range: TextRange): readonly InlayHint[] {
  if (!state.offers('inlayHints')) return [];
  const project = state.project();
  const sourceFile = state.sourceFile(fileName);
  return project && sourceFile ? inlayHintsIn(project, sourceFile, range) : [];
}

/** The lenses of a file; none where the settings leave them out. */
export function codeLenses(state: EditorState, fileName: string): readonly CodeLens[] {
  if (!state.offers('codeLens')) return [];
  const project = state.project();
  const sourceFile = state.sourceFile(fileName);
  return project && sourceFile ? codeLensesIn(project, sourceFile, state.optionsOf(requireActionAuth.name)) : [];
}

/** Which side a file is on, and why; undefined for a file that is not in the program. */
export function moduleSide(state: EditorState, fileName: string): ModuleSide | undefined {
  const project = state.project();
  const sourceFile = state.sourceFile(fileName);
  return project && sourceFile && sideOf(project, sourceFile);
}

/** The side of each of the project's own files. */
export function sidesOfAll(state: EditorState): ReadonlyMap<string, ModuleSide['side']> {
  const project = state.project();
  if (!project) return new Map();
  const graph = graphOf(project);
  return new Map(project.fileNames().map((fileName) => [fileName, sideIn(graph, fileName)]));
}
