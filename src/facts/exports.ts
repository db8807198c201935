import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { Grouped } from '../syntax/grouped.ts';
import { memoized } from '../syntax/memoized.ts';
import { boundElements, hasModifier, isErasedStatement, unwrapTypes } from '../syntax/nodes.ts';
import { specifierOf } from './specifier.ts';

/** What stands behind an exported name. */
export type ExportedThing =
  | { readonly kind: 'function'; readonly node: ts.FunctionDeclaration }
  | { readonly kind: 'class'; readonly node: ts.ClassDeclaration }
  | { readonly kind: 'enum'; readonly node: ts.EnumDeclaration }
  | { readonly kind: 'namespace'; readonly node: ts.ModuleDeclaration }
  /** A variable; `initializer` is undefined for `export let x;` and for a name taken out of a pattern. */
  | {
      readonly kind: 'variable';
      readonly node: ts.VariableDeclaration | ts.BindingElement;
      readonly initializer: ts.Expression | undefined;
    }
  /** `export default <expression>` and `export = <expression>`. */
  | { readonly kind: 'expression'; readonly node: ts.Expression }
  /** A name that was imported and is exported again, with or without `from`; no specifier where what stands behind `from` is no string. */
  | { readonly kind: 're-export'; readonly node: ts.Node; readonly specifier: ts.StringLiteral | undefined }
  /** A name whose declaration is a type only. */
  | { readonly kind: 'type' }
  | { readonly kind: 'unknown' };

/** The syntax of what is exported: of a variable the value it is declared with. Undefined where the file does not show it. */
export function syntaxOf(thing: ExportedThing): ts.Node | undefined {
  if (thing.kind === 'variable') return thing.initializer;
  return thing.kind === 'type' || thing.kind === 'unknown' ? undefined : thing.node;
}

/** The expression that an export is: the value of a variable, or what stands behind `export default`. */
export function expressionOf(thing: ExportedThing): ts.Expression | undefined {
  if (thing.kind === 'variable') return thing.initializer;
  return thing.kind === 'expression' ? thing.node : undefined;
}

/** One exported name. */
export interface ExportFact {
  /** The name others import: `default`, `*` for `export * from`, `export=`, or an identifier. */
  readonly name: string;
  /** The export statement. */
  readonly statement: ts.Statement;
  /** The specifier of an export list, or the statement. */
  readonly node: ts.Node;
  /** The local name behind it, where it has one. */
  readonly local: string | undefined;
  readonly thing: ExportedThing;
  /** Nothing of it is left at run time. */
  readonly erased: boolean;
}

/** The exports of a file, in order, each with what stands behind it in this file. One whose name is not written yet is left out. */
export function exportsOf(ts: TypeScript, sourceFile: ts.SourceFile): ExportFact[] {
  const found: ExportFact[] = [];
  let locals: Map<string, ExportedThing> | undefined;
  const localThing = (name: string): ExportedThing => {
    locals ??= topLevelThings(ts, sourceFile);
    return locals.get(name) ?? { kind: 'unknown' };
  };
  for (const statement of sourceFile.statements) {
    if (ts.isExportDeclaration(statement)) found.push(...exportList(ts, statement, localThing));
    else if (ts.isExportAssignment(statement)) {
      const name = statement.isExportEquals ? 'export=' : 'default';
      const { expression } = statement;
      // A cast is stripped, so `export default act as F` exports `act`.
      const inner = unwrapTypes(ts, expression);
      const local = ts.isIdentifier(inner) && inner.text !== '' ? inner.text : undefined;
      const thing = local === undefined ? undefined : localThing(local);
      const known: ExportedThing = thing && thing.kind !== 'unknown' ? thing : { kind: 'expression', node: expression };
      found.push({ name, statement, node: statement, local, thing: known, erased: known.kind === 'type' });
    } else if (hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) {
      const erased = isErasedStatement(ts, statement);
      const isDefault = hasModifier(ts, statement, ts.SyntaxKind.DefaultKeyword);
      for (const [name, thing] of thingsOf(ts, statement)) {
        if (!isDefault && !name) continue;
        found.push({
          name: isDefault ? 'default' : name,
          statement,
          node: statement,
          local: name || undefined,
          thing,
          erased,
        });
      }
    }
  }
  return found;
}

/** The first of a file's exports under a name of which something is left at run time. `*` is the first `export * from`. */
export function exportNamed(exports: readonly ExportFact[], name: string): ExportFact | undefined {
  return exportsByName(exports).get(name);
}

const exportsByName = memoized((exports: readonly ExportFact[]) => {
  const left = exports.filter(({ erased }) => !erased).reverse();
  return new Map(left.map((fact) => [fact.name, fact]));
});

