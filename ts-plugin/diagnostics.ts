import type ts from 'typescript';
import { categoryOf, type ConfiguredFinding, type PluginState } from './state.ts';

/** The name diagnostics carry in an editor. */
export const SOURCE = 'rsc-boundary';

/** A finding as a diagnostic of its file; its range is kept inside the file. */
export function toDiagnostic(
  state: PluginState,
  sourceFile: ts.SourceFile,
  { finding, rule }: ConfiguredFinding,
): ts.Diagnostic {
  const { typescript } = state;
  const start = Math.min(finding.start, sourceFile.text.length);
  const related = finding.related.flatMap((information) => {
    const file = state.sourceFile(information.fileName);
    if (!file) return [];
    return {
      file,
      start: information.start,
      length: information.end - information.start,
      messageText: information.message,
      category: typescript.DiagnosticCategory.Message,
      code: rule.rule.code,
    };
  });
  return {
    file: sourceFile,
    start,
    length: Math.max(0, Math.min(finding.end, sourceFile.text.length) - start),
    messageText: finding.message,
    category: categoryOf(typescript, rule.severity),
    code: rule.rule.code,
    source: SOURCE,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(finding.tag === 'unnecessary' ? { reportsUnnecessary: {} } : {}),
    ...(finding.tag === 'deprecated' ? { reportsDeprecated: {} } : {}),
  };
}
