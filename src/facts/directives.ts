import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { hasModifier, isErasedStatement, isFunctionNode, isTypeScriptFile, unwrapTypes, type FunctionNode } from './syntax.ts';

/** The directives that draw the line between server and client. */
export type DirectiveName = 'use client' | 'use server' | 'use cache';

/** How a string that could be a directive is written. Only `plain` can count. */
export type DirectiveForm =
  /** `'use client'` */
  | 'plain'
  /** `('use client')` */
  | 'parenthesized'
  /** `` `use client` `` */
  | 'template'
  /** `'use server'` and then, without a semicolon, a line that starts with `(`, `[` or a template: it calls, indexes or tags the string */
  | 'swallowed'
  /** the string is part of a larger expression that does nothing: `'use client', x`, `'use ' + 'client'`, `void 'use server'` */
  | 'expression'
  /** `async () => 'use server'`, or `return 'use server'` in front of other code */
  | 'returned';

/** Where a string that could be a directive stands, seen from the file or function it is in. */
export type DirectivePosition =
  /** in front of everything else of a file or function body: where directives count */
  | 'prologue'
  /** directly in that body, after something else */
  | 'late'
  /** in a block, branch, loop, label or switch inside it */
  | 'nested'
  | 'constructor'
  | 'static-block'
  /** directly in the body of a `namespace` */
  | 'namespace';

/** A string that stands where a statement stands, and so may be, or may mean to be, a directive. */
export interface DirectiveString {
  /** The string itself. */
  readonly literal: ts.StringLiteral | ts.NoSubstitutionTemplateLiteral;
  /** The statement it is, or is swallowed by; for an arrow's expression body, that expression. */
  readonly statement: ts.Statement | ts.Expression;
  /** The string's value after escapes: what the compiler compares. */
  readonly text: string;
  /** The directive it spells to the letter; `use cache: kind` counts as `use cache`. */
  readonly name: DirectiveName | undefined;
  readonly form: DirectiveForm;
  /** How many pairs of parentheses stand around it. */
  readonly parentheses: number;
  readonly position: DirectivePosition;
  /** The function whose body it stands in; undefined at module level. */
  readonly owner: FunctionNode | undefined;
  /** Whether only `export * from` stands between it and the prologue: Next.js looks past that for `"use client"`. */
  readonly isAfterExportAll: boolean;
  /** Whether Next.js honours it: an exact, plain string in the prologue of a file, or (not for `use client`) of a function. */
  readonly counts: boolean;
}

/** The directives of a file: all the strings that could be one, and those at its very top that count. */
export interface Directives {
  /** In the order of the text. */
  readonly strings: readonly DirectiveString[];
  /** The directives of the module's prologue that count, in order. More than one is a conflict. */
  readonly ofModule: readonly DirectiveString[];
}

/** The directive a string spells to the letter. `use cache: anything` is `use cache` with a kind. */
export function directiveNameOf(text: string): DirectiveName | undefined {
  if (text === 'use client' || text === 'use server' || text === 'use cache') return text;
  return text.startsWith('use cache: ') ? 'use cache' : undefined;
}

/**
 * The module's own directives, from the top of the file only: what the module graph needs, without walking the file.
 *
 * @param isElided says whether an import leaves nothing behind once types are stripped
 */
export function moduleDirectives(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  isElided: (statement: ts.Statement) => boolean,
): DirectiveString[] {
  const found: DirectiveString[] = [];
  collectFromStatements(ts, sourceFile, sourceFile.statements, 'prologue', undefined, isElided, found);
  return found.filter((directive) => directive.counts);
}

