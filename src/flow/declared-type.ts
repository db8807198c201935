import type ts from 'typescript';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';

/** Methods of an array that call their first argument with an element. */
const elementMethods: ReadonlySet<string> = new Set(
  'map flatMap forEach filter find findIndex findLast findLastIndex some every'.split(' '),
);

/**
 * The type that an element of an array has in the function it is given to (`items.map((item) => …)`), and the types of its members,
 * before anything around narrows them. To ask the checker at the place itself has it check the whole function first, and all that is
 * around the call: where what the declared type allows is harmless already, that need not be.
 *
 * @returns undefined for anything else
 */
export function declaredTypeOf(project: Project, expression: ts.Expression): ts.Type | undefined {
  const { ts, checker } = project;
  if (!checker) return undefined;
  const inner = unwrap(ts, expression);
  if (ts.isPropertyAccessExpression(inner)) {
    const holder = inner.questionDotToken ? undefined : declaredTypeOf(project, inner.expression);
    return holder && typeOfMember(checker, holder, inner.name.text);
  }
  if (!ts.isIdentifier(inner)) return undefined;
  const declaration = declarationOf(ts, inner);
  if (!declaration || !(ts.isParameter(declaration) || ts.isBindingElement(declaration))) return undefined;
  if (declaration.initializer || declaration.dotDotDotToken) return undefined;
  if (ts.isParameter(declaration)) return elementGivenTo(project, declaration);
  const { parent: pattern, propertyName = declaration.name } = declaration;
  if (!ts.isObjectBindingPattern(pattern) || !ts.isParameter(pattern.parent) || !ts.isIdentifier(propertyName)) return undefined;
  const holder = elementGivenTo(project, pattern.parent);
  return holder && typeOfMember(checker, holder, propertyName.text);
}

function elementGivenTo(project: Project, { parent: fn, type, dotDotDotToken, initializer, pos }: ts.ParameterDeclaration) {
  const { ts, checker } = project;
  if (type || dotDotDotToken || initializer || !isFunctionNode(ts, fn) || fn.parameters[0]?.pos !== pos) return undefined;
  const { parent: call } = fn;
  if (!ts.isCallExpression(call) || call.arguments[0] !== fn || call.typeArguments) return undefined;
  const method = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(method) || !elementMethods.has(method.name.text)) return undefined;
  const array = declaredTypeOf(project, method.expression) ?? checker!.getTypeAtLocation(method.expression);
  return checker!.isArrayType(array) ? checker!.getTypeArguments(array as ts.TypeReference)[0] : undefined;
}

function typeOfMember(checker: ts.TypeChecker, holder: ts.Type, name: string): ts.Type | undefined {
  const member = holder.isUnion() ? undefined : checker.getPropertyOfType(holder, name);
  return member && checker.getTypeOfSymbol(member);
}
