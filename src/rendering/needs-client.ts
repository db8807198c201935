import type ts from 'typescript';
import { descendantsOf, forEachRuntimeNode } from '../syntax/descendants.ts';
import { isComponentFunction, isHookName, isRunAtOnce } from '../syntax/components.ts';
import { syntaxOf } from '../facts/exports.ts';
import { factsOf, type ImportFact } from '../facts/index.ts';
import { isValueUse } from '../syntax/references.ts';
import { declarationOf, outermost } from '../syntax/scope.ts';
import {
  isAsync,
  isForeignFile,
  isFunctionNode,
  isKeywordLiteral,
  rootOf,
  unwrap,
  withWrappers,
  type FunctionNode,
} from '../syntax/nodes.ts';
import { importedFile, type Project } from '../project/project.ts';
import { commonGlobals, indifferent, plainMethods, textFunctions } from '../catalog/indifferent-imports.ts';
import { calleeName } from '../syntax/last-name.ts';
import { isHostTag, isJsx } from '../syntax/jsx.ts';

const assets = /\.(?:avif|css|gif|ico|jpe?g|json|less|png|s[ac]ss|svg|webp)$/;
const maximumModules = 100;
const maximumDepth = 100;

/**
 * Whether a `"use client"` module could need the browser, itself or through what it imports. Says no only where all of it is
 * known: components of plain markup, out of plain values.
 */
export function mayNeedClient(project: Project, sourceFile: ts.SourceFile): boolean {
  const { ts } = project;
  const { exports, imports } = factsOf(ts, sourceFile);
  const values = exports.filter(({ erased }) => !erased);
  const areComponents = values.every(({ thing }) => {
    const given = syntaxOf(thing);
    const value = given && ts.isExpression(given) ? wrappedByMemo(ts, unwrap(ts, given)) : given;
    return value !== undefined && isFunctionNode(ts, value) && isComponentFunction(ts, value) && !isUnwritten(ts, value);
  });
  // A boundary of re-exports is made on purpose, for what has no directive of its own.
  if (values.length === 0 || !areComponents || imports.some(({ kind }) => kind === 'export')) return true;
  // Who takes functions wants to be told of something.
  if (declaresFunctionTypes(project, sourceFile) || hasOtherJsx(project, sourceFile)) return true;
  return new NeedSearch(project).mayNeed(sourceFile);
}

/** A body that has nothing in it yet: its content is still unknown. */
function isUnwritten(ts: Project['ts'], { body }: FunctionNode): boolean {
  return body !== undefined && ts.isBlock(body) && body.statements.length === 0;
}

/** What `memo(…)` or `React.memo(…)` is given; anything else as it is. */
function wrappedByMemo(ts: Project['ts'], value: ts.Expression): ts.Expression {
  const isMemo = ts.isCallExpression(value) && calleeName(ts, value) === 'memo' && value.arguments.length === 1;
  return isMemo ? unwrap(ts, value.arguments[0]!) : value;
}

/** Elements that another library makes (`css` props) may need a context. */
function hasOtherJsx({ compilerOptions }: Project, sourceFile: ts.SourceFile): boolean {
  return (compilerOptions.jsxImportSource ?? 'react') !== 'react' || /@jsx(?:ImportSource)?\s/.test(sourceFile.text);
}

function declaresFunctionTypes({ ts }: Project, sourceFile: ts.SourceFile): boolean {
  return descendantsOf(ts, sourceFile, 'FunctionType', 'MethodSignature', 'ConstructorType').length > 0;
}

class NeedSearch {
  readonly #project: Project;
  readonly #visited = new Set<string>();

  constructor(project: Project) {
    this.#project = project;
  }

