import type ts from 'typescript';
import { descendantsOf, functionsIn } from '../syntax/descendants.ts';
import type { TypeScript } from '../typescript.ts';
import type { DirectiveName, DirectivePosition, DirectiveString } from './directive-string.ts';
import { stringOf } from './string-statement.ts';
import {
  enclosingFunction,
  isAsync,
  isErasedStatement,
  isFunctionNode,
  isTypeScriptFile,
  unwrap,
  type FunctionNode,
} from '../syntax/nodes.ts';
import { memoized } from '../syntax/memoized.ts';

/** Where to report a directive: the string; the statement, where it is parenthesised or swallowed. */
export function placeOfDirective({ literal, statement, form, parentheses }: DirectiveString): ts.Node {
  return form === 'swallowed' || parentheses > 0 ? statement : literal;
}

/** How many strings of one body (of the file, or of a function) spell each directive, wherever in it they stand. */
interface BodyDirectives {
  readonly named: ReadonlyMap<DirectiveName, number>;
  /** Those of them that count. */
  readonly counting: ReadonlyMap<DirectiveName, number>;
}

const noDirectives: readonly DirectiveString[] = [];

const emptyBody: BodyDirectives = { named: new Map(), counting: new Map() };

/**
 * What the strings of one body spell; counted once a file.
 *
 * @param strings all the strings of the file
 * @param owner the function; undefined for the file
 */
export function directivesOfBody(strings: readonly DirectiveString[], owner: FunctionNode | undefined): BodyDirectives {
  return bodiesOf(strings).get(owner) ?? emptyBody;
}

const bodiesOf = memoized((strings: readonly DirectiveString[]): ReadonlyMap<FunctionNode | undefined, BodyDirectives> => {
  const counts = new Map<FunctionNode | undefined, Record<keyof BodyDirectives, Map<DirectiveName, number>>>();
  for (const { name, owner: of, counts: isCounting } of strings) {
    if (!name) continue;
    let body = counts.get(of);
    if (!body) counts.set(of, (body = { named: new Map(), counting: new Map() }));
    body.named.set(name, (body.named.get(name) ?? 0) + 1);
    if (isCounting) body.counting.set(name, (body.counting.get(name) ?? 0) + 1);
  }
  return counts;
});

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
): readonly DirectiveString[] {
  // What stands below the last string is of no matter here, and whether it is elided need not be asked.
  const end = sourceFile.statements.findLastIndex((statement) => ts.isExpressionStatement(statement)) + 1;
  if (end === 0) return noDirectives;
  const found: DirectiveString[] = [];
  collectFromStatements(ts, sourceFile, sourceFile.statements.slice(0, end), 'prologue', undefined, isElided, found);
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
  const collect = (statements: readonly ts.Statement[], position: DirectivePosition, node: ts.Node): void =>
    collectFromStatements(ts, sourceFile, statements, position, enclosingFunction(ts, node), isElided, found);
  for (const node of functionsIn(ts, sourceFile)) {
    const { body } = node;
    if (body && ts.isBlock(body)) {
      collect(body.statements, ts.isConstructorDeclaration(node) ? 'constructor' : 'prologue', body);
    } else if (body) {
      collectFromArrowBody(ts, node, body as ts.Expression, found);
    }
  }
  for (const node of descendantsOf(ts, sourceFile, 'Block', 'CaseClause', 'DefaultClause', 'ModuleBlock')) {
    if (ts.isModuleBlock(node)) collect(node.statements, 'namespace', node);
    else if (ts.isBlock(node) && ts.isClassStaticBlockDeclaration(node.parent))
      collect(node.statements, 'static-block', node.parent);
    else if (!ts.isBlock(node) || !isFunctionNode(ts, node.parent)) collect(node.statements, 'nested', node);
  }
  for (const node of descendantsOf(ts, sourceFile, ...bareHolders)) {
    for (const statement of bareStatementsOf(ts, node)) collect([statement], 'nested', node);
  }
  return found.sort((a, b) => a.literal.pos - b.literal.pos);
}

const bareHolders = [
  'DoStatement',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'IfStatement',
  'LabeledStatement',
  'WhileStatement',
  'WithStatement',
] as const;

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
    const string = stringOf(ts, sourceFile, statements, index, owner);
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

/** `async () => 'use server'`: an arrow that was meant to have a body. */
function collectFromArrowBody(ts: TypeScript, arrow: FunctionNode, body: ts.Expression, found: DirectiveString[]): void {
  const literal = unwrap(ts, body);
  if (!ts.isStringLiteral(literal) || !isAsync(ts, arrow)) return;
  const name = directiveNameOf(literal.text);
  if (!name) return;
  found.push({
    literal,
    statement: body,
    text: literal.text,
    name,
    form: 'returned',
    parentheses: 0,
    position: 'prologue',
    owner: arrow,
    isAfterExportAll: false,
    counts: false,
  });
}

export type { DirectiveName, DirectiveString } from './directive-string.ts';
