import type ts from 'typescript';
import { descendantsOf, hasNode } from '../syntax/descendants.ts';
import type { EventHandler } from './event-handlers.ts';
import { initializerOf } from '../syntax/scope.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { declaredValue, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import { attributeValue, isHostTag } from '../syntax/jsx.ts';
import { identifiersBelow } from '../syntax/file-index.ts';

// What a person does once is many events of these.
const typing = new Set(['change', 'input', 'beforeinput', 'keydown', 'keyup', 'keypress']);
const moving = new Set([
  'mousemove',
  'pointermove',
  'pointerrawupdate',
  'touchmove',
  'drag',
  'dragover',
  'devicemotion',
  'deviceorientation',
]);
const others = new Set(['scroll', 'wheel', 'resize', 'timeupdate', 'select', 'selectionchange']);

/** Inputs that give one event for what a person chooses, or none. */
const choosingTypes = new Set([
  'checkbox',
  'radio',
  'file',
  'button',
  'submit',
  'reset',
  'image',
  'hidden',
  'date',
  'datetime-local',
  'time',
  'month',
  'week',
]);

/**
 * What one event of a handler is, where a person's doing gives many of them: a keystroke, a movement, a scroll step.
 *
 * @returns undefined for an event that comes alone, and for an element on which it does (`<select>`, a checkbox), or of which
 *   it is unknown what it is
 */
export function frequentEvent(project: Project, { event, element, name }: EventHandler): string | undefined {
  const { ts } = project;
  if (typing.has(event)) {
    if (!element) return 'keystroke';
    const isTyped = event.startsWith('key') ? !isChosen(ts, element) : isTypedIn(project, element, 0);
    return isTyped && !isWithheld(project, element, name) ? 'keystroke' : undefined;
  }
  if (moving.has(event)) return 'movement';
  if (!others.has(event)) return undefined;
  // On a component of one's own these are names for other things: an item selected, a panel resized.
  const isOwn = element !== undefined && !isHostTag(ts, element.tagName);
  if (isOwn && event !== 'scroll' && event !== 'wheel') return undefined;
  return (
    { scroll: 'scroll step', wheel: 'scroll step', resize: 'step of resizing', timeupdate: 'moment played' }[event] ??
    'change of the selection'
  );
}

/** Whether an element is one that people choose with: `<select>`, or an input of such a type. */
function isChosen(ts: TypeScript, element: ts.JsxOpeningLikeElement): boolean {
  const { tagName } = element;
  if (isHostTag(ts, tagName) && /^(?:select|option)$/.test(tagName.text)) return true;
  const types = inputTypes(ts, element);
  return types !== undefined && types.every((type) => choosingTypes.has(type));
}

/** The values that the `type` attribute can have: undefined without one, `unknown` among them where the value is unknown. */
function inputTypes(ts: TypeScript, element: ts.JsxOpeningLikeElement): string[] | undefined {
  const attribute = element.attributes.properties.find(
    (property) => ts.isJsxAttribute(property) && property.name.getText() === 'type',
  );
  if (!attribute || !ts.isJsxAttribute(attribute)) return undefined;
  const value = attributeValue(ts, attribute);
  return value ? textsOf(ts, value) : ['unknown'];
}

function textsOf(ts: TypeScript, value: ts.Expression): string[] {
  const inner = unwrap(ts, value);
  if (ts.isStringLiteralLike(inner)) return [inner.text.toLowerCase()];
  if (ts.isConditionalExpression(inner)) return [...textsOf(ts, inner.whenTrue), ...textsOf(ts, inner.whenFalse)];
  const given = initializerOf(ts, inner);
  return given && ts.isStringLiteralLike(given) ? [given.text.toLowerCase()] : ['unknown'];
}

/** Whether an element's change is a keystroke: a field of text, or something around one. */
function isTypedIn(project: Project, element: ts.JsxOpeningLikeElement, depth: number): boolean {
  const { ts } = project;
  const { tagName } = element;
  if (isChosen(ts, element)) return false;
  const types = inputTypes(ts, element);
  if (types?.includes('unknown')) return false;
  if (!isHostTag(ts, tagName)) return isTextComponent(project, element, depth);
  if (tagName.text === 'textarea' || tagName.text === 'input') return true;
  if (
    element.attributes.properties.some(
      (property) => ts.isJsxAttribute(property) && /^contenteditable$/i.test(property.name.getText()),
    )
  )
    return true;
  // Events rise: `<form onChange>` hears of each of its fields.
  return ts.isJsxOpeningElement(element) && hasTextField(project, element.parent, depth);
}

function hasTextField(project: Project, root: ts.JsxElement, depth: number): boolean {
  const { ts } = project;
  const isField = (node: ts.Node): boolean =>
    ts.isJsxOpeningLikeElement(node) && node !== root.openingElement && isTypedIn(project, node, depth + 1);
  return hasNode(ts, root, isField);
}

/** By what a component of the program renders; of others by a name that says text, and nothing to choose from. */
function isTextComponent(project: Project, element: ts.JsxOpeningLikeElement, depth: number): boolean {
  const { ts } = project;
  if (
    element.attributes.properties.some(
      (property) => ts.isJsxAttribute(property) && /^(?:select|as|component|options)$/.test(property.name.getText()),
    )
  )
    return false;
  const value = declaredValue(originOf(project, element.tagName));
  if (value && depth < 3) {
    const fields = fieldsIn(ts, value);
    // A type that is handed through is the one given here, which was looked at.
    if (fields.length > 0)
      return fields.every((field) => inputTypes(ts, field)?.includes('unknown') || isTypedIn(project, field, depth + 1));
  }
  const name = element.tagName.getText();
  return (
    /input|text|search|editor/i.test(name) &&
    !/select|check|radio|switch|toggle|file|upload|date|time|picker|colou?r|slider|rating|otp|pin|tag|combo|context/i.test(name)
  );
}

/**
 * Whether a component of the program keeps what it is given from the keystrokes: it waits with it, or calls it only in events that
 * come alone (`onBlur`, `onSubmit`).
 *
 * @param prop the attribute that the handler is given by
 */
function isWithheld(project: Project, { tagName }: ts.JsxOpeningLikeElement, prop: string): boolean {
  const { ts } = project;
  const component = isHostTag(ts, tagName) ? undefined : declaredValue(originOf(project, tagName));
  if (!component) return false;
  if (/debounc|throttl|\bclearTimeout\b/i.test(component.getText())) return true;
  const isUse = ({ parent }: ts.Identifier): boolean =>
    !ts.isJsxAttribute(parent) && !ts.isBindingElement(parent) && !ts.isTypeElement(parent);
  const uses = identifiersBelow(ts, component, prop).filter(isUse);
  const events = uses.map((node) => {
    let outer: ts.Node = node;
    while (outer !== component && !ts.isJsxAttribute(outer)) outer = outer.parent;
    return ts.isJsxAttribute(outer) ? /^on([A-Z]\w*)$/.exec(outer.name.getText())?.[1]?.toLowerCase() : undefined;
  });
  return events.length > 0 && events.every((event) => event !== undefined && !typing.has(event));
}

/** The fields that a component's code shows. */
function fieldsIn(ts: TypeScript, component: ts.Node): ts.JsxOpeningLikeElement[] {
  if (!isFunctionNode(ts, component) && !ts.isCallExpression(component)) return [];
  return descendantsOf(ts, component, 'JsxOpeningElement', 'JsxSelfClosingElement').filter(
    ({ tagName }) => isHostTag(ts, tagName) && /^(?:input|select|textarea)$/.test(tagName.text),
  );
}
