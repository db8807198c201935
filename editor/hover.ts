import { explainAt, type Explanation } from '../src/hover/explain.ts';
import type { EditorState } from './state.ts';

/**
 * What the boundary has to do with a place.
 *
 * @param position UTF-16 offset, 0-based
 * @returns undefined where it has nothing to do with it
 */
export function explanationAt(state: EditorState, fileName: string, position: number): Explanation | undefined {
  const project = state.project();
  const sourceFile = state.sourceFile(fileName);
  return project && sourceFile && explainAt(project, sourceFile, position);
}
