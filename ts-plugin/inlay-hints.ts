import type ts from 'typescript';
import { inlayHints } from '../editor/hints.ts';
import type { PluginState } from './state.ts';

/** The hints of a part of a file, as TypeScript's own are given: a host asks for them only where it shows any. */
export function inlayHintsAt(state: PluginState, fileName: string, { start, length }: ts.TextSpan): ts.InlayHint[] {
  return inlayHints(state, fileName, { start, end: start + length }).map(({ position, label }) => ({
    text: label,
    position,
    // Of the kinds this is the one that no editor draws as a type or a parameter.
    kind: state.typescript.InlayHintKind.Enum,
    whitespaceBefore: true,
  }));
}
