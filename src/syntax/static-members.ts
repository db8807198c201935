import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { memoized } from './memoized.ts';
import { unwrap } from './nodes.ts';
import { isAssignment } from './operators.ts';

/** Members that something is given after it was made: under their names, or in a literal. */
export type GivenMembers = Map<string, ts.Expression> | ts.ObjectLiteralExpression;

const none: readonly GivenMembers[] = [];

/** What the names of a file's top level are given as members while it loads, the last first: `Menu.Item = Item`, `Object.assign(Menu, { Item })`. */
export function membersGivenTo(ts: TypeScript, file: ts.SourceFile, name: string): readonly GivenMembers[] {
  return membersGiven(ts, file).get(name) ?? none;
}

const mayGive = /^[\w$]+\.[\w$]+ ?= ?[^=>]|^Object\.assign\(/m;

const membersGiven = memoized((ts: TypeScript, file: ts.SourceFile): ReadonlyMap<string, GivenMembers[]> => {
  const found = new Map<string, GivenMembers[]>();
  if (!mayGive.test(file.text)) return found;
  const listOf = (name: string): GivenMembers[] => {
    const given = found.get(name) ?? [];
    found.set(name, given);
    return given;
  };
  /** A member under its name: with those before it, for there may be as many as a file has lines. */
  const put = (holder: string, name: string, value: ts.Expression): void => {
    const given = listOf(holder);
    const [latest] = given;
    if (latest instanceof Map) latest.set(name, value);
    else given.unshift(new Map([[name, value]]));
  };
  for (const statement of file.statements) {
    const expression = ts.isExpressionStatement(statement) ? unwrap(ts, statement.expression) : undefined;
    if (!expression) continue;
    if (isAssignment(ts, expression)) {
      const target = unwrap(ts, expression.left);
      const holder = ts.isPropertyAccessExpression(target) ? unwrap(ts, target.expression) : undefined;
      if (holder && ts.isIdentifier(holder) && ts.isPropertyAccessExpression(target))
        put(holder.text, target.name.text, expression.right);
    } else if (ts.isCallExpression(expression) && isObjectAssign(ts, expression)) {
      const [target, ...sources] = expression.arguments;
      if (target && ts.isIdentifier(target))
        for (const source of sources) if (ts.isObjectLiteralExpression(source)) listOf(target.text).unshift(source);
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
