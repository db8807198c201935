import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { calleesOf, functionsOf } from '../flow/index.ts';
import { declaredValue, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { lastPropertyNamed, valueOfProperty } from '../syntax/members.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';

const maximumDepth = 8;

/**
 * The functions of the program through which a query goes before it is made, of a client that is extended by them:
 * `prisma.$extends({ query: { $allOperations({ args, query }) { … } } })`. Prisma's documentation: client extensions, `query`.
 */
export function queryHandlersOf(project: Project, call: ts.CallExpression): FunctionNode[] {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const holder = unwrap(ts, callee.expression);
  const extensions = ts.isPropertyAccessExpression(holder) ? extensionsOf(project, holder.expression, 0) : [];
  return extensions.flatMap((extension) => {
    const query = memberOf(project, extension, 'query');
    const ofModels = [(holder as ts.PropertyAccessExpression).name.text, '$allModels'].map((name) =>
      memberOf(project, query, name),
    );
    const ofAll = ofModels.flatMap((model) => [
      memberOf(project, model, callee.name.text),
      memberOf(project, model, '$allOperations'),
    ]);
    return [memberOf(project, query, '$allOperations'), ...ofAll].flatMap((handler) =>
      handler ? functionsOf(project, handler).all.map(({ node }) => node) : [],
    );
  });
}

/** What the client that an expression stands for was extended by. */
function extensionsOf(project: Project, client: ts.Expression, depth: number): ts.Expression[] {
  const { ts } = project;
  if (depth > maximumDepth) return [];
  return branchesOf(ts, client).flatMap((branch) => {
    const inner = unwrap(ts, branch);
    if (ts.isAwaitExpression(inner)) return extensionsOf(project, inner.expression, depth + 1);
    if (ts.isCallExpression(inner)) {
      const callee = unwrap(ts, inner.expression);
      const [extension] = inner.arguments;
      if (extension && ts.isPropertyAccessExpression(callee) && callee.name.text === '$extends')
        return [extension, ...extensionsOf(project, callee.expression, depth + 1)];
      const returned = calleesOf(project, inner).all.flatMap(({ node }) => returnedExpressions(ts, node));
      return returned.flatMap((value) => extensionsOf(project, value, depth + 1));
    }
    const value =
      ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner) ? declaredValue(originOf(project, inner)) : undefined;
    return value && ts.isExpression(value) && value !== inner ? extensionsOf(project, value, depth + 1) : [];
  });
}

/** What an object has under a name; `Prisma.defineExtension(…)` gives back what it is given. */
function memberOf(project: Project, object: ts.Node | undefined, name: string): ts.Node | undefined {
  const { ts } = project;
  let inner = object && ts.isExpression(object) ? unwrap(ts, object) : undefined;
  if (inner && ts.isIdentifier(inner)) {
    const value = declaredValue(originOf(project, inner));
    inner = value && ts.isExpression(value) ? unwrap(ts, value) : undefined;
  }
  if (inner && ts.isCallExpression(inner)) inner = inner.arguments[0] && unwrap(ts, inner.arguments[0]);
  if (!inner || !ts.isObjectLiteralExpression(inner)) return undefined;
  const property = lastPropertyNamed(ts, inner, name);
  return property && isFunctionNode(ts, property) ? property : valueOfProperty(ts, property);
}
