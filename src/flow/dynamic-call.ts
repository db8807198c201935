import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { isNameOrMember, unwrap, unwrapTypes } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { declaredValue, isFrom, originOf } from './origin.ts';
import type { Project } from '../project/project.ts';
import { valueOfProperty } from '../syntax/members.ts';

/** A call of `next/dynamic`. */
interface DynamicCall {
  readonly call: ts.CallExpression;
  /** Whether its options say `ssr: false`, as a second argument or beside `loader`; also by way of a constant. */
  readonly isWithoutSsr: boolean;
  /** Why the compiler cannot read its arguments, and the place to say so. */
  readonly fault: { readonly kind: 'options' | 'none' | 'many'; readonly at: ts.Node } | undefined;
}

/** The calls of `next/dynamic` in a file, under whatever name. */
export function dynamicCallsOf(project: Project, sourceFile: ts.SourceFile): DynamicCall[] {
  const { ts } = project;
  const found: DynamicCall[] = [];
  // The loader's `import()` is in every file that calls it; a file without need not be walked.
  if (!/\bdynamic\b|\bssr\b/.test(sourceFile.text)) return found;
  for (const node of descendantsOf(ts, sourceFile, 'CallExpression')) {
    const { expression: callee, arguments: given } = node;
    if (!isNameOrMember(ts, callee)) continue;
    if (!isFrom(originOf(project, callee), 'next/dynamic', 'default')) continue;
    const fault = faultOfArguments(ts, node);
    const isWithoutSsr =
      !given.some((argument) => ts.isSpreadElement(argument)) &&
      given.slice(0, 2).some((argument) => saysNoSsr(project, argument));
    found.push({ call: node, isWithoutSsr, fault });
  }
  return found;
}

/** What the compiler minds before anything else: no argument, a third one, options that are no object literal. */
function faultOfArguments(ts: TypeScript, call: ts.CallExpression): DynamicCall['fault'] {
  const [loader, options] = call.arguments;
  if (!loader) return { kind: 'none', at: call };
  if (call.arguments.length > 2) return { kind: 'many', at: call };
  if (!options || ts.isObjectLiteralExpression(unwrapTypes(ts, options))) return undefined;
  return { kind: 'options', at: options };
}

function saysNoSsr(project: Project, argument: ts.Expression): boolean {
  const { ts } = project;
  const options = constantOf(project, argument);
  if (!ts.isObjectLiteralExpression(options)) return false;
  // The last one counts, and a spread after it may say something else.
  for (const property of [...options.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) return false;
    if (optionNameOf(ts, property.name) !== 'ssr') continue;
    const value = valueOfProperty(ts, property);
    return value !== undefined && isFalse(ts, constantOf(project, value));
  }
  return false;
}

/** An expression, or what the constant behind it is given. */
function constantOf(project: Project, expression: ts.Expression): ts.Expression {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (!ts.isIdentifier(inner)) return inner;
  const value = declaredValue(originOf(project, inner));
  return value && ts.isExpression(value) ? value : inner;
}

function optionNameOf(ts: TypeScript, name: ts.PropertyName): string | undefined {
  const inner = ts.isComputedPropertyName(name) ? unwrap(ts, name.expression) : name;
  return ts.isIdentifier(inner) && inner === name ? inner.text : ts.isStringLiteralLike(inner) ? inner.text : undefined;
}

/** `false`, `!1`. */
function isFalse(ts: TypeScript, value: ts.Expression): boolean {
  if (value.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (!ts.isPrefixUnaryExpression(value) || value.operator !== ts.SyntaxKind.ExclamationToken) return false;
  const operand = unwrap(ts, value.operand);
  return operand.kind === ts.SyntaxKind.TrueKeyword || (ts.isNumericLiteral(operand) && Number(operand.text) !== 0);
}
