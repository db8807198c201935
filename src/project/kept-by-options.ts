import type { Project } from './project.ts';
import { memoized } from '../syntax/memoized.ts';

/**
 * What is made once for a project and the options of a rule, whatever file it is asked for.
 *
 * @param make makes it; it must hang on what the options say alone
 */
export function keptByOptions<Options extends object, Kept>(
  make: (project: Project, options: Options) => Kept,
): (project: Project, options: Options) => Kept {
  const kept = memoized((project: Project, options: string) => make(project, JSON.parse(options) as Options));
  return (project, options) => kept(project, JSON.stringify(options));
}
