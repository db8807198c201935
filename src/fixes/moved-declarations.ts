import type ts from 'typescript';
import type { Project } from '../project/project.ts';
import { forEachDescendant } from '../syntax/descendants.ts';
import { hasModifier, isInside } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { addTo } from '../syntax/grouped.ts';

/** A statement that declares what a file could do without: a function, a class, one variable, a type. */
export type Movable =
  ts.FunctionDeclaration | ts.ClassDeclaration | ts.VariableStatement | ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** A name that an import of a file brings into it. */
export type ImportedName = ts.ImportClause | ts.NamespaceImport | ts.ImportSpecifier;

/** What has to go with a statement for it to stand in another file. */
export interface MovedDeclarations {
  /** The statement, and the declarations that nothing but what is moved uses: in the order of the text. */
  readonly statements: readonly Movable[];
  /** The names of imports that it needs there, in the order of the text. */
  readonly imports: ReadonlySet<ImportedName>;
  /** Those of them that nothing in the file needs any more. */
  readonly idle: ReadonlySet<ImportedName>;
  /** Types of the file that it needs and that stay. */
  readonly types: ReadonlySet<ts.InterfaceDeclaration | ts.TypeAliasDeclaration>;
  /** Whether something that stays in the file says its name. */
  readonly isStillUsed: boolean;
}

/** Looks at what a statement refers to, and who refers to that. */
export class Mover {
  readonly #ts: TypeScript;
  readonly #checker: ts.TypeChecker;
  readonly #file: ts.SourceFile;
  readonly #statements: Movable[];
  readonly #imports = new Set<ImportedName>();
  readonly #types = new Set<ts.InterfaceDeclaration | ts.TypeAliasDeclaration>();
  /** All names of the file, by what declares them in it. */
  readonly #uses = new Map<ts.Declaration, ts.Identifier[]>();

  constructor({ ts }: Project, checker: ts.TypeChecker, statement: Movable) {
    this.#ts = ts;
    this.#checker = checker;
    this.#file = statement.getSourceFile();
    this.#statements = [statement];
    forEachDescendant(ts, this.#file, (node) => {
      if (!ts.isIdentifier(node)) return undefined;
      for (const declaration of this.#declarationsOf(node)) {
        addTo(this.#uses, declaration, node);
      }
      return undefined;
    });
  }

  /** @returns undefined where it needs a value that has to stay: a local of the function around it, or what others use too */
  all(): MovedDeclarations | undefined {
    const [statement] = this.#statements as [Movable];
    // The list grows while it is walked.
    for (const moved of this.#statements) if (!this.#take(moved)) return undefined;
    const usesOf = (declaration: ts.Declaration): readonly ts.Identifier[] => this.#uses.get(declaration) ?? [];
    const own = declarationIn(this.#ts, statement);
    return {
      statements: [...this.#statements].sort((a, b) => a.pos - b.pos),
      imports: new Set([...this.#imports].sort((a, b) => a.pos - b.pos)),
      idle: new Set([...this.#imports].filter((name) => usesOf(name).every((use) => this.#isMoved(use) || isInside(use, name)))),
      types: this.#types,
      isStillUsed: usesOf(own).some((use) => !this.#isMoved(use)),
    };
  }

  #take(moved: Movable): boolean {
    const { isImportClause, isImportSpecifier, isNamespaceImport } = this.#ts;
    for (const [declaration, uses] of this.#uses) {
      if (!uses.some((use) => isInside(use, moved)) || this.#isMoved(declaration)) continue;
      if (isImportClause(declaration) || isImportSpecifier(declaration) || isNamespaceImport(declaration))
        this.#imports.add(declaration);
      else if (!this.#takeAlong(declaration, uses)) return false;
    }
    return true;
  }

  #takeAlong(declaration: ts.Declaration, uses: readonly ts.Identifier[]): boolean {
    const { isInterfaceDeclaration, isTypeAliasDeclaration, isSourceFile } = this.#ts;
    const statement = movableOf(this.#ts, declaration);
    if (!statement || !isSourceFile(statement.parent)) return false;
    const isType = isInterfaceDeclaration(statement) || isTypeAliasDeclaration(statement);
    const isOthers = isExported(this.#ts, statement) || uses.some((use) => !this.#isMoved(use) && !isInside(use, statement));
    if (!isOthers) this.#statements.push(statement);
    else if (isType) this.#types.add(statement);
    return !isOthers || isType;
  }

  #isMoved(node: ts.Node): boolean {
    return this.#statements.some((statement) => isInside(node, statement));
  }

  /** What declares a name in this file: not members, which go with what they are members of. */
  #declarationsOf(name: ts.Identifier): readonly ts.Declaration[] {
    const { parent } = name;
    const { isExportSpecifier, isShorthandPropertyAssignment } = this.#ts;
    const symbol =
      isShorthandPropertyAssignment(parent) && parent.name === name
        ? this.#checker.getShorthandAssignmentValueSymbol(parent)
        : isExportSpecifier(parent)
          ? this.#checker.getExportSpecifierLocalTargetSymbol(parent)
          : this.#checker.getSymbolAtLocation(name);
    return (symbol?.declarations ?? []).filter(
      (declaration) => declaration.getSourceFile() === this.#file && isScoped(this.#ts, declaration),
    );
  }
}

/** The declaration of what a movable statement is called. */
export function declarationIn({ isVariableStatement }: TypeScript, statement: Movable): ts.NamedDeclaration {
  return isVariableStatement(statement) ? statement.declarationList.declarations[0]! : statement;
}

/** The statement that declares one thing and can be moved; undefined for any other. */
export function movableOf(ts: TypeScript, declaration: ts.Node): Movable | undefined {
  if (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) return declaration;
  if (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration)) return declaration.name && declaration;
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : undefined;
  const isOne = statement && ts.isVariableStatement(statement) && statement.declarationList.declarations.length === 1;
  // What is written again is no constant that could live elsewhere.
  const isConstant = isOne && (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  return isConstant && ts.isIdentifier(statement.declarationList.declarations[0]!.name) ? statement : undefined;
}

/** Whether a statement says `export`. */
export function isExported(ts: TypeScript, statement: Movable): boolean {
  return hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
}

function isScoped(ts: TypeScript, node: ts.Declaration): boolean {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassLike(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node) ||
    ts.isImportSpecifier(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}
