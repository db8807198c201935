import type ts from 'typescript';
import { isFunctionNode, isNameOrAccess, isNameOrMember, parametersOf, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';

/** What a parameter takes: `yes` FormData and nothing else, `no` anything but FormData, or not known (or either). */
type TakesFormData = 'yes' | 'no' | 'unknown';

/** A parameter of an action, without those that are bound. */
export interface ActionParameter {
  /** Its name; undefined for a pattern, and where only a type is known. */
  readonly name: string | undefined;
  readonly takesFormData: TakesFormData;
  /** Whether it takes only strings, numbers, booleans and the like. */
  readonly isPrimitive: boolean;
  /** Whether a type says what it takes: then its name says nothing. */
  readonly isTyped: boolean;
  readonly isOptional: boolean;
  readonly node: ts.ParameterDeclaration | undefined;
}

/** The parameters of an action that are left to its caller. */
export interface ActionParameters {
  readonly parameters: readonly ActionParameter[];
  /** The parameters in front that `.bind` fills. */
  readonly filled: readonly ActionParameter[];
  /** How many arguments are bound in front. */
  readonly bound: number;
  /** Its name; undefined for one without. */
  readonly name: string | undefined;
}

const maximumDepth = 8;

/**
 * The parameters of a function that an expression stands for, after those that `.bind` fills: by its declaration, through names,
 * imports, `useCallback` and casts, or else by its type.
 *
 * A question of its own beside the engine's `functions`: it is about what a caller has to pass, which a type tells as well where no
 * function is in the program.
 *
 * @returns undefined where that is not known: rest parameters, overloads, values of unknown origin
 */
export function actionParametersOf(project: Project, expression: ts.Expression, depth = 0): ActionParameters | undefined {
  const { ts } = project;
  if (depth > maximumDepth) return undefined;
  const inner = unwrap(ts, expression);
  if (isFunctionNode(ts, inner)) return declaredParameters(project, inner, undefined, depth === 0);
  if (ts.isCallExpression(inner)) {
    const callee = unwrap(ts, inner.expression);
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'bind')
      return boundParameters(project, callee.expression, inner, depth);
    const [first] = inner.arguments;
    if (first && isPassingWrapper(project, callee)) return actionParametersOf(project, first, depth + 1);
    return typed(project, inner);
  }
  if (!isNameOrAccess(ts, inner)) return undefined;
  const { end, members } = originOf(project, inner);
  const name = ts.isIdentifier(inner) ? inner.text : inner.getText();
  if (end.kind === 'declaration' && members.length === 0) {
    // What a hook returns in an array (`useActionState`, `useReducer`) is made for where it is given.
    if (ts.isBindingElement(end.node) && ts.isArrayBindingPattern(end.node.parent)) return undefined;
    if (end.value && isFunctionNode(ts, end.value)) return declaredParameters(project, end.value, name, false);
    if (end.value && ts.isCallExpression(end.value)) {
      const known = actionParametersOf(project, end.value, depth + 1);
      if (known) return { ...known, name };
    }
  }
  const known = typed(project, inner);
  return known && { ...known, name };
}

function isPassingWrapper(project: Project, callee: ts.Expression): boolean {
  const { ts } = project;
  if (!isNameOrMember(ts, callee)) return false;
  const origin = originOf(project, callee);
  return isFrom(origin, 'react', 'useCallback') || isFrom(origin, 'react', 'cache');
}

function boundParameters(
  project: Project,
  target: ts.Expression,
  call: ts.CallExpression,
  depth: number,
): ActionParameters | undefined {
  const values = call.arguments.slice(1);
  if (call.arguments.some((argument) => project.ts.isSpreadElement(argument))) return undefined;
  const known = actionParametersOf(project, target, depth + 1);
  if (!known) return undefined;
  return {
    ...known,
    parameters: known.parameters.slice(values.length),
    filled: [...known.filled, ...known.parameters.slice(0, values.length)],
    bound: known.bound + values.length,
  };
}

