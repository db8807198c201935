import { outermost } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';
import type { OfferedFunction } from '../server-functions/offered.ts';
import type { RawValues } from './raw-values.ts';
import { sentParameters } from './wrapped-arguments.ts';

/** Each parameter is followed by itself; a function that a person writes has fewer. */
const maximumParameters = 30;

/**
 * The parameters of a Server Function with which it changes something as they came: neither what reaches the change was parsed, nor
 * was it tested on the way.
 *
 * @param values made once for a file
 * @returns their names, in order
 */
export function unvalidatedParameters(project: Project, { node: fn, wrappers }: OfferedFunction, values: RawValues): string[] {
  const { ts } = project;
  const sent = [...sentParameters(project, values, fn, wrappers.length > 0)];
  return fn.parameters.slice(0, maximumParameters).flatMap((parameter) => {
    const names = new Set(sent.filter((name) => outermost(ts, name) === parameter));
    if (names.size === 0 || !values.reachesChange(fn, names)) return [];
    if (ts.isIdentifier(parameter.name)) return [parameter.name.text];
    return [
      parameter.name
        .getText()
        .replaceAll(/\s+/g, ' ')
        .replace(/, ([}\]])$/, ' $1'),
    ];
  });
}
