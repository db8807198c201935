import type ts from 'typescript';
import { directiveCompletions } from '../editor/hints.ts';
import type { PluginState } from './state.ts';

/** After what the user is more likely to want: TypeScript's own reach from 10 to 18, and what is deprecated follows under a z. */
const afterAllOthers = '19';

/** What TypeScript offers, and the directives where one can stand: first inside a string, last where nothing says that one is meant. */
export function completionsAt(
  state: PluginState,
  fileName: string,
  position: number,
  prior: ts.WithMetadata<ts.CompletionInfo> | undefined,
): ts.WithMetadata<ts.CompletionInfo> | undefined {
  const directives = directiveCompletions(state, fileName, position);
  if (!directives) return prior;
  const { names, start, end, quote } = directives;
  const entries = names.map((name) => ({
    name,
    kind: state.typescript.ScriptElementKind.string,
    sortText: quote === undefined ? '11' : afterAllOthers,
    ...(quote === undefined ? {} : { insertText: `${quote}${name}${quote};` }),
    replacementSpan: { start, length: end - start },
  }));
  const before = prior ?? { isGlobalCompletion: false, isMemberCompletion: false, isNewIdentifierLocation: false, entries: [] };
  const others = before.entries.filter((entry) => !entries.some(({ name }) => name === entry.name));
  return { ...before, entries: quote === undefined ? [...entries, ...others] : [...others, ...entries] };
}