/** The names under which a file exports a name of its own top level, an imported one too. */
export function exportsOfLocal(ts: TypeScript, exports: readonly ExportFact[], local: string): readonly string[] {
  return exportsByLocal(ts, exports)
    .of(local)
    .map(({ name }) => name);
}

const exportsByLocal = memoized((ts: TypeScript, exports: readonly ExportFact[]) => {
  const isPassedOn = ({ statement }: ExportFact): boolean =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
  return new Grouped(
    exports.filter((fact) => !fact.erased && !isPassedOn(fact)),
    ({ local }) => local,
  );
});

function exportList(ts: TypeScript, statement: ts.ExportDeclaration, localThing: (name: string) => ExportedThing): ExportFact[] {
  const { exportClause, isTypeOnly, moduleSpecifier } = statement;
  const specifier = specifierOf(ts, moduleSpecifier);
  const whole: ExportedThing = { kind: 're-export', node: statement, specifier };
  if (!exportClause) {
    return [{ name: '*', statement, node: statement, local: undefined, thing: whole, erased: isTypeOnly }];
  }
  if (ts.isNamespaceExport(exportClause)) {
    const name = exportClause.name.text;
    return name === '' ? [] : [{ name, statement, node: statement, local: undefined, thing: whole, erased: isTypeOnly }];
  }
  return exportClause.elements.flatMap((element) => {
    const name = element.name.text;
    const local = (element.propertyName ?? element.name).text;
    if (name === '' || local === '') return [];
    const thing: ExportedThing = moduleSpecifier ? { kind: 're-export', node: element, specifier } : localThing(local);
    const erased = isTypeOnly || element.isTypeOnly || thing.kind === 'type';
    return { name, statement, node: element, local, thing, erased };
  });
}

/** What each name declared at the top level of a file is. Of overloads the one with a body counts. */
export function topLevelThings(ts: TypeScript, sourceFile: ts.SourceFile): Map<string, ExportedThing> {
  const things = new Map<string, ExportedThing>();
  for (const statement of sourceFile.statements) {
    if (ts.isImportDeclaration(statement)) {
      for (const [name, node] of importedNames(ts, statement)) {
        if (name) things.set(name, { kind: 're-export', node, specifier: specifierOf(ts, statement.moduleSpecifier) });
      }
      continue;
    }
    for (const [name, thing] of thingsOf(ts, statement)) {
      if (!name) continue;
      // A type may share its name with a value; the value is what is exported.
      const earlier = things.get(name);
      if (!earlier || earlier.kind === 'type') things.set(name, thing);
    }
  }
  return things;
}

function* importedNames(ts: TypeScript, statement: ts.ImportDeclaration): Generator<[string, ts.Node]> {
  const clause = statement.importClause;
  if (clause?.name) yield [clause.name.text, clause];
  const named = clause?.namedBindings;
  if (!named) return;
  if (ts.isNamespaceImport(named)) yield [named.name.text, named];
  else for (const element of named.elements) yield [element.name.text, element];
}

function* thingsOf(ts: TypeScript, statement: ts.Statement): Generator<[string, ExportedThing]> {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
    yield [statement.name.text, { kind: 'type' }];
  } else if (ts.isFunctionDeclaration(statement)) {
    if (statement.body) yield [statement.name?.text ?? '', { kind: 'function', node: statement }];
  } else if (ts.isClassDeclaration(statement)) {
    yield [statement.name?.text ?? '', { kind: 'class', node: statement }];
  } else if (ts.isEnumDeclaration(statement)) {
    yield [statement.name.text, { kind: 'enum', node: statement }];
  } else if (ts.isModuleDeclaration(statement)) {
    const erased = isErasedStatement(ts, statement);
    yield [statement.name.text, erased ? { kind: 'type' } : { kind: 'namespace', node: statement }];
  } else if (ts.isVariableStatement(statement)) {
    const erased = hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword);
    for (const declaration of statement.declarationList.declarations) {
      if (erased && ts.isIdentifier(declaration.name)) yield [declaration.name.text, { kind: 'type' }];
      else yield* variablesOf(ts, declaration);
    }
  }
}

function* variablesOf(
  ts: TypeScript,
  declaration: ts.VariableDeclaration | ts.BindingElement,
): Generator<[string, ExportedThing]> {
  if (ts.isIdentifier(declaration.name)) {
    const initializer = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    yield [declaration.name.text, { kind: 'variable', node: declaration, initializer }];
    return;
  }
  for (const element of boundElements(ts, declaration.name)) yield* variablesOf(ts, element);
}
