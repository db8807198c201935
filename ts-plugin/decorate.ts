import type ts from 'typescript';
import { combinedFix, fixesAt } from './code-fixes.ts';
import { completionsAt } from './completions.ts';
import { toDiagnostic } from './diagnostics.ts';
import { quickInfoAt } from './hover.ts';
import { inlayHintsAt } from './inlay-hints.ts';
import { withoutJudged } from './beside-next.ts';
import { added, type PluginState } from './state.ts';
import { rules } from '../src/rules/index.ts';

/** What TypeScript 5.6 and later have and do not declare. */
interface RegionService {
  getRegionSemanticDiagnostics?(fileName: string, ranges: ts.TextRange[]): RegionDiagnostics | undefined;
}

interface RegionDiagnostics {
  readonly diagnostics: readonly ts.Diagnostic[];
  /** What was looked at: at least what was asked for. */
  readonly spans: readonly ts.TextSpan[];
}

function diagnosticsOf(state: PluginState, sourceFile: ts.SourceFile): ts.Diagnostic[] {
  return state.findingsOf(sourceFile.fileName).map((found) => toDiagnostic(state, sourceFile, found));
}

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
    return added(state, 'getSemanticDiagnostics', prior, () => {
      const sourceFile = state.sourceFile(fileName);
      if (!sourceFile) return prior;
      return [...withoutJudged(state, fileName, prior), ...diagnosticsOf(state, sourceFile)];
    });
  };

  // What an editor asks for first of a long file: what is in view. Without the findings there they would flicker at each edit.
  const byRegion = service as RegionService;
  if (byRegion.getRegionSemanticDiagnostics) {
    (proxy as RegionService).getRegionSemanticDiagnostics = (fileName, ranges) => {
      const prior = byRegion.getRegionSemanticDiagnostics!(fileName, ranges);
      return added(state, 'getRegionSemanticDiagnostics', prior, () => {
        const sourceFile = prior && state.sourceFile(fileName);
        if (!prior || !sourceFile) return prior;
        const own = diagnosticsOf(state, sourceFile).filter((diagnostic) =>
          prior.spans.some(
            (span) => diagnostic.start! <= span.start + span.length && span.start <= diagnostic.start! + diagnostic.length!,
          ),
        );
        return { ...prior, diagnostics: [...prior.diagnostics, ...own] };
      });
    };
  }

  proxy.getCodeFixesAtPosition = (fileName, start, end, codes, formatOptions, preferences) => {
    const prior = service.getCodeFixesAtPosition(fileName, start, end, codes, formatOptions, preferences);
    return added(state, 'getCodeFixesAtPosition', prior, () => [...prior, ...fixesAt(state, fileName, start, end, codes)]);
  };

  proxy.getCombinedCodeFix = (scope, fixId, formatOptions, preferences) => {
    const own = added(state, 'getCombinedCodeFix', undefined, () => combinedFix(state, scope.fileName, fixId));
    return own ?? service.getCombinedCodeFix(scope, fixId, formatOptions, preferences);
  };

  proxy.getSupportedCodeFixes = (fileName) => {
    const prior = service.getSupportedCodeFixes(fileName);
    // Named here too, for a TypeScript in which they could not be registered.
    const own = state.isRetired() ? [] : rules.map((rule) => String(rule.code));
    return [...prior, ...own.filter((code) => !prior.includes(code))];
  };

  proxy.getQuickInfoAtPosition = (fileName, position, ...rest) => {
    const prior = service.getQuickInfoAtPosition(fileName, position, ...rest);
    return added(state, 'getQuickInfoAtPosition', prior, () => quickInfoAt(state, fileName, position, prior));
  };

  proxy.getCompletionsAtPosition = (fileName, position, ...rest) => {
    const prior = service.getCompletionsAtPosition(fileName, position, ...rest);
    return added(state, 'getCompletionsAtPosition', prior, () => completionsAt(state, fileName, position, prior));
  };

  proxy.provideInlayHints = (fileName, span, preferences) => {
    const prior = service.provideInlayHints(fileName, span, preferences);
    return added(state, 'provideInlayHints', prior, () => [...prior, ...inlayHintsAt(state, fileName, span)]);
  };

  return proxy;
}
