import type ts from 'typescript';
import { guard } from '../editor/guard.ts';
import { combinedFix, fixesAt } from './code-fixes.ts';
import { completionsAt } from './completions.ts';
import { toDiagnostic } from './diagnostics.ts';
import { quickInfoAt } from './hover.ts';
import { withoutJudged } from './beside-next.ts';
import type { PluginState } from './state.ts';
import { rules } from '../src/rules/index.ts';

/** The language service with this plugin's answers added to its own. Whatever goes wrong here, its own answer comes back. */
export function decorate(state: PluginState): ts.LanguageService {
  const service = state.info.languageService;
  const proxy = Object.create(null) as ts.LanguageService;
  for (const key of Object.keys(service) as Array<keyof ts.LanguageService>) {
    const method = service[key] as (...args: unknown[]) => unknown;
    (proxy as unknown as Record<string, unknown>)[key] = (...args: unknown[]) => method.apply(service, args);
  }

  proxy.getSemanticDiagnostics = (fileName) => {
    const prior = service.getSemanticDiagnostics(fileName);
    return guard(state, 'getSemanticDiagnostics', prior, () => {
      const sourceFile = state.sourceFile(fileName);
      if (!sourceFile) return prior;
      const own = state.findingsOf(fileName).map((found) => toDiagnostic(state, sourceFile, found));
      return [...withoutJudged(state, fileName, prior), ...own];
    });
  };

  proxy.getCodeFixesAtPosition = (fileName, start, end, codes, formatOptions, preferences) => {
    const prior = service.getCodeFixesAtPosition(fileName, start, end, codes, formatOptions, preferences);
    return guard(state, 'getCodeFixesAtPosition', prior, () => [...prior, ...fixesAt(state, fileName, start, end, codes)]);
  };

  proxy.getCombinedCodeFix = (scope, fixId, formatOptions, preferences) => {
    const own = guard(state, 'getCombinedCodeFix', undefined, () => combinedFix(state, scope.fileName, fixId));
    return own ?? service.getCombinedCodeFix(scope, fixId, formatOptions, preferences);
  };

  proxy.getSupportedCodeFixes = (fileName) => {
    const prior = service.getSupportedCodeFixes(fileName);
    // Named here too, for a TypeScript in which they could not be registered.
    const own = rules.map((rule) => String(rule.code));
    return [...prior, ...own.filter((code) => !prior.includes(code))];
  };

  proxy.getQuickInfoAtPosition = (fileName, position, ...rest) => {
    const prior = service.getQuickInfoAtPosition(fileName, position, ...rest);
    return guard(state, 'getQuickInfoAtPosition', prior, () => quickInfoAt(state, fileName, position, prior));
  };

  proxy.getCompletionsAtPosition = (fileName, position, ...rest) => {
    const prior = service.getCompletionsAtPosition(fileName, position, ...rest);
    return guard(state, 'getCompletionsAtPosition', prior, () => completionsAt(state, fileName, position, prior));
  };

  return proxy;
}
