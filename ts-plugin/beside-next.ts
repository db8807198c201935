import type ts from 'typescript';
import { graphOf } from '../src/graph/graph.ts';
import { added, type PluginState } from './state.ts';

/** The diagnostics of Next.js's own plugin that rules of this one judge too, with the rules that do. */
const judgedBy: ReadonlyMap<number, readonly string[]> = new Map([
  [71001, ['client-only-api']],
  [71004, ['directive-placement', 'no-conflicting-directives']],
  [71007, ['client-entry-props', 'serializable-props']],
  [71008, ['next-file-conventions']],
  [71009, ['next-file-conventions']],
  [71011, ['async-server-functions', 'server-module-exports']],
]);

/** Its word on metadata in a client file is an error; on metadata without a type it warns, which no rule here does. */
const isWarningOfItsOwn = (state: PluginState, { code, category }: ts.Diagnostic): boolean =>
  code === 71008 && category !== state.typescript.DiagnosticCategory.Error;

/** Of these the truth depends on who imports the file: where that is not known, Next.js's plugin keeps its word. */
const needsSide: ReadonlySet<number> = new Set([71001, 71007]);

/**
 * Leaves out what Next.js's plugin says about places this analysis has judged, so that nothing is said twice and nothing wrong is
 * said at all. With `"next": "leave"`, or where the rules in question are off, nothing is left out.
 */
export function withoutJudged(state: PluginState, fileName: string, diagnostics: ts.Diagnostic[]): ts.Diagnostic[] {
  if (state.next() === 'leave' || !diagnostics.some((diagnostic) => judgedBy.has(diagnostic.code))) return diagnostics;
  return diagnostics.filter((diagnostic) => {
    const { code, source } = diagnostic;
    const judges = judgedBy.get(code);
    if (source !== undefined || !judges?.every((name) => state.isOn(name)) || isWarningOfItsOwn(state, diagnostic)) return true;
    return needsSide.has(code) && !isSideKnown(state, fileName);
  });
}

function isSideKnown(state: PluginState, fileName: string): boolean {
  const project = state.project();
  if (!project) return false;
  const { server, client } = graphOf(project).environmentOf(fileName);
  return server !== undefined || client !== undefined;
}

/**
 * Does the same where Next.js's plugin comes later in the tsconfig and so has the last word: the outermost service is the one
 * tsserver asks. To be called once all plugins are loaded; does nothing where this one is the last.
 *
 * @param own the service this plugin has made
 */
export function quietLaterPlugins(state: PluginState, own: ts.LanguageService): void {
  // Without `false` tsserver would bring the project up to date first, in the middle of doing that.
  const outermost = state.info.project.getLanguageService(false);
  if (outermost === own || state.quieted.has(outermost)) return;
  state.quieted.add(outermost);
  const { getSemanticDiagnostics } = outermost;
  outermost.getSemanticDiagnostics = (fileName) => {
    const all = getSemanticDiagnostics.call(outermost, fileName);
    return added(state, 'getSemanticDiagnostics', all, () => withoutJudged(state, fileName, all));
  };
}
