import type ts from 'typescript';
import type { ConfiguredRule } from '../configuration.ts';
import { crossingsOf } from '../crossings/crossings.ts';
import type { TextRange } from '../finding.ts';
import { explainAt } from '../hover/explain.ts';
import type { Project } from '../project/project.ts';
import { rangeOf } from '../rule.ts';
import { forEachDescendant } from '../syntax/descendants.ts';
import { nodeAt } from '../syntax/node-at.ts';
import { moduleReasons, type ModuleReasons } from './module.ts';
import { ruleReasons, type RuleReason } from './rules.ts';
import { originReason, valueReason, type OriginReason, type ValueReason } from './value.ts';

/** All that the judgements at a place rest on. */
export interface Why {
  readonly range: TextRange;
  readonly module: ModuleReasons;
  /** What an editor says there under the cursor: one sentence each. */
  readonly said: readonly string[];
  /** What crosses there. */
  readonly values: readonly ValueReason[];
  /** Where the names there come from. */
  readonly origins: readonly OriginReason[];
  readonly rules: readonly RuleReason[];
}

/**
 * Says why the rules speak or stay silent at a place.
 *
 * @param range a position (empty), or a line
 * @param on the rules that are on
 */
export function whyAt(project: Project, sourceFile: ts.SourceFile, range: TextRange, on: readonly ConfiguredRule[]): Why {
  const module = moduleReasons(project, sourceFile.fileName);
  const touches = ({ start, end }: TextRange): boolean => start <= range.end && range.start <= end;
  const values = crossingsOf(project, sourceFile)
    .filter(({ at, expression }) => touches(rangeOf(sourceFile, at)) || touches(rangeOf(sourceFile, expression)))
    .map((crossing) => valueReason(project, sourceFile, crossing));
  const names = namesIn(project, sourceFile, range);
  return {
    range,
    module,
    said: saidAt(project, sourceFile, names, range),
    values,
    origins: names.map((name) => originReason(project, sourceFile, name)).filter(({ text }) => text !== 'not known'),
    rules: ruleReasons({ project, sourceFile, range, on, module, values }),
  };
}

function saidAt(project: Project, sourceFile: ts.SourceFile, names: readonly ts.Node[], range: TextRange): string[] {
  const positions = [range.start, ...names.map((name) => name.getStart(sourceFile))];
  const explained = new Map(
    positions.flatMap((position) => {
      const explanation = explainAt(project, sourceFile, position);
      return explanation ? [[explanation.start, explanation.lines] as const] : [];
    }),
  );
  return [...new Set([...explained.values()].flat())];
}

/** The names at a place: the innermost one at a position, of a line each that starts on it and stands for a value, once. */
function namesIn({ ts }: Project, sourceFile: ts.SourceFile, range: TextRange): ts.Identifier[] {
  if (range.start === range.end) {
    const node = nodeAt(ts, sourceFile, range.start);
    return node && ts.isIdentifier(node) ? [node] : [];
  }
  const found = new Map<string, ts.Identifier>();
  forEachDescendant(ts, sourceFile, (node) => {
    if (node.end < range.start || node.pos > range.end) return false;
    if (ts.isIdentifier(node) && node.getStart(sourceFile) >= range.start && node.end <= range.end && !found.has(node.text))
      found.set(node.text, node);
    return undefined;
  });
  return [...found.values()].slice(0, 20);
}
