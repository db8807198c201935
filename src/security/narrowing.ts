import type ts from 'typescript';
import { nodesFrom } from '../syntax/descendants.ts';
import { identifiersBelow } from '../syntax/file-index.ts';
import type { Project } from '../project/project.ts';
import { enclosingFunction, isInside } from '../syntax/nodes.ts';
import { declarationOf, holderOf } from '../syntax/scope.ts';
import { leaves } from './answers.ts';
import { branchesOfControl, isBehind, isConditionOf, isRefused } from './controls.ts';
import { isKnownByExistence } from './existence.ts';
import { filledName } from './raw-names.ts';
import { isAtOrBelow, namesOf, wholeRead, type Path } from './raw-paths.ts';
import { partWithoutRow } from './rows.ts';
import type { Said, ValueTests } from './value-tests.ts';
import { afterAwait } from '../syntax/name-positions.ts';
import { isAssignment } from '../syntax/operators.ts';

/**
 * Whether a value was tested on the way to a place: the place is in a branch of the test, or behind one that leaves where the value is
 * wrong.
 */
export class Narrowings {
  readonly #project: Project;
  readonly #tests: ValueTests;

  /** @param tests those of the function that the places are in */
  constructor(project: Project, tests: ValueTests) {
    this.#project = project;
    this.#tests = tests;
  }

  /** Whether a value was tested before a place is come to. */
  isNarrowed(path: Path, place: ts.Node): boolean {
    return this.#tests
      .from(path)
      .some(
        (test) =>
          (test.isOfKind ? isAtOrBelow(path, test.path) : isAtOrBelow(path, test.path) && isAtOrBelow(test.path, path)) &&
          this.#counts(test, place, !test.isOfExistence || isKnownByExistence(this.#project, test.read, test.path), 0),
      );
  }

  /**
   * Whether a test decides over a place.
   *
   * @param isEnough whether it says enough by itself, or only with what is asked of a name for it
   */
  #counts(said: Said, place: ts.Node, isEnough: boolean, depth: number, row?: ts.Node): boolean {
    const { at, isOfRow, isOfExistence } = said;
    const { ts } = this.#project;
    const { parent: outer } = at;
    if (depth > 3) return false;
    // `assertId(id);`
    const isAsserted = said.isAsserted ?? (ts.isCallExpression(at) && ts.isExpressionStatement(afterAwait(ts, at)));
    if (!isEnough && !(isOfExistence && ts.isVariableDeclaration(outer))) return false;
    if (isAsserted) return isBehind(this.#project, at, place);
    if (ts.isVariableDeclaration(outer)) return this.#isNameTested(outer, place, isEnough, depth, isOfRow);
    if (!isConditionOf(ts, at, outer)) return false;
    const taken = isOfRow ? partWithoutRow(ts, at as ts.Expression, outer, row) : undefined;
    if (isOfRow && !taken) return false;
    if (isInside(place, outer))
      return !isInside(place, at) && !(taken?.part && isInside(place, taken.part)) && !isRefused(ts, at, outer, place);
    return (
      isBehind(this.#project, outer, place) &&
      branchesOfControl(ts, outer).some(
        (part) =>
          (!taken || taken.part === part) &&
          (leaves(this.#project, part) || this.#setsName(part, at) || this.#isNoted(part, place, depth)),
      )
    );
  }

  /** `if (!title) title = 'Untitled'` */
  #setsName(part: ts.Node, test: ts.Node): boolean {
    const { ts } = this.#project;
    return nodesFrom(ts, part, 'BinaryExpression').some(
      (node) => isAssignment(ts, node) && ts.isIdentifier(node.left) && mentionsName(ts, test, node.left.text),
    );
  }

  /** `if (!title) errors.title = 'Required'`: what is put there is asked about before the place is come to. */
  #isNoted(part: ts.Node, place: ts.Node, depth: number): boolean {
    const { ts } = this.#project;
    return nodesFrom(ts, part, 'BinaryExpression', 'CallExpression').some((node) => {
      const name = filledName(ts, node);
      const declaration = name && declarationOf(ts, name);
      if (!declaration || !ts.isVariableDeclaration(declaration)) return false;
      return this.#isNameTested(declaration, place, true, depth, false, part.end);
    });
  }

  /** `const isOk = typeof id === 'string'; if (!isOk) return;`, `const result = schema.safeParse(input); if (!result.success) …` */
  #isNameTested(
    declaration: ts.VariableDeclaration,
    place: ts.Node,
    isEnough: boolean,
    depth: number,
    isOfRow: boolean,
    from = declaration.end,
  ): boolean {
    const { ts } = this.#project;
    const scope = enclosingFunction(ts, declaration) ?? declaration.getSourceFile();
    const declared = ts.isIdentifier(declaration.name) ? [declaration] : namesOf(ts, declaration.name);
    const names = new Set(declared.flatMap(({ name }) => (ts.isIdentifier(name) ? name.text : [])));
    for (const node of [...names].flatMap((name) => identifiersBelow(ts, scope, name))) {
      if (node.pos >= place.end || node.pos < from) continue;
      const holder = holderOf(ts, node);
      if (holder !== declaration) continue;
      const isTest = this.#tests
        .of(wholeRead(ts, node))
        .some(
          (test) =>
            test.at.pos > from &&
            this.#counts({ ...test, isOfRow }, place, isEnough || !test.isOfExistence, depth + 1, declaration),
        );
      if (isTest) return true;
    }
    return false;
  }
}

function mentionsName(ts: Project['ts'], root: ts.Node, name: string): boolean {
  return (ts.isIdentifier(root) && root.text === name) || identifiersBelow(ts, root, name).length > 0;
}
