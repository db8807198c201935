import type ts from 'typescript';
import { descendantsOf, firstAnswer } from '../syntax/descendants.ts';
import { identifiersBelow } from '../syntax/file-index.ts';
import { componentNameOf, isComponentFunction, isHookFunction } from '../syntax/components.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { isValueUse } from '../syntax/references.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isFunctionNode, unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { elementCallInFile } from '../flow/element-calls.ts';
import { declaredValue, isFrom, originInFile, type Origin } from '../flow/origin.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule } from '../rule.ts';
import type { TypeScript } from '../typescript.ts';
import { attributeValue } from '../syntax/jsx.ts';

/**
 * `useFormStatus` in the component that renders the form. Source: React's reference of the hook ("will not return status
 * information for any <form> rendered in that same component"); guide: pending states.
 */
export const formStatusInChild = defineRule({
  name: 'form-status-in-child',
  code: 83023,
  description: 'Disallow useFormStatus in the component that renders the form.',
  reach: ['file'],
  presets: ['recommended'],
  messages: {
    sameComponent: '`useFormStatus` ignores the form that {{component}} itself renders. Call it in a component inside the form.',
    throughHook:
      '`useFormStatus` in `{{hook}}` ignores the form that {{component}} itself renders. Call it in a component inside the form.',
  },
  check({ ts, sourceFile, report }) {
    if (!sourceFile.text.includes('useFormStatus')) return;
    const components = new Map<FunctionNode, readonly FunctionNode[]>();
    const forms = new Map<FunctionNode, ts.Node | undefined>();
    const formOf = (component: FunctionNode): ts.Node | undefined => {
      if (!forms.has(component)) {
        const form = formRenderedBy(ts, component);
        forms.set(component, form && isInsideForm(ts, sourceFile, component) ? undefined : form);
      }
      return forms.get(component);
    };
    for (const call of descendantsOf(ts, sourceFile, 'CallExpression')) {
      if (!isFormStatus(originInFile(ts, call.expression))) continue;
      const owner = ownerOf(ts, call);
      if (!owner) continue;
      const running = components.get(owner) ?? componentsThatRun(ts, sourceFile, owner);
      components.set(owner, running);
      for (const component of running) {
        const form = formOf(component);
        if (!form) continue;
        const name = componentNameOf(ts, component);
        const data = { component: name ? `\`${name}\`` : 'this component', hook: componentNameOf(ts, owner) ?? 'it' };
        const related = [relatedPlace(form, 'The form is rendered here')];
        report({ at: call, messageId: component === owner ? 'sameComponent' : 'throughHook', data, related });
        break;
      }
    }
  },
});

function isFormStatus(origin: Origin): boolean {
  return isFrom(origin, 'react-dom', 'useFormStatus') || isFrom(origin, 'react-dom', 'experimental_useFormStatus');
}

/** The function in whose own code a node runs. */
function ownerOf(ts: TypeScript, node: ts.Node): FunctionNode | undefined {
  const evaluation = evaluationOf(ts, node);
  return evaluation.when === 'render' ? evaluation.component : evaluation.when === 'later' ? evaluation.fn : undefined;
}

function mayBeComponent(ts: TypeScript, fn: FunctionNode): boolean {
  if (isHookFunction(ts, fn)) return false;
  return isComponentFunction(ts, fn) || /^[A-Z]/.test(componentNameOf(ts, fn) ?? '');
}

/** The components of the file in whose rendering a function's code runs: itself, or those that call it, hook by hook. */
function componentsThatRun(ts: TypeScript, sourceFile: ts.SourceFile, owner: FunctionNode): FunctionNode[] {
  const reached = new Set([owner]);
  for (const fn of reached) {
    if (mayBeComponent(ts, fn)) continue;
    for (const node of descendantsOf(ts, sourceFile, 'CallExpression')) {
      if (functionNamed(ts, node.expression) !== fn) continue;
      const caller = ownerOf(ts, node);
      if (caller) reached.add(caller);
    }
  }
  return [...reached].filter((fn) => mayBeComponent(ts, fn));
}

/** The function of the file that a name stands for. */
function functionNamed(ts: TypeScript, expression: ts.Expression): FunctionNode | undefined {
  const inner = unwrap(ts, expression);
  if (!ts.isIdentifier(inner)) return undefined;
  const value = declaredValue(originInFile(ts, inner));
  return value && isFunctionNode(ts, value) ? value : undefined;
}

