import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { declaredValue, originOf } from '../flow/origin.ts';
import { partsOf } from '../flow/properties.ts';
import type { Project } from '../project/project.ts';
import type { PathSegment } from '../serialization/judgement.ts';
import { isComponentFunction, rendersJsx } from '../syntax/components.ts';
import { isAsync, isFunctionNode, isNameOrMember, type FunctionNode } from '../syntax/nodes.ts';

/**
 * What a function is that cannot cross: a component; one that returns elements (a render prop, a column's `cell`); one that could be a
 * Server Function; a method that only a type tells of; or any other.
 */
export type FunctionShape = 'component' | 'elements' | 'async' | 'method' | 'other';

/**
 * What the function is that makes a value unfit to cross.
 *
 * @param path the way from the value to it
 */
export function functionShape(project: Project, expression: ts.Expression, path: readonly PathSegment[]): FunctionShape {
  const { ts } = project;
  const fn = functionAt(project, expression, path);
  if (!fn) return path.length > 0 ? 'method' : 'other';
  if (isComponentFunction(ts, fn)) return 'component';
  if (rendersJsx(ts, fn)) return 'elements';
  return isAsync(ts, fn) ? 'async' : 'other';
}

/** The function at the end of a way through literals; undefined where the way leads into a type. */
function functionAt(project: Project, value: ts.Expression, path: readonly PathSegment[]): FunctionNode | undefined {
  const { ts } = project;
  const [first, ...rest] = path;
  for (const branch of branchesOf(ts, value)) {
    const known = isFunctionNode(ts, branch) ? branch : valueBehindBranch(project, branch);
    if (!known) continue;
    if (!first) {
      if (isFunctionNode(ts, known)) return known;
    } else if (!ts.isExpression(known)) continue;
    else if (ts.isArrayLiteralExpression(known)) {
      for (const element of known.elements) {
        const found = first.kind === 'index' || first.kind === 'element' ? functionAt(project, element, rest) : undefined;
        if (found) return found;
      }
    } else if (ts.isObjectLiteralExpression(known) && first.kind === 'property') {
      const part = partsOf(project, known).find(({ name }) => name === first.name);
      if (!part?.value) continue;
      if (isFunctionNode(ts, part.value)) return part.value;
      return functionAt(project, part.value, rest);
    }
  }
  return undefined;
}

function valueBehindBranch(project: Project, branch: ts.Expression): ts.Expression | FunctionNode | undefined {
  const { ts } = project;
  if (!isNameOrMember(ts, branch)) return branch;
  const value = declaredValue(originOf(project, branch));
  return !value || ts.isClassLike(value) || value === branch ? undefined : value;
}
