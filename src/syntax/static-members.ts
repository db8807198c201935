import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { memoized } from './memoized.ts';
import { unwrap } from './nodes.ts';

/** Members that something is given after it was made: under their names, or in a literal. */
export type GivenMembers = Map<string, ts.Expression> | ts.ObjectLiteralExpression;

const none: readonly GivenMembers[] = [];

/** What the names of a file's top level are given as members while it loads, the last first: `Menu.Item = Item`, `Object.assign(Menu, { Item })`. */
export function membersGivenTo(ts: TypeScript, file: ts.SourceFile, name: string): readonly GivenMembers[] {
  return mayGive.test(file.text) ? (membersGiven(ts, file).get(name) ?? none) : none;
}

const mayGive = /^[\w$]+\.[\w$]+ ?= ?[^=>]|^Object\.assign\(/m;

const membersGiven = memoized((ts: TypeScript, file: ts.SourceFile): ReadonlyMap<string, GivenMembers[]> => {
  const found = new Map<string, GivenMembers[]>();
  const add = (name: string, members: GivenMembers): void => {
    found.set(name, [members, ...(found.get(name) ?? [])]);
  };
  for (const statement of file.statements) {
    const expression = ts.isExpressionStatement(statement) ? unwrap(ts, statement.expression) : undefined;
    if (!expression) continue;
    if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const target = unwrap(ts, expression.left);
      const holder = ts.isPropertyAccessExpression(target) ? unwrap(ts, target.expression) : undefined;
      if (holder && ts.isIdentifier(holder) && ts.isPropertyAccessExpression(target))
        add(holder.text, new Map([[target.name.text, expression.right]]));
    } else if (ts.isCallExpression(expression) && isObjectAssign(ts, expression)) {
      const [target, ...sources] = expression.arguments;
      if (target && ts.isIdentifier(target))
        for (const source of sources) if (ts.isObjectLiteralExpression(source)) add(target.text, source);
    }
  }
  return found;
});

/** Whether a call is `Object.assign(…)`, by its text: whoever calls something else so has to expect it. */
export function isObjectAssign(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  return (
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === 'assign' &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === 'Object'
  );
}
