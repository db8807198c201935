import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import type { RuleContext } from '../rule.ts';
import { isThenable } from '../serialization/promise.ts';
import { Grouped } from '../syntax/grouped.ts';
import { memoized } from '../syntax/memoized.ts';
import { isGenerator, type FunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';

/** `async` in its place, with a return type that is no promise wrapped in one. Nothing for accessors and generators. */
export function addAsync(
  { ts, sourceFile, checker }: Pick<RuleContext, 'ts' | 'sourceFile' | 'checker'>,
  node: FunctionNode,
): { edits: TextEdit[]; isCertain: boolean } | undefined {
  if (ts.isAccessor(node) || ts.isConstructorDeclaration(node) || isGenerator(ts, node)) return undefined;
  const at = ts.isMethodDeclaration(node)
    ? node.name.getStart(sourceFile)
    : ts.isArrowFunction(node)
      ? node.getStart(sourceFile)
      : node
          .getChildren(sourceFile)
          .find((child) => child.kind === ts.SyntaxKind.FunctionKeyword)
          ?.getStart(sourceFile);
  if (at === undefined) return undefined;
  const edits: TextEdit[] = [{ start: at, end: at, newText: 'async ' }];
  const { type } = node;
  if (!type) return { edits, isCertain: !isOverloaded(ts, node) && !isBoundByType(ts, node) };
  if (ts.isTypePredicateNode(type)) return undefined;
  const isCertain = !isOverloaded(ts, node);
  const text = type.getText(sourceFile);
  if (ts.isTypeReferenceNode(type) && /^(?:globalThis\.)?Promise\b/.test(text)) return { edits, isCertain };
  const typeStart = type.getStart(sourceFile);
  if (ts.isTypeReferenceNode(type) && /^PromiseLike\b/.test(text)) {
    edits.push({ start: typeStart, end: typeStart + 'PromiseLike'.length, newText: 'Promise' });
    return { edits, isCertain: false };
  }
  // What a name stands for only its type shows; of a type parameter nothing does.
  const isPlain = !ts.isTypeReferenceNode(type);
  const isThen = !isPlain && checker ? isThenable(ts, checker, checker.getTypeFromTypeNode(type)) : !isPlain;
  if (isThen && checker && checker.getTypeFromTypeNode(type).getProperty('then')) return { edits, isCertain: false };
  edits.push({ start: typeStart, end: typeStart, newText: 'Promise<' });
  edits.push({ start: type.end, end: type.end, newText: '>' });
  return { edits, isCertain: isCertain && !isThen };
}

/** Whether a type beside the function says what it returns, and no promise would fit: `const a: () => number = () => 1`. */
function isBoundByType(ts: TypeScript, node: FunctionNode): boolean {
  let outer: ts.Node = node.parent;
  while (outer && ts.isParenthesizedExpression(outer)) outer = outer.parent;
  if (!outer) return false;
  const bound =
    ts.isVariableDeclaration(outer) || ts.isSatisfiesExpression(outer) || ts.isAsExpression(outer) ? outer.type : undefined;
  if (!bound) return false;
  if (!ts.isFunctionTypeNode(bound)) return true;
  const returned = bound.type;
  if (ts.isTypeReferenceNode(returned)) return !/^Promise/.test(returned.getText());
  const { VoidKeyword, AnyKeyword, UnknownKeyword } = ts.SyntaxKind;
  return returned.kind !== VoidKeyword && returned.kind !== AnyKeyword && returned.kind !== UnknownKeyword;
}

/** An overload's signatures would have to change with it. */
function isOverloaded(ts: TypeScript, node: FunctionNode): boolean {
  if (!ts.isFunctionDeclaration(node) || !node.name) return false;
  const { parent } = node;
  if (!ts.isSourceFile(parent) && !ts.isBlock(parent)) return false;
  return functionsDeclaredIn(ts, parent).of(node.name.text).length > 1;
}

/** The function declarations of a file or block by their names: there may be thousands. */
const functionsDeclaredIn = memoized(
  (ts: TypeScript, parent: ts.SourceFile | ts.Block) =>
    new Grouped(
      parent.statements.filter((statement) => ts.isFunctionDeclaration(statement)),
      ({ name }) => name?.text,
    ),
);
