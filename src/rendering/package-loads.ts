import type ts from 'typescript';
import type { ImportBinding, ImportFact } from '../facts/index.ts';
import { nextConfigFor } from '../frameworks/next/settings.ts';
import { isExportUsedOn, isUsedOn } from '../graph/liveness.ts';
import { clientOnlyLoad, type ClientOnlyLoad } from '../project/client-only-load.ts';
import { isMissingOnServer } from '../project/package-exports.ts';
import { clientOnlyUse, type ClientOnlyUse } from '../project/client-only-use.ts';
import type { Project } from '../project/project.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { identifiersNamed } from '../syntax/file-index.ts';
import { isValueUse } from '../syntax/references.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isKeptFrom } from './guards.ts';
import { isInside } from '../syntax/nodes.ts';

/**
 * What an import of a package does on the server, as it loads, that fails there; undefined where it does nothing of the kind, where the
 * server uses nothing of it (then the bundler may leave it out), or where Next.js is told not to bundle the package.
 */
export function failingLoadOf(project: Project, sourceFile: ts.SourceFile, fact: ImportFact): ClientOnlyLoad | undefined {
  const { kind, specifier, erased } = fact;
  if (erased || kind === 'dynamic' || /^[./]/.test(specifier.text)) return undefined;
  const names = kind === 'require' ? isRunAtLoad(project, fact) && ['*'] : namesTaken(project, sourceFile, fact);
  if (!names) return undefined;
  const load = clientOnlyLoad(project, sourceFile.fileName, specifier.text, names);
  return load && !isExternal(project, sourceFile, specifier.text) ? load : undefined;
}

/** A name of a package that fails where the server uses it. */
export interface FailingName {
  readonly binding: ImportBinding;
  /** What its use comes to in the package; undefined where the package's build for the server does not have the name. */
  readonly use: ClientOnlyUse | undefined;
}

/** The names an import takes of a package that its build for the server does not have, or that fail there once they are used. */
export function failingNamesOf(project: Project, sourceFile: ts.SourceFile, fact: ImportFact): FailingName[] {
  const { kind, specifier, erased, bindings } = fact;
  if (erased || kind !== 'import' || bindings.length === 0 || /^[./]/.test(specifier.text)) return [];
  const failing = bindings.flatMap((binding): FailingName[] => {
    if (binding.erased || binding.imported === '*') return [];
    const isMissing = isMissingOnServer(project, sourceFile, specifier.text, binding.imported);
    const use = isMissing ? undefined : clientOnlyUse(project, sourceFile, specifier.text, binding.imported);
    if (!isMissing && !use) return [];
    const fails = usesOnServer(project, sourceFile, fact, binding).some((name) => !use || isUsedBy(project.ts, name, use));
    return fails ? [{ binding, use }] : [];
  });
  return failing.length > 0 && isExternal(project, sourceFile, specifier.text) ? [] : failing;
}

function isUsedBy(ts: Project['ts'], name: ts.Identifier, { by }: ClientOnlyUse): boolean {
  const { parent } = name;
  if (by === 'read') return ts.isPropertyAccessExpression(parent) && parent.expression === name;
  return (
    (ts.isCallExpression(parent) && parent.expression === name) || (ts.isJsxOpeningLikeElement(parent) && parent.tagName === name)
  );
}

function isRunAtLoad(project: Project, { node }: ImportFact): boolean {
  return (
    evaluationOf(project.ts, node).when === 'load' && !isKeptFrom(project, node, 'server') && isUsedOn(project, 'server', node)
  );
}

/** The names that the server takes of a module; undefined where it need not load it. */
function namesTaken(project: Project, sourceFile: ts.SourceFile, fact: ImportFact): readonly string[] | undefined {
  const { kind, bindings } = fact;
  // An import that takes nothing is there to be loaded.
  if (bindings.length === 0) return [];
  const taken = bindings.filter((binding) => {
    if (binding.erased) return false;
    if (kind === 'export') return binding.local === '*' || isExportUsedOn(project, 'server', sourceFile.fileName, binding.local);
    return usesOnServer(project, sourceFile, fact, binding).length > 0;
  });
  return taken.length > 0 ? taken.map(({ imported }) => imported) : undefined;
}

function usesOnServer(
  project: Project,
  sourceFile: ts.SourceFile,
  { node }: ImportFact,
  { local }: ImportBinding,
): readonly ts.Identifier[] {
  const { ts } = project;
  return identifiersNamed(ts, sourceFile, local).filter((use) => {
    const declaration = declarationOf(ts, use);
    return (
      (isValueUse(ts, use) || (ts.isJsxOpeningLikeElement(use.parent) && use.parent.tagName === use)) &&
      declaration !== undefined &&
      isInside(declaration, node) &&
      !isKeptFrom(project, use, 'server') &&
      isUsedOn(project, 'server', use)
    );
  });
}

/** `serverExternalPackages` and webpack's `externals`: Node loads such a package, with the whole of React. */
function isExternal(project: Project, { fileName }: ts.SourceFile, specifier: string): boolean {
  const text = nextConfigFor(project, fileName)?.text ?? '';
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];
  return /ExternalPackages|ComponentsExternal|externals/.test(text) && (text.includes(`'${name}'`) || text.includes(`"${name}"`));
}
