import type ts from 'typescript';
import { unwrap } from '../syntax/nodes.ts';
import { originOf } from './origin.ts';
import type { Project } from '../project/project.ts';

/** The name that a property is written under, where it is no computed one. */
export function nameOf(ts: Project['ts'], name: ts.PropertyName | ts.BindingName): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))
    return name.text;
  if (!ts.isComputedPropertyName(name)) return undefined;
  const inner = unwrap(ts, name.expression);
  return ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner) ? inner.text : undefined;
}

/** The member that is read, where it is constant: `.save`, `['save']`, `[0]`, `[KEY]` of a constant. */
export function constantKey(
  project: Project,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  const { ts } = project;
  if (ts.isPropertyAccessExpression(access)) return access.name.text;
  let key = unwrap(ts, access.argumentExpression);
  if (ts.isIdentifier(key)) {
    const { end, members } = originOf(project, key);
    const value = end.kind === 'declaration' && members.length === 0 ? end.value : undefined;
    if (!value || !ts.isExpression(value)) return undefined;
    key = unwrap(ts, value);
  }
  return ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : undefined;
}