function declaredParameters(
  project: Project,
  fn: FunctionNode,
  name: string | undefined,
  isInline: boolean,
): ActionParameters | undefined {
  const { ts, checker } = project;
  if (!fn.body || fn.parameters.some(({ dotDotDotToken }) => dotDotDotToken)) return undefined;
  if (ts.isFunctionDeclaration(fn) && checker && fn.name) {
    const symbol = checker.getSymbolAtLocation(fn.name);
    if ((symbol?.declarations?.length ?? 1) > 1) return undefined;
  }
  const own = parametersOf(ts, fn);
  const parameters = own.map((node): ActionParameter => {
    // What is not annotated on the spot takes its type from where it is given.
    const type = checker && (node.type || node.initializer || !isInline) ? checker.getTypeAtLocation(node) : undefined;
    const isTyped = type ? (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0 : node.type !== undefined;
    return {
      name: ts.isIdentifier(node.name) ? node.name.text : undefined,
      takesFormData: type && isTyped ? byType(ts, type) : byAnnotation(ts, node),
      isPrimitive: type ? isPrimitiveType(ts, type) : node.type !== undefined && isPrimitiveNode(ts, node.type),
      isTyped: isTyped || node.type !== undefined,
      isOptional: node.questionToken !== undefined || node.initializer !== undefined,
      node,
    };
  });
  return {
    parameters,
    filled: [],
    bound: 0,
    name: name ?? (fn.name && ts.isIdentifier(fn.name) ? fn.name.text : undefined),
  };
}

function typed({ ts, checker }: Project, expression: ts.Expression): ActionParameters | undefined {
  if (!checker) return undefined;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  if (type.isUnion()) return undefined;
  const [signature, ...others] = type.getCallSignatures();
  if (!signature || others.length > 0 || signature.typeParameters) return undefined;
  const parameters: ActionParameter[] = [];
  for (const symbol of signature.getParameters()) {
    const declaration = symbol.valueDeclaration;
    const node = declaration && ts.isParameter(declaration) ? declaration : undefined;
    if (!node || node.dotDotDotToken) return undefined;
    const own = checker.getTypeOfSymbolAtLocation(symbol, expression);
    const takesFormData = byType(ts, own);
    // What a library does not have to be given it looks at first: react-hook-form's `handleSubmit(…)` runs without an event.
    const isIgnored = takesFormData === 'no' && node.questionToken !== undefined && node.getSourceFile().isDeclarationFile;
    parameters.push({
      name: symbol.name,
      takesFormData: isIgnored ? 'unknown' : takesFormData,
      isPrimitive: isPrimitiveType(ts, own),
      isTyped: (own.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0,
      isOptional: node.questionToken !== undefined || node.initializer !== undefined,
      node: undefined,
    });
  }
  return { parameters, filled: [], bound: 0, name: undefined };
}

const membersOfFormData = new Set([
  'append',
  'delete',
  'get',
  'getAll',
  'has',
  'set',
  'forEach',
  'keys',
  'values',
  'entries',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'constructor',
]);

function byType(ts: TypeScript, type: ts.Type): TakesFormData {
  const { TypeFlags } = ts;
  if (type.isUnion()) {
    const members = type.types
      .filter((member) => (member.flags & (TypeFlags.Undefined | TypeFlags.Void)) === 0)
      .map((member) => byType(ts, member));
    return members.length > 0 && members.every((member) => member === members[0]) ? members[0]! : 'unknown';
  }
  if (
    type.flags &
    (TypeFlags.StringLike |
      TypeFlags.NumberLike |
      TypeFlags.BooleanLike |
      TypeFlags.BigIntLike |
      TypeFlags.ESSymbolLike |
      TypeFlags.Null |
      TypeFlags.Undefined)
  )
    return 'no';
  if (!(type.flags & (TypeFlags.Object | TypeFlags.Intersection))) return 'unknown';
  if ((type.symbol as ts.Symbol | undefined)?.name === 'FormData') return 'yes';
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return 'no';
  const isForeign = type
    .getProperties()
    .some(
      ({ name, flags }) => !name.startsWith('__@') && !membersOfFormData.has(name) && (flags & ts.SymbolFlags.Optional) === 0,
    );
  return isForeign ? 'no' : 'unknown';
}

function byAnnotation(ts: TypeScript, { type }: ts.ParameterDeclaration): TakesFormData {
  if (!type) return 'unknown';
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'FormData') return 'yes';
  if (isPrimitiveNode(ts, type) || ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type) || ts.isFunctionTypeNode(type))
    return 'no';
  if (ts.isTypeLiteralNode(type)) {
    const isForeign = type.members.some(
      (member) =>
        ts.isPropertySignature(member) &&
        !member.questionToken &&
        ts.isIdentifier(member.name) &&
        !membersOfFormData.has(member.name.text),
    );
    return isForeign ? 'no' : 'unknown';
  }
  return 'unknown';
}

function isPrimitiveNode(ts: TypeScript, type: ts.TypeNode): boolean {
  const { StringKeyword, NumberKeyword, BooleanKeyword, BigIntKeyword } = ts.SyntaxKind;
  if (ts.isUnionTypeNode(type)) return type.types.every((member) => isPrimitiveNode(ts, member));
  return (
    [StringKeyword, NumberKeyword, BooleanKeyword, BigIntKeyword].includes(type.kind) ||
    (ts.isLiteralTypeNode(type) && type.literal.kind !== ts.SyntaxKind.NullKeyword)
  );
}

function isPrimitiveType(ts: TypeScript, type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every((member) => isPrimitiveType(ts, member));
  const { StringLike, NumberLike, BooleanLike, BigIntLike } = ts.TypeFlags;
  return (type.flags & (StringLike | NumberLike | BooleanLike | BigIntLike)) !== 0;
}
