import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import type { ExportFact } from './exports.ts';
import { unwrap } from './syntax.ts';

/** One value that an export can be. */
export interface ExportedValue {
  /** The exported name. */
  readonly name: string;
  /** The value's expression without parentheses and casts; of a conditional, one branch. */
  readonly expression: ts.Expression;
  readonly fact: ExportFact;
}

/**
 * The values behind a file's exported variables and default expressions: each branch of a conditional for itself, and what a
 * `let` is assigned later at the top level. Functions and classes that are declared as such are not values of this kind.
 */
export function* exportedValues(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  exports: readonly ExportFact[],
): Generator<ExportedValue> {
  for (const fact of exports) {
    if (fact.erased) continue;
    const { thing } = fact;
    const name = fact.local ?? fact.name;
    const whole = thing.kind === 'variable' ? thing.initializer : thing.kind === 'expression' ? thing.node : undefined;
    if (whole) for (const expression of branchesOf(ts, whole)) yield { name, expression, fact };
    else if (thing.kind === 'variable') {
      for (const assigned of assignmentsTo(ts, sourceFile, name)) {
        for (const expression of branchesOf(ts, assigned)) yield { name, expression, fact };
      }
    }
  }
}

/** The expressions one of which is the value: of `a ? b : c`, `a ?? b`, `a || b`, `a && b`; the expression itself otherwise. */
export function branchesOf(ts: TypeScript, expression: ts.Expression): ts.Expression[] {
  const inner = unwrap(ts, expression);
  if (ts.isConditionalExpression(inner)) {
    return [...branchesOf(ts, inner.whenTrue), ...branchesOf(ts, inner.whenFalse)];
  }
  if (ts.isBinaryExpression(inner)) {
    const { kind } = inner.operatorToken;
    if (kind === ts.SyntaxKind.CommaToken || kind === ts.SyntaxKind.AmpersandAmpersandToken) {
      return branchesOf(ts, inner.right);
    }
    if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) {
      return [...branchesOf(ts, inner.left), ...branchesOf(ts, inner.right)];
    }
  }
  return [inner];
}

/** What a top-level variable is assigned by statements of the file itself. */
export function assignmentsTo(ts: TypeScript, sourceFile: ts.SourceFile, name: string): ts.Expression[] {
  return sourceFile.statements.flatMap((statement) => {
    if (!ts.isExpressionStatement(statement)) return [];
    const { expression } = statement;
    const isAssignment =
      ts.isBinaryExpression(expression) &&
      expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(expression.left) &&
      expression.left.text === name;
    return isAssignment ? [expression.right] : [];
  });
}
