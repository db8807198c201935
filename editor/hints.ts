import type { TextRange } from '../src/finding.ts';
import { graphOf } from '../src/graph/graph.ts';
import { codeLensesIn, type CodeLens } from '../src/hints/code-lenses.ts';
import { directivesAt, type DirectiveCompletions } from '../src/hints/directive-completions.ts';
import { crossingRangesAt } from '../src/hints/highlights.ts';
import { inlayHintsIn, type InlayHint } from '../src/hints/inlay-hints.ts';
import { boundaryPropAt, type BoundaryProp } from '../src/hints/prop-rename.ts';
import { sideIn, sideOf, type ModuleSide } from '../src/hints/side.ts';
import { splitsAt, type Refactoring } from '../src/hints/split-file.ts';
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
  return project && sourceFile ? codeLensesIn(project, sourceFile, state.optionsOf) : [];
}

/** The directives to offer at a place; undefined where none can stand. */
export function directiveCompletions(state: EditorState, fileName: string, position: number): DirectiveCompletions | undefined {
  const sourceFile = state.sourceFile(fileName);
  return sourceFile && directivesAt(state.typescript, sourceFile, position);
}

/** What goes over the boundary at a place; none where the settings leave it out. */
export function crossingRanges(state: EditorState, fileName: string, position: number): readonly TextRange[] {
  if (!state.offers('documentHighlights')) return [];
  const project = state.project();
  const sourceFile = state.sourceFile(fileName);
  return project && sourceFile ? crossingRangesAt(project, sourceFile, position) : [];
}

/** The prop of a component at the boundary that could be renamed at a place; undefined where the settings leave it out. */
export function boundaryProp(state: EditorState, fileName: string, position: number): BoundaryProp | undefined {
  if (!state.offers('rename')) return undefined;
  const project = state.project();
  const sourceFile = state.sourceFile(fileName);
  return project && sourceFile && boundaryPropAt(project, sourceFile, position);
}

/** What could be moved to the other side at a place; none where the settings leave it out. */
export function refactorings(state: EditorState, fileName: string, range: TextRange): readonly Refactoring[] {
  if (!state.offers('refactorings')) return [];
  const project = state.project();
  const sourceFile = state.sourceFile(fileName);
  return project && sourceFile ? splitsAt(project, sourceFile, range) : [];
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
