import type { Project } from './project.ts';

/**
 * What is made once for a project and the options of a rule, whatever file it is asked for.
 *
 * @param make makes it; it must hang on what the options say alone
 */
export function keptByOptions<Options extends object, Kept>(
  make: (project: Project, options: Options) => Kept,
): (project: Project, options: Options) => Kept {
  const known = new WeakMap<Project, Map<string, { readonly kept: Kept }>>();
  return (project, options) => {
    let byOptions = known.get(project);
    if (!byOptions) known.set(project, (byOptions = new Map()));
    const key = JSON.stringify(options);
    let answer = byOptions.get(key);
    if (!answer) byOptions.set(key, (answer = { kept: make(project, options) }));
    return answer.kept;
  };
}
