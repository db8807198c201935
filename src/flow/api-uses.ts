import type ts from 'typescript';
import { runtimeDescendantsOf } from '../syntax/descendants.ts';
import { factsOf, type ImportFact } from '../facts/index.ts';
import { memoized } from '../syntax/memoized.ts';
import { isForeignFile, unwrap, withWrappers } from '../syntax/nodes.ts';
import { importsIn } from '../project/imports.ts';
import { originOf, type Origin } from './origin.ts';
import { importedFile, type Project } from '../project/project.ts';
import type { Apis, Belonging } from '../catalog/platform-apis.ts';
import { equalityOf, isLogical } from '../syntax/operators.ts';

/** A place where a file takes something that belongs to one side. */
export interface ApiUse {
  /** The imported name, the statement or call that imports a whole module, or the member expression. */
  readonly at: ts.Node;
  readonly module: string;
  /** The name in the module; `*` for the whole module. */
  readonly name: string;
  readonly how: Belonging;
  /** `import`: by an import statement; `load`: by `require()`, `import()` or `export … from`; `member`: `React.useState`, or out of a pattern. */
  readonly form: 'import' | 'load' | 'member';
  /** What the file calls it, for `import`. */
  readonly local: ts.Identifier | undefined;
}

/**
 * The places of a file that take a listed name or module: imports (also of a name that a module of the program passes on), whole
 * modules, members of a default or namespace import (`React.useState`) or of `require()`, names taken out of them by a pattern.
 * Nothing that is erased with the types, and nothing that comes from behind a directive: that is a reference.
 */
export function apiUsesOf(project: Project, sourceFile: ts.SourceFile, apis: Apis): ApiUse[] {
  const { ts } = project;
  const found: ApiUse[] = [];
  const names = namesListed(apis);
  for (const fact of importsIn(project, sourceFile)) {
    if (!fact.erased) found.push(...usesOfImport(project, sourceFile, fact, apis));
  }
  for (const node of runtimeDescendantsOf(
    ts,
    sourceFile,
    'PropertyAccessExpression',
    'ElementAccessExpression',
    'BindingElement',
  )) {
    const use = memberUse(project, node, apis, names);
    if (use) found.push(use);
  }
  return found;
}

/** All names that are listed, of whatever module. */
const namesListed = memoized(
  (apis: Apis): ReadonlySet<string> => new Set([...apis.values()].flatMap((module) => [...module.keys()])),
);

function* usesOfImport(project: Project, sourceFile: ts.SourceFile, fact: ImportFact, apis: Apis): Generator<ApiUse> {
  const { ts } = project;
  const module = fact.specifier.text.replace(/\.js$/, '');
  const whole = apis.get(module)?.get('*');
  if (whole) {
    const isStatement = fact.kind === 'import' || fact.kind === 'import-equals';
    if (isOutside(project, sourceFile, fact)) {
      yield { at: fact.node, module, name: '*', how: whole, form: isStatement ? 'import' : 'load', local: undefined };
    }
    return;
  }
  if (fact.kind !== 'import') return;
  for (const { node, imported, local, erased } of fact.bindings) {
    if (erased || imported === '*') continue;
    const identifier = ts.isImportSpecifier(node.parent) ? node.parent.name : ts.isIdentifier(node) ? node : undefined;
    if (identifier?.text !== local) continue;
    const use = listed(originOf(project, identifier), apis);
    if (!use) continue;
    // The compiler looks at the import's own words: a name that another module passes on escapes it.
    const isOwn = use.module === module;
    if (isOwn || isOnlyPassedOn(project, sourceFile, fact.specifier, imported)) {
      yield { ...use, how: isOwn ? use.how : 'run-time', at: node, form: 'import', local: identifier };
    }
  }
}

/** Whether modules of the program only pass a name on by `export … from`: one that imports it itself is where it is found. */
function isOnlyPassedOn(
  project: Project,
  from: ts.SourceFile,
  specifier: ts.StringLiteralLike,
  name: string,
  depth = 0,
): boolean {
  const file = importedFile(project, from, specifier);
  if (!file || isForeignFile(file)) return true;
  if (depth > 10) return false;
  const facts = factsOf(project.ts, file);
  const named = facts.exportsNamed(name).find((fact) => !fact.erased);
  const passing = named ? [named] : facts.exportsNamed('*').filter((fact) => !fact.erased);
  return passing.some(({ thing, statement, local }) => {
    const isPassed =
      thing.kind === 're-export' &&
      thing.specifier !== undefined &&
      project.ts.isExportDeclaration(statement) &&
      statement.moduleSpecifier;
    return isPassed ? isOnlyPassedOn(project, file, thing.specifier, local ?? name, depth + 1) : false;
  });
}

function listed({ end, reference, members }: Origin, apis: Apis): Pick<ApiUse, 'module' | 'name' | 'how'> | undefined {
  if (end.kind !== 'package' || reference || members.length > 0) return undefined;
  const names = apis.get(end.module);
  const how = names?.get(end.name) ?? (names?.has('*') ? 'run-time' : undefined);
  return how && end.name !== '*' ? { module: end.module, name: end.name, how } : undefined;
}

function memberUse(project: Project, node: ts.Node, apis: Apis, names: ReadonlySet<string>): ApiUse | undefined {
  const { ts } = project;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const key = ts.isPropertyAccessExpression(node) ? node.name : unwrap(ts, node.argumentExpression);
    if (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) return undefined;
    if (ts.isElementAccessExpression(node) && ts.isIdentifier(key)) return undefined;
    if (!names.has(key.text) || !isNamespace(originOf(project, node.expression))) return undefined;
    const use = listed(originOf(project, node), apis);
    return use && { ...use, at: node, form: 'member', local: undefined };
  }
  if (!ts.isBindingElement(node) || !ts.isIdentifier(node.name)) return undefined;
  const key = node.propertyName ?? node.name;
  if (!ts.isIdentifier(key) || !names.has(key.text)) return undefined;
  const { parent: holder } = node.parent;
  if (!ts.isVariableDeclaration(holder) || !holder.initializer || !isNamespace(originOf(project, holder.initializer)))
    return undefined;
  const use = listed(originOf(project, node.name), apis);
  return use && { ...use, at: key, form: 'member', local: undefined };
}

/** A whole module, so that what is read of it is an export and not a name imported already. */
function isNamespace({ end, reference, members }: Origin): boolean {
  if (reference || members.length > 0) return false;
  return end.kind === 'module' || (end.kind === 'package' && (end.name === '*' || end.name === 'default'));
}

/** Whether an import leaves the program: a path alias may give a module of one's own a package's name. */
function isOutside(project: Project, sourceFile: ts.SourceFile, { specifier }: ImportFact): boolean {
  const file = importedFile(project, sourceFile, specifier);
  return !file || isForeignFile(file);
}

/** Whether a member is only asked for: `typeof React.useEvent`, `if (React.act)`, `React.useX?.()`, `React.useX ?? shim`. */
export function isOnlyAskedFor(ts: Project['ts'], node: ts.Node): boolean {
  const inner = withWrappers(ts, node);
  const { parent } = inner;
  if (ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent)) return true;
  if (ts.isIfStatement(parent)) return parent.expression === inner;
  if (ts.isConditionalExpression(parent)) return parent.condition === inner;
  if (ts.isCallExpression(parent)) return parent.expression === inner && parent.questionDotToken !== undefined;
  if (!ts.isBinaryExpression(parent)) return false;
  return equalityOf(ts, parent) !== undefined || (isLogical(ts, parent) && parent.left === inner);
}
