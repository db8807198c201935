import type ts from 'typescript';
import { runtimeDescendantsOf } from '../syntax/descendants.ts';
import { configurationIn, configPlaceOf, propertiesOf } from '../frameworks/config.ts';
import { originOf } from '../flow/origin.ts';
import { unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import { isAnyAssignment } from '../syntax/operators.ts';

/** A read of one environment variable. */
export interface EnvironmentRead {
  readonly name: string;
  /** `process.env.X`, or the name in a pattern. */
  readonly at: ts.Node;
}

/** Where a file reads `process.env.X`: as a member, by a string, through another name for `process.env`, or out of a pattern. */
export function environmentReads(project: Project, sourceFile: ts.SourceFile): EnvironmentRead[] {
  const { ts } = project;
  const found: EnvironmentRead[] = [];
  if (!mentionsProcess(sourceFile)) return found;
  for (const node of runtimeDescendantsOf(
    ts,
    sourceFile,
    'PropertyAccessExpression',
    'ElementAccessExpression',
    'BindingElement',
  )) {
    if (!ts.isBindingElement(node)) {
      const name = variableOf(project, node);
      if (name !== undefined && !isWrittenTo(ts, node)) found.push({ name, at: node });
    } else if (ts.isIdentifier(node.name) && !node.dotDotDotToken) {
      const name = variableOf(project, node.name);
      if (name !== undefined) found.push({ name, at: node.propertyName ?? node.name });
    }
  }
  return found;
}

/** Whether a file says `process` at all: the rest need not be walked. */
export function mentionsProcess({ text }: ts.SourceFile): boolean {
  return /\bprocess\b/.test(text);
}

/** The environment variable that an expression is, by name: `process.env.X`. */
export function variableOf(project: Project, node: ts.Expression): string | undefined {
  const [env, name, ...further] = environmentPath(project, node) ?? [];
  return env === 'env' && further.length === 0 ? name : undefined;
}

/** The variable that a function is asked for by name: `(name) => process.env[name]`, called with `'API_KEY'`. */
export function variableAsked(
  project: Project,
  access: ts.ElementAccessExpression,
  { parameters }: FunctionNode,
  call: ts.CallExpression,
): string | undefined {
  const { ts } = project;
  if (!isEnvironment(project, access.expression) || !ts.isIdentifier(access.argumentExpression)) return undefined;
  const declaration = declarationOf(ts, access.argumentExpression);
  const given = call.arguments[parameters.findIndex((parameter) => parameter === declaration)];
  return given && ts.isStringLiteralLike(given) ? given.text : undefined;
}

/** What a schema or a helper makes of all variables: `schema.parse(process.env)`, `createEnv({ runtimeEnv: process.env })`. */
export function isParsedEnvironment(project: Project, value: ts.Expression): boolean {
  const { ts } = project;
  const made = unwrap(ts, value);
  if (!ts.isCallExpression(made)) return false;
  return made.arguments.some((argument) => {
    const given = unwrap(ts, argument);
    if (!ts.isObjectLiteralExpression(given)) return isEnvironment(project, given);
    return given.properties.some(
      (property) => ts.isPropertyAssignment(property) && holdsVariables(project, unwrap(ts, property.initializer)),
    );
  });
}

/** `process.env`, or a literal that lists its variables. */
function holdsVariables(project: Project, value: ts.Expression): boolean {
  const { ts } = project;
  if (!ts.isObjectLiteralExpression(value)) return isEnvironment(project, value);
  return value.properties.some(
    (property) => ts.isPropertyAssignment(property) && variableOf(project, property.initializer) !== undefined,
  );
}

/** Whether an expression is `process.env` as a whole. */
function isEnvironment(project: Project, node: ts.Expression): boolean {
  return environmentPath(project, node)?.join('.') === 'env';
}

/** The members of `process` that an expression reads. */
function environmentPath(project: Project, node: ts.Expression): readonly string[] | undefined {
  const { end, members, reference } = originOf(project, node);
  if (reference) return undefined;
  const path = [...members];
  if (end.kind === 'package' && /^(?:node:)?process$/.test(end.module)) {
    if (end.name !== 'default' && end.name !== '*') path.unshift(end.name);
  } else if (end.kind !== 'global') return undefined;
  else if (/^(?:globalThis|global)$/.test(end.name)) {
    if (path.shift() !== 'process') return undefined;
  } else if (end.name !== 'process') return undefined;
  return path;
}

function isWrittenTo(ts: Project['ts'], node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  return isAnyAssignment(ts, parent) && parent.left === node;
}

/**
 * The variables that an app's `next.config` puts into the browser's code by its `env`.
 *
 * @param config the file; undefined where none is in view
 * @returns `all` where it says more than the file shows
 */
export function inlinedVariables(ts: TypeScript, config: ts.SourceFile | undefined): ReadonlySet<string> | 'all' {
  if (!config) return new Set();
  const place = configPlaceOf(ts, configurationIn(ts, config), 'env');
  const isOpen = place.objects.some(({ properties }) => properties.some((property) => ts.isSpreadAssignment(property)));
  return isOpen ? 'all' : new Set(propertiesOf(ts, place).map(({ key }) => key));
}

/** Whether a `next.config` names a module of Node's: it may give it a stand-in, or an empty module. */
export function isStoodInFor(config: ts.SourceFile | undefined, module: string): boolean {
  const name = module.replace(/^node:/, '').replaceAll(/[^\w/]/g, '');
  return config !== undefined && new RegExp(`(?<![\\w/])${name}['"\`]?\\s*:`).test(config.text);
}
