import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import type { ExportedThing, ExportFact } from './exports.ts';
import { assignmentsTo } from '../syntax/file-index.ts';
import { isConst, unwrap } from '../syntax/nodes.ts';
import { branchesOf } from '../syntax/branches.ts';

/** One value that an export can be. */
interface ExportedValue {
  /** The exported name. */
  readonly name: string;
  /** The value's expression without parentheses and casts; of a conditional, one branch. */
  readonly expression: ts.Expression;
  /** The whole expression it is a branch of, with its casts. */
  readonly whole: ts.Expression;
  readonly fact: ExportFact;
}

/**
 * The values behind a file's exported variables and default expressions: each branch of a conditional for itself, and what a
 * `let` is assigned later while the module loads. Functions and classes that are declared as such are not values of this kind.
 */
export function* exportedValues(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  exports: readonly ExportFact[],
): Generator<ExportedValue> {
  for (const fact of exports) {
    if (fact.erased) continue;
    const name = fact.local ?? fact.name;
    for (const whole of valuesGiven(ts, sourceFile, fact)) {
      for (const expression of branchesOf(ts, whole)) yield { name, expression, whole, fact };
    }
  }
}

/** The expressions an exported variable is given, at its declaration and later; of a default export its expression. */
export function valuesGiven(ts: TypeScript, sourceFile: ts.SourceFile, { thing, local }: ExportFact): ts.Expression[] {
  if (thing.kind === 'expression') return [thing.node];
  if (thing.kind !== 'variable') return [];
  const given = thing.initializer ? [thing.initializer] : [];
  const isPlain = ts.isVariableDeclaration(thing.node) && !isConst(ts, thing.node);
  return isPlain && local ? [...given, ...assignmentsTo(ts, sourceFile, local)] : given;
}

/**
 * What a name of the file's top level stands for: the declaration of a function, class, enum or namespace, a namespace import,
 * or the expression a `const` is given, through any number of names.
 *
 * @returns the node as it was given where it is no such name
 */
export function behindName(ts: TypeScript, things: ReadonlyMap<string, ExportedThing>, expression: ts.Expression): ts.Node {
  const seen = new Set<string>();
  let node: ts.Expression = expression;
  while (ts.isIdentifier(node) && !seen.has(node.text)) {
    seen.add(node.text);
    const thing = things.get(node.text);
    if (!thing || thing.kind === 'type' || thing.kind === 'unknown' || thing.kind === 'expression') return node;
    if (thing.kind === 're-export') return ts.isNamespaceImport(thing.node) ? thing.node : node;
    if (thing.kind !== 'variable') return thing.node;
    if (!thing.initializer || !ts.isVariableDeclaration(thing.node) || !isConst(ts, thing.node)) return node;
    node = unwrap(ts, thing.initializer);
  }
  return node;
}
