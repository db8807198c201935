import type ts from 'typescript';
import { actingMember, actingUser, userIdType } from '../catalog/authentication.ts';
import { choosingRows, columnComparison, writtenKey } from '../catalog/data-writes.ts';
import { calleesOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { calleeName } from '../syntax/last-name.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { CircularMemo } from '../syntax/circular-memo.ts';
import { memoized } from '../syntax/memoized.ts';
import { rootOf, unwrapAwaits, withWrappers } from '../syntax/nodes.ts';
import { initializerAround } from '../syntax/scope.ts';
import { asksByCall } from './authentication.ts';
import { equalityOf } from '../syntax/operators.ts';
import { otherSide } from '../syntax/branches.ts';

/**
 * Whether rows are chosen by a value as by their owner's id, whatever the value itself is called: `where: { id, userId: who }`,
 * `eq(posts.ownerId, who)`, `.eq('user_id', who)`; or as by an id that the session has under the same name. Also by a function of the
 * program that is given it.
 */
export function isUsedAsOwner(project: Project, value: ts.Expression): boolean {
  const { ts } = project;
  const node = withWrappers(ts, value);
  const { parent } = node;
  const isOwner = (column: string): boolean =>
    actingUser.test(column) || (actingMember.test(column) && sessionIdsIn(project, value.getSourceFile()).has(column));
  if (ts.isShorthandPropertyAssignment(parent) || (ts.isPropertyAssignment(parent) && parent.initializer === node))
    return isOwner(parent.name.getText()) && isInChoice(ts, parent);
  if (ts.isTemplateSpan(parent)) return isOwner(columnBefore(parent));
  if (ts.isBinaryExpression(parent) && equalityOf(ts, parent)) {
    const other = otherSide(ts, parent, node);
    return ts.isPropertyAccessExpression(other) && actingUser.test(other.name.text);
  }
  if (!ts.isCallExpression(parent) || parent.expression === node) return false;
  const place = parent.arguments.indexOf(node);
  const [first] = parent.arguments;
  if (place === 1 && first && columnComparison.test(calleeName(ts, parent)))
    return isOwner(ts.isPropertyAccessExpression(first) ? first.name.text : ts.isStringLiteralLike(first) ? first.text : '');
  return calleesOf(project, parent).all.some(({ node: fn, bound }) => {
    const parameter = fn.parameters[place + bound.length];
    if (!parameter || !ts.isIdentifier(parameter.name)) return false;
    return ownerParameters(project).ask(parameter, () => parameterUses(project, parameter));
  });
}

/** Which parameters are used so: each of them is asked once, however often its function is called. */
const ownerParameters = memoized((_project: Project) => new CircularMemo<ts.ParameterDeclaration, boolean>(false));

function parameterUses(project: Project, parameter: ts.ParameterDeclaration): boolean {
  const { ts } = project;
  const { name } = parameter;
  return ts.isIdentifier(name) && usesOfDeclared(ts, parameter, name).some((use) => isUsedAsOwner(project, use));
}

/** Whether a parameter's type says that an id is a user's, and its name does not say whose: `accountId: User['id']`, `memberId: UserId`. */
export function isTypedAsUser(ts: Project['ts'], id: string, parameter: ts.ParameterDeclaration): boolean {
  if (!actingMember.test(id)) return false;
  let { type } = parameter;
  if (type && ts.isTypeLiteralNode(type)) {
    const member = type.members.find(({ name }) => name?.getText() === id);
    type = member && ts.isPropertySignature(member) ? member.type : undefined;
  }
  const text = type?.getText() ?? '';
  return userIdType.test(text);
}

/** Whether a property is of what chooses rows, and not of what is written into them. */
function isInChoice(ts: Project['ts'], property: ts.Node): boolean {
  for (let inner = property, outer = property.parent; outer && !ts.isStatement(outer); inner = outer, outer = outer.parent) {
    if (ts.isPropertyAssignment(outer)) {
      const name = outer.name.getText();
      if (writtenKey.test(name)) return false;
      if (choosingRows.test(name)) return true;
    }
    if (ts.isCallExpression(outer)) return outer.arguments[0] === inner && choosingRows.test(calleeName(ts, outer));
  }
  return false;
}

/** `and user_id = ${who}` */
function columnBefore({ expression }: ts.TemplateSpan): string {
  const end = expression.getFullStart() - '${'.length;
  return /(\w+)["`\]]?\s*=\s*$/.exec(expression.getSourceFile().text.slice(Math.max(0, end - 80), end))?.[1] ?? '';
}

/** The ids that those who are asked who calls answer with, in a file: by their types, and by what is read of them. */
const sessionIdsIn = memoized((project: Project, file: ts.SourceFile): ReadonlySet<string> => {
  const { ts, checker } = project;
  const found = new Set<string>();
  const calls = new Set(descendantsOf(ts, file, 'CallExpression').filter((call) => asksByCall(project, call)));
  if (calls.size === 0) return found;
  const add = (name: string): void => void (actingMember.test(name) && found.add(name));
  for (const call of checker ? calls : []) {
    const type = checker!.getTypeAtLocation(call);
    const answer = checker!.getNonNullableType(checker!.getAwaitedType(type) ?? type);
    const user = checker!.getPropertyOfType(answer, 'user');
    const of = user ? [answer, checker!.getNonNullableType(checker!.getTypeOfSymbol(user))] : [answer];
    for (const { name } of of.flatMap((each) => checker!.getPropertiesOfType(each))) add(name);
  }
  for (const access of descendantsOf(ts, file, 'PropertyAccessExpression')) {
    if (!actingMember.test(access.name.text)) continue;
    const root = rootOf(ts, access.expression, ts.isAwaitExpression);
    const value = unwrapAwaits(ts, initializerAround(ts, root) ?? root);
    if (ts.isCallExpression(value) && calls.has(value)) add(access.name.text);
  }
  return found;
});
