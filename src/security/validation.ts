import type ts from 'typescript';
import { outermost } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';
import type { OfferedFunction } from '../server-functions/offered.ts';
import type { RawValues } from './raw-values.ts';
import { sentParameters } from './wrapped-arguments.ts';

/** Each parameter is followed by itself; a function that a person writes has fewer. */
const maximumParameters = 30;

/** A parameter that a Server Function changes something with as it came. */
interface UnvalidatedParameter {
  /** As it is written. */
  readonly text: string;
  /** The first change that it reaches. */
  readonly change: ts.Node;
}

/**
 * The parameters of a Server Function with which it changes something as they came: neither what reaches the change was parsed, nor
 * was it tested on the way.
 *
 * @param values made once for a file
 * @returns in order
 */
export function unvalidatedParameters(
  project: Project,
  { node: fn, wrappers, given = fn }: OfferedFunction,
  values: RawValues,
): UnvalidatedParameter[] {
  const { ts } = project;
  const sent = [...sentParameters(project, values, fn, wrappers.length > 0 ? given : undefined)];
  return fn.parameters.slice(0, maximumParameters).flatMap((parameter) => {
    const names = new Set(sent.filter((name) => outermost(ts, name) === parameter));
    const change = names.size > 0 ? values.changeReached(fn, names) : undefined;
    if (!change) return [];
    if (ts.isIdentifier(parameter.name)) return [{ text: parameter.name.text, change }];
    // Of `{ id, title }` each may have been tested for itself.
    const raw = [...names].filter((name) => values.changeReached(fn, new Set([name])) !== undefined);
    return (raw.length > 0 ? raw : [...names]).flatMap(({ name }) =>
      name && ts.isIdentifier(name) ? [{ text: name.text, change }] : [],
    );
  });
}
