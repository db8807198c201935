import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { isFunctionNode, isInside, unwrap } from '../syntax/nodes.ts';
import { conditionsAround } from '../rendering/guards.ts';
import type { Project } from '../project/project.ts';
import { environmentReads, variableOf, type EnvironmentRead } from './environment-variables.ts';
import { isFallback } from '../syntax/operators.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';

/** How far names that stand for a read are followed. */
const maximumDepth = 4;

/** Whether the browser has a variable, by its name. */
type IsPublic = (name: string) => boolean;

/**
 * Whether code of both sides has thought of it that the browser lacks a variable: it is read only where one that the browser has
 * is missing (`process.env.NEXT_PUBLIC_URL ?? process.env.URL`, also by a function or constant of the file that is used nowhere
 * else), what it is read for falls back on one (`if (process.env.PREVIEW) return …; return process.env.NEXT_PUBLIC_URL`), or the
 * read is a check of variables that says nothing where none is set (`if (process.env.USER && !process.env.PASSWORD) throw …`).
 */
export function isVariableFallback(project: Project, { at }: EnvironmentRead, isPublic: IsPublic): boolean {
  return isReadBesidePublic(project, at, isPublic) || isReadInstead(project, at, isPublic, 0) || isInCheck(project, at);
}

/** `process.env.KINDS ? process.env.KINDS.split(',') : []`: the browser, which lacks it, never comes to the second read. */
export function isReadWhereSet(project: Project, { name, at }: EnvironmentRead): boolean {
  for (const [condition, holds] of conditionsAround(project.ts, at)) if (holds && isSet(project, condition, name)) return true;
  return false;
}

function isSet(project: Project, condition: ts.Expression, name: string): boolean {
  const { ts } = project;
  const inner = unwrap(ts, condition);
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return isSet(project, inner.left, name) || isSet(project, inner.right, name);
  return variableOf(project, inner) === name;
}

/** Whether a read is in the condition of an `if` that only throws, and does not where the variables are missing. */
function isInCheck(project: Project, at: ts.Node): boolean {
  const { ts } = project;
  let condition = at;
  while (ts.isExpression(condition.parent)) condition = condition.parent;
  const statement = condition.parent;
  if (!ts.isIfStatement(statement) || statement.expression !== condition || statement.elseStatement) return false;
  const then = statement.thenStatement;
  const only = ts.isBlock(then) ? (then.statements.length === 1 ? then.statements[0]! : then) : then;
  return ts.isThrowStatement(only) && isFalseWithout(project, statement.expression);
}

/** Whether a condition does not hold where every variable of the environment is missing. */
function isFalseWithout(project: Project, condition: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrap(ts, condition);
  if (!ts.isBinaryExpression(inner)) return variableOf(project, inner) !== undefined;
  const { kind } = inner.operatorToken;
  const [left, right] = [isFalseWithout(project, inner.left), isFalseWithout(project, inner.right)];
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return left || right;
  return kind === ts.SyntaxKind.BarBarToken && left && right;
}

/** The function, or outside one the statement, reads a variable that the browser has too. */
function isReadBesidePublic(project: Project, at: ts.Node, isPublic: IsPublic): boolean {
  const scope = functionOrStatementAround(project, at);
  return environmentReads(project, at.getSourceFile()).some((read) => isPublic(read.name) && isInside(read.at, scope));
}

function functionOrStatementAround({ ts }: Project, node: ts.Node): ts.Node {
  let scope = node;
  while (!isFunctionNode(ts, scope) && !ts.isSourceFile(scope.parent)) scope = scope.parent;
  return scope;
}

function isReadInstead(project: Project, node: ts.Node, isPublic: IsPublic, depth: number): boolean {
  for (const [condition, holds] of conditionsAround(project.ts, node)) {
    if (!holds && isMissing(project, condition, isPublic)) return true;
  }
  const uses = depth < maximumDepth ? usesOfHolder(project, node) : [];
  return uses.length > 0 && uses.every((use) => isReadInstead(project, use, isPublic, depth + 1));
}

/** Whether that a condition does not hold means that a public variable is missing: it is one, or a chain of `??` with one in it. */
function isMissing(project: Project, condition: ts.Expression, isPublic: IsPublic): boolean {
  const { ts } = project;
  const inner = unwrap(ts, condition);
  if (ts.isBinaryExpression(inner)) {
    return isFallback(ts, inner) && (isMissing(project, inner.left, isPublic) || isMissing(project, inner.right, isPublic));
  }
  const name = variableOf(project, inner);
  return name !== undefined && isPublic(name);
}

/** Where the file uses the constant or function of its top level that a node is in; none where the file exports it. */
function usesOfHolder({ ts }: Project, node: ts.Node): readonly ts.Identifier[] {
  let holder = node;
  while (holder.parent && !ts.isSourceFile(holder) && !isTopLevelDeclaration(ts, holder)) holder = holder.parent;
  if (!isTopLevelDeclaration(ts, holder)) return [];
  const { name } = holder;
  const sourceFile = node.getSourceFile();
  if (!name || !ts.isIdentifier(name) || factsOf(ts, sourceFile).exportsOfLocal(name.text).length > 0) return [];
  return usesOfDeclared(ts, holder, name);
}

function isTopLevelDeclaration(ts: Project['ts'], node: ts.Node): node is ts.VariableDeclaration | ts.FunctionDeclaration {
  if (ts.isFunctionDeclaration(node)) return ts.isSourceFile(node.parent);
  return (
    ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent) && ts.isSourceFile(node.parent.parent.parent)
  );
}
