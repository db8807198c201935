import type ts from 'typescript';
import { directivesAt } from '../editor/completions.ts';
import type { PluginState } from './state.ts';

/** What TypeScript offers, and inside a string that stands where a directive counts, the directives. */
export function completionsAt(
  state: PluginState,
  fileName: string,
  position: number,
  prior: ts.WithMetadata<ts.CompletionInfo> | undefined,
): ts.WithMetadata<ts.CompletionInfo> | undefined {
  const directives = directivesAt(state, fileName, position);
  if (!directives) return prior;
  const { names, start, end } = directives;
  const entries = names.map((name) => ({
    name,
    kind: state.typescript.ScriptElementKind.string,
    sortText: '11',
    replacementSpan: { start, length: end - start },
  }));
  const before = prior ?? { isGlobalCompletion: false, isMemberCompletion: false, isNewIdentifierLocation: false, entries: [] };
  const others = before.entries.filter((entry) => !entries.some(({ name }) => name === entry.name));
  return { ...before, entries: [...entries, ...others] };
}
