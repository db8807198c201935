import type ts from 'typescript';
import { explanationAt } from '../editor/hover.ts';
import type { PluginState } from './state.ts';

/**
 * What TypeScript shows under the cursor with what the boundary has to do with it below; where TypeScript shows nothing (on a
 * directive), that alone.
 */
export function quickInfoAt(
  state: PluginState,
  fileName: string,
  position: number,
  prior: ts.QuickInfo | undefined,
): ts.QuickInfo | undefined {
  const explanation = explanationAt(state, fileName, position);
  if (!explanation) return prior;
  const { start, end, lines } = explanation;
  const text = lines.join('\n\n');
  if (!prior) {
    return {
      kind: state.typescript.ScriptElementKind.unknown,
      kindModifiers: '',
      textSpan: { start, length: end - start },
      displayParts: [{ kind: 'text', text: state.sourceFile(fileName)!.text.slice(start, end) }],
      documentation: [{ kind: 'text', text }],
    };
  }
  const before = prior.documentation ?? [];
  const separator = before.length > 0 ? [{ kind: 'lineBreak', text: '\n\n' }] : [];
  return { ...prior, documentation: [...before, ...separator, { kind: 'text', text }] };
}