  mayNeed(sourceFile: ts.SourceFile): boolean {
    if (this.#visited.has(sourceFile.fileName)) return false;
    this.#visited.add(sourceFile.fileName);
    if (this.#visited.size > maximumModules) return true;
    const { ts } = this.#project;
    const facts = factsOf(ts, sourceFile);
    if (facts.directives.some(({ owner }) => owner !== undefined)) return true;
    let found = false;
    forEachRuntimeNode(ts, sourceFile, (node) => {
      found ||= this.#isClientNode(node);
      return found ? false : undefined;
    });
    return found || facts.imports.some((fact) => !fact.erased && this.#isClientImport(sourceFile, fact));
  }

  #isClientImport(from: ts.SourceFile, { kind, specifier, bindings }: ImportFact): boolean {
    const { ts } = this.#project;
    if (kind !== 'import' && kind !== 'export') return true;
    if (assets.test(specifier.text)) return false;
    const taken = bindings.filter(({ erased }) => !erased);
    const file = importedFile(this.#project, from, specifier);
    if (!file || isForeignFile(file)) {
      if (taken.some(({ imported, local }) => isHookName(imported) || isHookName(local))) return true;
      const names = indifferent.get(specifier.text);
      return names === undefined || (names !== 'all' && !taken.every(({ imported }) => names.has(imported)));
    }
    const { moduleDirective } = factsOf(ts, file);
    // One of the two directives may do nothing, but which one is the other file's to say.
    return moduleDirective === 'use client' || (moduleDirective === undefined && this.mayNeed(file));
  }

  #isClientNode(node: ts.Node): boolean {
    const { ts } = this.#project;
    if (ts.isClassLike(node) || ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
    if (isFunctionNode(ts, node)) return isAsync(ts, node) || isHandedFunction(ts, node);
    if (ts.isJsxAttribute(node)) return this.#isClientAttribute(node);
    if (ts.isJsxSpreadAttribute(node)) return !isSendable(ts, node.expression);
    if (ts.isCallExpression(node)) return isPassedFunction(ts, node.expression);
    if (ts.isPropertyAccessExpression(node)) {
      // `React.useState`, `React.createContext`; dates and numbers as the visitor writes them.
      if (/^(?:use[A-Z].*|use|create[A-Z].*|forwardRef|startTransition|toLocale.*)$/.test(node.name.text))
        return node.name.text !== 'createElement';
    }
    if (!ts.isIdentifier(node) || !isValueUse(ts, node)) return false;
    const declaration = declarationOf(ts, node);
    // A hook of the program is gone through where it is written; one that comes as a prop may be anything.
    if (isHookName(node.text) && declaration && (ts.isParameter(declaration) || ts.isBindingElement(declaration))) return true;
    return !commonGlobals.has(node.text) && !declaration;
  }

  #isClientAttribute({ name, initializer, parent }: ts.JsxAttribute): boolean {
    const { ts } = this.#project;
    const text = ts.isIdentifier(name) ? name.text : name.getText();
    if (/^(?:on[A-Z].*|ref|jsx|global)$/.test(text)) return true;
    const tag = parent.parent.tagName;
    const isHost = isHostTag(ts, tag);
    const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : undefined;
    if (!value) return false;
    if (!isHost) return !isSendable(ts, value);
    // `action` of a form may be a function that the browser runs, which came as a prop.
    const inner = unwrap(ts, value);
    return /action$/i.test(text) && !ts.isStringLiteralLike(inner) && !ts.isTemplateExpression(inner);
  }
}

/** A function that is given to someone: a handler, a render prop. Not one that is declared, and not the callback of `map`. */
function isHandedFunction(ts: Project['ts'], node: ts.Node): boolean {
  if (!isFunctionNode(ts, node) || isRunAtOnce(ts, node)) return false;
  const outer = withWrappers<ts.Node>(ts, node).parent;
  if (ts.isCallExpression(outer)) return wrappedByMemo(ts, outer) !== node;
  return !(ts.isSourceFile(outer) || ts.isBlock(outer) || ts.isVariableDeclaration(outer) || ts.isExportAssignment(outer));
}

/** `render()`, `props.render(x)`: a function that came as a prop. */
function isPassedFunction(ts: Project['ts'], callee: ts.Expression): boolean {
  const inner = unwrap(ts, callee);
  if (ts.isIdentifier(inner)) {
    const declaration = declarationOf(ts, inner);
    return declaration !== undefined && (ts.isParameter(declaration) || ts.isBindingElement(declaration));
  }
  if (!ts.isPropertyAccessExpression(inner) || plainMethods.has(inner.name.text)) return false;
  const root = rootOf(ts, inner.expression);
  const declaration = declarationOf(ts, root);
  return declaration !== undefined && (ts.isParameter(declaration) || ts.isBindingElement(declaration));
}

/** Whether a value is certainly one that can be sent: text, numbers, elements, what came as a prop, and what is made of them. */
function isSendable(ts: Project['ts'], expression: ts.Expression, depth = 0): boolean {
  // Names may go round in a circle, and expressions be of any length.
  if (depth > maximumDepth) return false;
  const isPlainPart = (part: ts.Expression): boolean => isSendable(ts, part, depth + 1);
  const value = unwrap(ts, expression);
  if (ts.isLiteralExpression(value) && !ts.isRegularExpressionLiteral(value)) return true;
  if (ts.isTemplateExpression(value) || ts.isPrefixUnaryExpression(value) || ts.isTypeOfExpression(value)) return true;
  if (isKeywordLiteral(ts, value)) return true;
  if (isJsx(ts, value)) return true;
  if (ts.isConditionalExpression(value)) return isPlainPart(value.whenTrue) && isPlainPart(value.whenFalse);
  if (ts.isBinaryExpression(value)) return isPlainPart(value.left) && isPlainPart(value.right);
  if (ts.isArrayLiteralExpression(value))
    return value.elements.every((element) => isPlainPart(ts.isSpreadElement(element) ? element.expression : element));
  if (ts.isObjectLiteralExpression(value))
    return value.properties.every((property) => ts.isPropertyAssignment(property) && isPlainPart(property.initializer));
  if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) return isPlainPart(value.expression);
  if (ts.isCallExpression(value)) {
    const callee = unwrap(ts, value.expression);
    if (ts.isPropertyAccessExpression(callee)) return plainMethods.has(callee.name.text) && isPlainPart(callee.expression);
    return ts.isIdentifier(callee) && textFunctions.test(callee.text);
  }
  if (!ts.isIdentifier(value)) return false;
  if (value.text === 'undefined') return true;
  const declaration = declarationOf(ts, value);
  if (!declaration) return false;
  if (ts.isParameter(declaration)) return true;
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer !== undefined && declaration.pos < value.pos && isPlainPart(declaration.initializer);
  return ts.isBindingElement(declaration) && isFromParameter(ts, declaration, isPlainPart);
}

function isFromParameter(ts: Project['ts'], element: ts.BindingElement, isPlainPart: (part: ts.Expression) => boolean): boolean {
  const holder = outermost(ts, element);
  if (ts.isParameter(holder)) return true;
  return ts.isVariableDeclaration(holder) && holder.initializer !== undefined && isPlainPart(holder.initializer);
}
