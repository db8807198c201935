import type ts from 'typescript';
import type { ImportFact } from '../facts/index.ts';
import { nextConfigFor } from '../frameworks/next/settings.ts';
import { isExportUsedOn, isUsedOn } from '../graph/liveness.ts';
import { clientOnlyLoad, type ClientOnlyLoad } from '../project/client-only-load.ts';
import type { Project } from '../project/project.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { identifiersNamed } from '../syntax/file-index.ts';
import { isValueUse } from '../syntax/references.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isKeptFrom } from './guards.ts';

/**
 * What an import of a package does on the server, as it loads, that fails there; undefined where it does nothing of the kind, where the
 * server uses nothing of it (then the bundler may leave it out), or where Next.js is told not to bundle the package.
 */
export function failingLoadOf(project: Project, sourceFile: ts.SourceFile, fact: ImportFact): ClientOnlyLoad | undefined {
  const { kind, specifier, erased } = fact;
  if (erased || kind === 'dynamic' || /^[./]/.test(specifier.text)) return undefined;
  const names = namesTaken(project, sourceFile, fact);
  if (!names) return undefined;
  const load = clientOnlyLoad(project, sourceFile.fileName, specifier.text, names);
  return load && !isLeftOut(project, sourceFile, specifier.text) ? load : undefined;
}

/** The names that the server takes of a module; undefined where it need not load it. */
function namesTaken(project: Project, sourceFile: ts.SourceFile, fact: ImportFact): readonly string[] | undefined {
  const { ts } = project;
  const { kind, node, bindings } = fact;
  if (kind === 'require') {
    const isRun =
      evaluationOf(ts, node).when === 'load' && !isKeptFrom(project, node, 'server') && isUsedOn(project, 'server', node);
    return isRun ? ['*'] : undefined;
  }
  // An import that takes nothing is there to be loaded.
  if (bindings.length === 0) return [];
  const taken = bindings.filter((binding) => {
    if (binding.erased) return false;
    if (kind === 'export') return binding.local === '*' || isExportUsedOn(project, 'server', sourceFile.fileName, binding.local);
    return identifiersNamed(ts, sourceFile, binding.local).some(
      (use) =>
        (isValueUse(ts, use) || (ts.isJsxOpeningLikeElement(use.parent) && use.parent.tagName === use)) &&
        isDeclaredBy(declarationOf(ts, use), node) &&
        !isKeptFrom(project, use, 'server') &&
        isUsedOn(project, 'server', use),
    );
  });
  return taken.length > 0 ? taken.map(({ imported }) => imported) : undefined;
}

function isDeclaredBy(declaration: ts.Node | undefined, statement: ts.Node): boolean {
  return declaration !== undefined && declaration.pos >= statement.pos && declaration.end <= statement.end;
}

/** `serverExternalPackages` and webpack's `externals`: Node loads such a package, with the whole of React. */
function isLeftOut(project: Project, { fileName }: ts.SourceFile, specifier: string): boolean {
  const text = nextConfigFor(project, fileName)?.text ?? '';
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];
  return /ExternalPackages|ComponentsExternal|externals/.test(text) && (text.includes(`'${name}'`) || text.includes(`"${name}"`));
}
