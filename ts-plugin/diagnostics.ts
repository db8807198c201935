import type ts from 'typescript';
import { SOURCE } from '../editor/state.ts';
import type { Finding, TextRange } from '../src/finding.ts';
import type { Severity } from '../src/rule.ts';
import { codeOf } from '../src/rules/index.ts';
import type { TypeScript } from '../src/typescript.ts';
import type { PluginState } from './state.ts';

/** A finding as a diagnostic of its file; its range is kept inside the file. */
export function toDiagnostic(state: PluginState, sourceFile: ts.SourceFile, finding: Finding): ts.Diagnostic {
  const { typescript } = state;
  const code = codeOf(finding.rule);
  const related = finding.related.flatMap((information) => {
    const file = state.sourceFile(information.fileName);
    if (!file) return [];
    return {
      file,
      ...spanIn(file, information),
      messageText: information.message,
      category: typescript.DiagnosticCategory.Message,
      code,
    };
  });
  return {
    file: sourceFile,
    ...spanIn(sourceFile, finding),
    messageText: finding.message,
    category: categoryOf(typescript, finding.severity),
    code,
    source: SOURCE,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(finding.tag === 'unnecessary' ? { reportsUnnecessary: {} } : {}),
    ...(finding.tag === 'deprecated' ? { reportsDeprecated: {} } : {}),
  };
}

/** What an editor shows for a severity. */
function categoryOf(typescript: TypeScript, severity: Severity): ts.DiagnosticCategory {
  return severity === 'error' ? typescript.DiagnosticCategory.Error : typescript.DiagnosticCategory.Warning;
}

/** A range as a span that lies inside a file: tsserver fails on one that does not. */
function spanIn(sourceFile: ts.SourceFile, range: TextRange): { start: number; length: number } {
  const { length } = sourceFile.text;
  const start = Math.min(range.start, length);
  return { start, length: Math.max(0, Math.min(range.end, length) - start) };
}
