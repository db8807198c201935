import type ts from 'typescript';
import { documentKey, documentMaker, graphqlMutation, sendingCall } from '../catalog/service-writes.ts';
import { calleesOf, searchCall, type Query } from '../flow/index.ts';
import { declaredValue, originOf } from '../flow/origin.ts';
import { textParts } from '../flow/text-parts.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { isNameOrMember, unwrap } from '../syntax/nodes.ts';
import { calleeName } from '../syntax/last-name.ts';
import { valueOfProperty } from '../syntax/members.ts';

/** Names may stand for each other in a circle. */
const maximumDepth = 6;

/** Whether a call is given a document of GraphQL with a mutation in it, for a client to send: what is posted as a query reads. */
export const sendsGraphqlMutation = memoized(
  (project: Project, call: ts.CallExpression): boolean =>
    call.arguments.some((argument) => isMutation(project, argument, 0)) && mayBeSent(project, call),
);

/** Whether what is called may send what it is given: its body does, or where that is not in view its name is no maker's of documents. */
function mayBeSent(project: Project, call: ts.CallExpression): boolean {
  const isInView = calleesOf(project, call).all.some(({ node: { body } }) => body && !isEmpty(project.ts, body));
  return isInView ? searchCall(project, call, sending) !== undefined : !makesDocument(project, call);
}

function isEmpty(ts: Project['ts'], body: ts.ConciseBody): boolean {
  return ts.isBlock(body) && body.statements.length === 0;
}

const sending: Query<true> = {
  inner: 'handed-on',
  hit: ({ ts }, node) => (ts.isCallExpression(node) && sendingCall.test(calleeName(ts, node))) || undefined,
};

/** `gql(…)`, `graphql(…)`, `parse(…)` and `JSON.stringify(…)`: they send nothing. */
function makesDocument({ ts }: Project, call: ts.CallExpression): boolean {
  return documentMaker.test(calleeName(ts, call));
}

function isMutation(project: Project, expression: ts.Expression, depth: number): boolean {
  const { ts } = project;
  if (depth > maximumDepth) return false;
  const inner = unwrap(ts, expression);
  const further = (next: ts.Expression): boolean => isMutation(project, next, depth + 1);
  if (ts.isObjectLiteralExpression(inner))
    return inner.properties.some((property) => {
      const value = property.name && documentKey.test(property.name.getText()) ? valueOfProperty(ts, property) : undefined;
      return value !== undefined && further(value);
    });
  if (ts.isCallExpression(inner)) return makesDocument(project, inner) && inner.arguments.some(further);
  if (ts.isTaggedTemplateExpression(inner)) return further(inner.template);
  if (isNameOrMember(ts, inner)) {
    const value = declaredValue(originOf(project, inner));
    return value !== undefined && ts.isExpression(value) && value !== inner && further(value);
  }
  const isText = ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner) || ts.isBinaryExpression(inner);
  return isText && graphqlMutation.test(textParts(project, inner).join(' '));
}
