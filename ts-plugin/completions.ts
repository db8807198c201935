import type ts from 'typescript';
import { factsOf, type DirectiveName } from '../src/facts/index.ts';
import type { PluginState } from './state.ts';

const ofModule: readonly DirectiveName[] = ['use client', 'use server', 'use cache'];
const ofFunction: readonly DirectiveName[] = ['use server', 'use cache'];

/** What TypeScript offers, and inside a string that stands where a directive counts, the directives. */
export function completionsAt(
  state: PluginState,
  fileName: string,
  position: number,
  prior: ts.WithMetadata<ts.CompletionInfo> | undefined,
): ts.WithMetadata<ts.CompletionInfo> | undefined {
  const sourceFile = state.sourceFile(fileName);
  if (!sourceFile) return prior;
  const string = factsOf(state.typescript, sourceFile).directives.find(
    ({ literal, form, position: place }) =>
      form === 'plain' && place === 'prologue' && literal.getStart(sourceFile) < position && position <= literal.end,
  );
  if (!string) return prior;
  const start = string.literal.getStart(sourceFile) + 1;
  const isClosed = string.literal.end > start && sourceFile.text[string.literal.end - 1] === sourceFile.text[start - 1];
  const end = string.literal.end - (isClosed ? 1 : 0);
  if (position > end) return prior;
  const entries = (string.owner ? ofFunction : ofModule).map((name) => ({
    name,
    kind: state.typescript.ScriptElementKind.string,
    sortText: '11',
    replacementSpan: { start, length: end - start },
  }));
  const before = prior ?? { isGlobalCompletion: false, isMemberCompletion: false, isNewIdentifierLocation: false, entries: [] };
  const others = before.entries.filter((entry) => !entries.some(({ name }) => name === entry.name));
  return { ...before, entries: [...entries, ...others] };
}
