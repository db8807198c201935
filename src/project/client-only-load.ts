import { externalOnServer, replacedOnServer } from '../catalog/server-packages.ts';
import { dependenciesIn, packageFieldOf, installedFolderOf } from './package-json.ts';
import type { ClientOnlyStep } from './package-load.ts';
import type { PackageModule } from './package-module.ts';
import type { Project } from './project.ts';

/** A step that fails on the server, in the module of a package that takes it. */
export interface ClientOnlyLoad extends ClientOnlyStep {
  readonly fileName: string;
}

const mostSteps = 60;
// Where nothing says that a package has to do with React.
const fewSteps = 8;

/**
 * What an import of a package does as it loads that fails on the server, where its JavaScript shows it: a context or a class component
 * made at the top of a module that is loaded for these names. A module with a directive is a reference, and is not loaded.
 *
 * @param from the importing file, absolute
 * @param names the imported names; `*` for all
 */
export function clientOnlyLoad(
  project: Project,
  from: string,
  specifier: string,
  names: readonly string[],
): ClientOnlyLoad | undefined {
  if (/^[./#~]|^@\//.test(specifier) || replacedOnServer.test(specifier) || externalOnServer.test(specifier)) return undefined;
  const module = project.packageModule(from, specifier);
  if (!module || !module.fileName.includes('/node_modules/')) return undefined;
  return new LoadSearch(project, needsReact(project, module) ? mostSteps : fewSteps).load(module, names, false);
}

/** Whether a package says that it needs React, or its entry does. */
function needsReact(project: Project, { fileName, mentionsReact }: PackageModule): boolean {
  return mentionsReact || dependenciesIn(project, installedFolderOf(fileName)).some(({ name }) => /^react(?:-dom)?$/.test(name));
}

class LoadSearch {
  readonly #project: Project;
  #steps: number;
  readonly #loaded = new Set<string>();

  constructor(project: Project, steps: number) {
    this.#project = project;
    this.#steps = steps;
  }

  /** @param isWhole whether all of it is loaded, whatever is taken of it */
  load(module: PackageModule, names: readonly string[], isWhole: boolean): ClientOnlyLoad | undefined {
    if (module.directive || --this.#steps < 0) return undefined;
    const load = module.load();
    if (!load) return undefined;
    if (isWhole || !this.#isFreeOfEffects(module)) return this.#evaluate(module, true);
    let isNeeded = false;
    for (const name of names) {
      const next = load.passedOn.get(name);
      if (next) {
        const found = this.#follow(module, next.specifier, [next.name], false);
        if (found) return found;
      } else if (load.declares(name) || name === '*') isNeeded = true;
      else {
        // By `export *`, from whichever of them has the name.
        const stars = load.loads.filter(({ by, names: taken }) => by === 'export' && taken.includes('*'));
        // CommonJS has no names that could be looked up.
        if (stars.length === 0) isNeeded = true;
        for (const { specifier } of stars) {
          const found = this.#follow(module, specifier, [name], true);
          if (found) return found;
        }
      }
    }
    return isNeeded ? this.#evaluate(module, false) : undefined;
  }

  #evaluate(module: PackageModule, withPassedOn: boolean): ClientOnlyLoad | undefined {
    const { fileName } = module;
    if (this.#loaded.has(fileName)) return undefined;
    this.#loaded.add(fileName);
    const load = module.load()!;
    if (load.step) return { ...load.step, fileName };
    for (const { specifier, names, by } of load.loads) {
      if (by === 'export' && !withPassedOn) continue;
      const found = this.#follow(module, specifier, names, false, by === 'require');
      if (found) return found;
    }
    return undefined;
  }

  #follow(
    { fileName }: PackageModule,
    specifier: string,
    names: readonly string[],
    onlyWithName: boolean,
    isWhole = false,
  ): ClientOnlyLoad | undefined {
    if (replacedOnServer.test(specifier) || externalOnServer.test(specifier)) return undefined;
    const next = this.#project.packageModule(fileName, specifier);
    if (!next || (onlyWithName && !this.#mayHave(next, names[0]!))) return undefined;
    return this.load(next, names, isWhole);
  }

  #mayHave(module: PackageModule, name: string): boolean {
    const load = module.directive ? undefined : module.load();
    return load !== undefined && (load.declares(name) || load.passedOn.has(name) || load.loads.some(({ by }) => by === 'export'));
  }

  /** Of such a package only those modules are loaded that something is taken of. */
  #isFreeOfEffects({ fileName }: PackageModule): boolean {
    const said = packageFieldOf(this.#project, installedFolderOf(fileName), 'sideEffects');
    return said !== undefined && said.kind !== this.#project.ts.SyntaxKind.TrueKeyword;
  }
}