/** Every string of the file that could be a directive, wherever it stands. One walk over the whole file. */
export function directiveStrings(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  isElided: (statement: ts.Statement) => boolean,
): DirectiveString[] {
  const found: DirectiveString[] = [];
  collectFromStatements(ts, sourceFile, sourceFile.statements, 'prologue', undefined, isElided, found);
  const visit = (node: ts.Node, owner: FunctionNode | undefined): void => {
    let inner = owner;
    if (isFunctionNode(ts, node)) {
      inner = node;
      const { body } = node;
      if (body && ts.isBlock(body)) {
        const position = ts.isConstructorDeclaration(node) ? 'constructor' : 'prologue';
        collectFromStatements(ts, sourceFile, body.statements, position, node, isElided, found);
      } else if (body) {
        collectFromArrowBody(ts, node, body as ts.Expression, found);
      }
    } else if (ts.isClassStaticBlockDeclaration(node)) {
      collectFromStatements(ts, sourceFile, node.body.statements, 'static-block', owner, isElided, found);
    } else if (ts.isModuleBlock(node)) {
      collectFromStatements(ts, sourceFile, node.statements, 'namespace', owner, isElided, found);
    } else if (ts.isBlock(node) && !isBody(ts, node)) {
      collectFromStatements(ts, sourceFile, node.statements, 'nested', owner, isElided, found);
    } else if (ts.isCaseOrDefaultClause(node)) {
      collectFromStatements(ts, sourceFile, node.statements, 'nested', owner, isElided, found);
    } else {
      for (const statement of bareStatementsOf(ts, node)) {
        collectFromStatements(ts, sourceFile, [statement], 'nested', owner, isElided, found);
      }
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  ts.forEachChild(sourceFile, (child) => visit(child, undefined));
  return found.sort((a, b) => a.literal.pos - b.literal.pos);
}

function isBody(ts: TypeScript, block: ts.Block): boolean {
  return isFunctionNode(ts, block.parent) || ts.isClassStaticBlockDeclaration(block.parent);
}

/** The statements that stand behind a keyword or label without a block around them: `if (x) 'use server'`. */
function bareStatementsOf(ts: TypeScript, node: ts.Node): ts.Statement[] {
  if (ts.isIfStatement(node)) {
    return [node.thenStatement, ...(node.elseStatement ? [node.elseStatement] : [])].filter(
      (statement) => !ts.isBlock(statement),
    );
  }
  if (ts.isLabeledStatement(node) || ts.isWithStatement(node) || ts.isIterationStatement(node, false)) {
    return ts.isBlock(node.statement) ? [] : [node.statement];
  }
  return [];
}

function collectFromStatements(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  statements: readonly ts.Statement[],
  place: DirectivePosition,
  owner: FunctionNode | undefined,
  isElided: (statement: ts.Statement) => boolean,
  found: DirectiveString[],
): void {
  let isPrologue = place === 'prologue';
  // Next.js looks past `export * from` for "use client" alone.
  let isClientPrologue = isPrologue;
  const erasesTypes = isTypeScriptFile(sourceFile);
  statements.forEach((statement, index) => {
    const string = stringOf(ts, sourceFile, statement, index === statements.length - 1);
    if (string) {
      const name = directiveNameOf(string.text);
      const inPrologue = name === 'use client' ? isClientPrologue : isPrologue;
      const position = place !== 'prologue' ? place : inPrologue ? 'prologue' : 'late';
      const counts =
        name !== undefined &&
        string.form === 'plain' &&
        position === 'prologue' &&
        (owner === undefined || name !== 'use client');
      const isAfterExportAll = position === 'late' && isClientPrologue;
      found.push({ ...string, name, statement, position, owner, isAfterExportAll, counts });
      if (string.form === 'plain') return;
      // A string in one pair of parentheses ends the prologue for "use client" alone.
      if (string.form === 'parenthesized' && string.parentheses === 1) {
        isClientPrologue = false;
        return;
      }
    }
    // The compiler drops empty statements of a module, not those of a function.
    const isKept = owner !== undefined && ts.isEmptyStatement(statement);
    if (erasesTypes && !isKept && (isErasedStatement(ts, statement) || isElided(statement))) return;
    isPrologue = false;
    const isExportAll = ts.isExportDeclaration(statement) && statement.exportClause === undefined;
    if (owner !== undefined || !isExportAll) isClientPrologue = false;
  });
}

type StringShape = Pick<DirectiveString, 'literal' | 'text' | 'form' | 'parentheses'>;

/** The string a statement consists of, or begins with where nothing but an accident explains it. */
function stringOf(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  statement: ts.Statement,
  isLast: boolean,
): StringShape | undefined {
  if (ts.isReturnStatement(statement)) {
    // At the end of a function a returned string is a value; in front of other code it is an accident.
    const value = statement.expression && unwrapTypes(ts, statement.expression);
    if (isLast || !value || !ts.isStringLiteral(value)) return undefined;
    return { literal: value, text: value.text, form: 'returned', parentheses: 0 };
  }
  if (!ts.isExpressionStatement(statement)) return undefined;
  let parentheses = 0;
  let expression: ts.Expression = unwrapTypes(ts, statement.expression);
  while (ts.isParenthesizedExpression(expression)) {
    parentheses += 1;
    expression = unwrapTypes(ts, expression.expression);
  }
  if (ts.isStringLiteral(expression)) {
    return { literal: expression, text: expression.text, form: parentheses > 0 ? 'parenthesized' : 'plain', parentheses };
  }
  if (ts.isNoSubstitutionTemplateLiteral(expression)) {
    return { literal: expression, text: expression.text, form: 'template', parentheses };
  }
  const literal = leadingString(ts, expression);
  if (!literal) return undefined;
  const form = isSwallowed(ts, sourceFile, literal) ? 'swallowed' : 'expression';
  return { literal, text: foldedText(ts, literal), form, parentheses };
}

/** The string literal that an expression starts with, as in `'a'(…)`, `'a'[…]`, `'a', b`, `'a' + b`, `void 'a'`. */
function leadingString(ts: TypeScript, expression: ts.Expression): ts.StringLiteral | undefined {
  let left: ts.Expression = expression;
  for (;;) {
    if (ts.isStringLiteral(left)) return left;
    if (ts.isBinaryExpression(left)) left = left.left;
    else if (ts.isTaggedTemplateExpression(left)) left = left.tag;
    else if (ts.isConditionalExpression(left)) left = left.condition;
    else if (ts.isPostfixUnaryExpression(left)) left = left.operand;
    else if (
      ts.isCallExpression(left) ||
      ts.isPropertyAccessExpression(left) ||
      ts.isElementAccessExpression(left) ||
      ts.isVoidExpression(left) ||
      ts.isParenthesizedExpression(left) ||
      ts.isAsExpression(left) ||
      ts.isSatisfiesExpression(left) ||
      ts.isNonNullExpression(left)
    ) {
      left = left.expression;
    } else return undefined;
  }
}

/** Whether what follows the string starts on a line of its own, so that a missing semicolon explains it. */
function isSwallowed(ts: TypeScript, sourceFile: ts.SourceFile, literal: ts.StringLiteral): boolean {
  const { parent } = literal;
  const takesIt =
    (ts.isCallExpression(parent) && parent.expression === literal) ||
    (ts.isElementAccessExpression(parent) && parent.expression === literal) ||
    (ts.isPropertyAccessExpression(parent) && parent.expression === literal) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === literal) ||
    (ts.isBinaryExpression(parent) && parent.left === literal);
  if (!takesIt) return false;
  const { text } = sourceFile;
  // Comments may stand between; the line break is what the person took for the end of the statement.
  for (let index = literal.end; index < text.length; index++) {
    const char = text[index]!;
    if (char === '\n' || char === '\r') return true;
    if (char !== ' ' && char !== '\t' && char !== '/') return false;
    if (char === '/') return text[index + 1] === '/' || (text[index + 1] === '*' && hasBreakAfterComment(text, index));
  }
  return false;
}

function hasBreakAfterComment(text: string, start: number): boolean {
  const end = text.indexOf('*/', start + 2);
  return end !== -1 && /^[ \t]*(?:\/\/[^\n]*)?[\r\n]/.test(text.slice(end + 2));
}

/** The text of `'use ' + 'client'` put together, or the literal's own. */
function foldedText(ts: TypeScript, literal: ts.StringLiteral): string {
  let { text } = literal;
  let { parent } = literal as { parent: ts.Node };
  while (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    ts.isStringLiteral(parent.right)
  ) {
    text += parent.right.text;
    parent = parent.parent;
  }
  return text;
}

/** `async () => 'use server'`: an arrow that was meant to have a body. */
function collectFromArrowBody(
  ts: TypeScript,
  arrow: FunctionNode,
  body: ts.Expression,
  found: DirectiveString[],
): void {
  if (!ts.isStringLiteral(body) || !hasModifier(ts, arrow, ts.SyntaxKind.AsyncKeyword)) return;
  const name = directiveNameOf(body.text);
  if (!name) return;
  found.push({
    literal: body,
    statement: body,
    text: body.text,
    name,
    form: 'returned',
    parentheses: 0,
    position: 'prologue',
    owner: arrow,
    isAfterExportAll: false,
    counts: false,
  });
}
