import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/** Whether a tag is that of an element of the document: `<button>`, and no component. */
export function isHostTag(ts: TypeScript, tag: ts.JsxTagNameExpression): tag is ts.Identifier {
  return ts.isIdentifier(tag) && /^[a-z]/.test(tag.text);
}

/** Whether a node is an element, or several of them. */
export function isJsx(ts: TypeScript, node: ts.Node): node is ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment {
  return ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
}

/** What an attribute is given, without the braces; nothing where it stands alone: `disabled`. */
export function attributeValue(ts: TypeScript, { initializer }: ts.JsxAttribute): ts.Expression | undefined {
  return initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
}

/** What stands between the tags of an element, without its texts. */
export function childrenOf(ts: TypeScript, { children }: ts.JsxElement): ts.Expression[] {
  return children.flatMap((child) => (ts.isJsxExpression(child) ? (child.expression ?? []) : ts.isJsxText(child) ? [] : child));
}