/** The form's tag in what a component renders, also where a function of the file that it calls or hands on renders it. */
function formRenderedBy(ts: TypeScript, component: FunctionNode): ts.Node | undefined {
  const functions = new Set([component]);
  const formAt = (node: ts.Node): ts.Node | undefined => {
    if (isForm(ts, node)) return node;
    const named = ts.isIdentifier(node) && isValueUse(ts, node) ? functionNamed(ts, node) : undefined;
    const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
    if (named && (isCalled || !mayBeComponent(ts, named))) functions.add(named);
    return undefined;
  };
  // A function with a name runs where the name is used.
  const isLeftOut = (node: ts.Node): boolean =>
    ts.isClassLike(node) || isEventHandler(ts, node) || (isFunctionNode(ts, node) && isNamed(ts, node));
  // The set grows while it is walked.
  for (const { body } of functions) {
    const form = body && firstAnswer(ts, body, formAt, isLeftOut);
    if (form) return form;
  }
  return undefined;
}

/** `onClick={…}`: what is opened from there is not rendered here. */
function isEventHandler(ts: TypeScript, node: ts.Node): boolean {
  return ts.isJsxAttribute(node) && ts.isIdentifier(node.name) && /^on[A-Z]/.test(node.name.text);
}

function isNamed(ts: TypeScript, fn: FunctionNode): boolean {
  if (ts.isFunctionDeclaration(fn)) return true;
  return ts.isVariableDeclaration(withWrappers<ts.Node>(ts, fn).parent) || mayBeComponent(ts, fn);
}

/** `<form>`, next/form's `<Form>`, an animated or styled form, `as="form"`, `createElement('form')`. */
function isForm(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isJsxOpeningLikeElement(node)) {
    if (isFormTag(ts, node.tagName) || node.attributes.properties.some((attribute) => isRenderedAsForm(ts, attribute)))
      return true;
    return ts.isJsxOpeningElement(node) && isFormAroundChildren(ts, node.tagName);
  }
  if (!ts.isCallExpression(node)) return false;
  const made = elementCallInFile(ts, node);
  if (!made || made.isClone) return false;
  const { type } = made;
  return ts.isStringLiteralLike(type) ? type.text === 'form' : isFormTag(ts, type);
}

/** A component of the file that puts its children in a form: `({ children }) => <form>{children}</form>`. */
function isFormAroundChildren(ts: TypeScript, tag: ts.JsxTagNameExpression): boolean {
  const fn = ts.isIdentifier(tag) && /^[A-Z]/.test(tag.text) ? functionNamed(ts, tag) : undefined;
  if (!fn?.body) return false;
  return identifiersBelow(ts, fn.body, 'children').some((node) => {
    for (let outer: ts.Node = node.parent; outer !== fn; outer = outer.parent)
      if (ts.isJsxElement(outer) && isFormTag(ts, outer.openingElement.tagName)) return true;
    return false;
  });
}

function isRenderedAsForm(ts: TypeScript, attribute: ts.JsxAttributeLike): boolean {
  if (!ts.isJsxAttribute(attribute) || !ts.isIdentifier(attribute.name) || !/^(?:as|component)$/.test(attribute.name.text))
    return false;
  const value = attributeValue(ts, attribute);
  return value !== undefined && ts.isStringLiteralLike(value) && value.text === 'form';
}

function isFormTag(ts: TypeScript, tag: ts.JsxTagNameExpression | ts.Expression): boolean {
  if (ts.isIdentifier(tag) && tag.text === 'form') return ts.isJsxOpeningLikeElement(tag.parent);
  const origin = originInFile(ts, tag);
  if (isFrom(origin, 'next/form', 'default')) return true;
  const { end, members } = origin;
  if (end.kind === 'package')
    return /^(?:framer-motion|motion|@react-spring)(?:\/|$)/.test(end.module) && (members.at(-1) ?? end.name) === 'form';
  const value = declaredValue(origin);
  if (!value) return false;
  if (ts.isExpression(value) && ts.isStringLiteralLike(value)) return value.text === 'form';
  const maker = ts.isTaggedTemplateExpression(value) ? value.tag : ts.isCallExpression(value) ? value.expression : undefined;
  if (!maker) return false;
  const styled = originInFile(ts, maker);
  if (styled.end.kind === 'package') return /styled|emotion/.test(styled.end.module) && styled.members.at(-1) === 'form';
  return false;
}

/** Whether the file shows a component inside a form of another component: then it is that form's status that it reads. */
function isInsideForm(ts: TypeScript, sourceFile: ts.SourceFile, component: FunctionNode): boolean {
  let found = false;
  for (const node of descendantsOf(ts, sourceFile, 'JsxOpeningElement', 'JsxSelfClosingElement')) {
    if (found || !ts.isIdentifier(node.tagName)) continue;
    const declaration = declarationOf(ts, node.tagName);
    if (!declaration || declaration.pos > component.pos || declaration.end < component.end || ts.isClassLike(declaration))
      continue;
    for (let outer: ts.Node = node.parent; outer && !isFunctionNode(ts, outer); outer = outer.parent) {
      found ||= ts.isJsxElement(outer) && outer.openingElement !== node && isForm(ts, outer.openingElement);
    }
  }
  return found;
}
