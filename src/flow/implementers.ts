import type ts from 'typescript';
import { isTestFile } from '../project/file-purpose.ts';
import { filesMentioning, type Project } from '../project/project.ts';
import { forEachDescendantOnce } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { carrierOf } from '../syntax/carrier.ts';
import { membersNamed, nameOf, propertiesFor } from './keys.ts';
import { declaredValue, originOf } from './origin.ts';

/**
 * The functions of the program that stand behind a member without a body: of an interface or an object type those of the classes that
 * implement it and of the objects that are made as one, of an abstract class those of the classes that extend it. Objects that are
 * written as an argument belong to that call alone, and what tests put in its place is none of the program's.
 *
 * @param declaration a member's declaration in a file of the program
 */
export const implementersOf = memoized((project: Project, declaration: ts.Declaration): readonly FunctionNode[] => {
  const { ts, checker } = project;
  const key = isMemberWithoutBody(ts, declaration) ? nameOf(ts, declaration.name) : undefined;
  if (!checker || key === undefined) return [];
  const isIt = (type: ts.Type | undefined): boolean =>
    (type && checker.getPropertyOfType(type, key)?.declarations?.includes(declaration)) ?? false;
  const owner = ownerName(ts, declaration);
  return filesMentioning(project, key).flatMap((file) => {
    if (isTestFile(project, file.fileName)) return [];
    const { classes, objects } = madeIn(ts, file);
    const ofClasses = classes.flatMap((node) => {
      const own = membersNamed(ts, node, key).flatMap((member) => functionOf(project, member) ?? []);
      const bases = own.length > 0 ? node.heritageClauses!.flatMap(({ types }) => [...types]) : [];
      return bases.some((base) => isIt(checker.getTypeAtLocation(base))) ? own : [];
    });
    const ofObjects = (file.text.includes(owner) ? objects : []).flatMap((node) => {
      const own = propertiesFor(ts, node, key).flatMap((member) => functionOf(project, member) ?? []);
      return own.length > 0 && isIt(checker.getContextualType(node)) ? own : [];
    });
    return [...ofClasses, ...ofObjects];
  });
});

type Member = ts.MethodSignature | ts.PropertySignature | ts.MethodDeclaration;

function isMemberWithoutBody(ts: Project['ts'], node: ts.Node): node is Member {
  if (ts.isMethodSignature(node) || ts.isPropertySignature(node)) return true;
  return ts.isMethodDeclaration(node) && !node.body && ts.isClassLike(node.parent);
}

/** The name of the type that a member stands in: who makes an object of it mentions it. */
function ownerName(ts: Project['ts'], { parent }: ts.Declaration): string {
  const owner = ts.isTypeLiteralNode(parent) ? parent.parent : parent;
  const isNamed = ts.isInterfaceDeclaration(owner) || ts.isTypeAliasDeclaration(owner) || ts.isClassLike(owner);
  return (isNamed && owner.name?.text) || '';
}

/** What of a file may stand for a type: classes that name one, objects that a name is given or a function returns. */
const madeIn = memoized((ts: Project['ts'], file: ts.SourceFile) => {
  const classes: ts.ClassLikeDeclaration[] = [];
  const objects: ts.ObjectLiteralExpression[] = [];
  forEachDescendantOnce(ts, file, (node) => {
    if (ts.isClassLike(node) && node.heritageClauses) classes.push(node);
    else if (ts.isObjectLiteralExpression(node) && isMadeThere(ts, carrierOf(ts, node))) objects.push(node);
    return undefined;
  });
  return { classes, objects };
});

function isMadeThere(ts: Project['ts'], { parent }: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isExportAssignment(parent)
  );
}

/** The function that a member or a variable is declared with: in place, or as `{ save }` by the name that it has. */
export function functionOf(project: Project, declaration: ts.Node): FunctionNode | undefined {
  const { ts } = project;
  if (isFunctionNode(ts, declaration)) return declaration.body ? declaration : undefined;
  if (ts.isShorthandPropertyAssignment(declaration)) {
    const value = declaredValue(originOf(project, declaration.name));
    return value && isFunctionNode(ts, value) && value.body ? value : undefined;
  }
  const isHolder =
    ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration) || ts.isVariableDeclaration(declaration);
  const value = isHolder && declaration.initializer ? unwrap(ts, declaration.initializer) : undefined;
  return value && isFunctionNode(ts, value) ? value : undefined;
}
