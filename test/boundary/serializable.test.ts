import ts from 'typescript';
import { expect, it } from 'vitest';
import { describeArrival, describeReason, pathText } from '../../src/serialization/describe.ts';
import type { Direction } from '../../src/serialization/judgement.ts';
import { judgeType } from '../../src/serialization/serializable.ts';
import { typedSource, type TypedSource } from '../support/typed-source.ts';

const directions: readonly Direction[] = ['prop', 'argument', 'result', 'bound'];

/** What is said of a type called `it`, one text for each direction that differs. */
function judgements(source: TypedSource, name: string, typescript: typeof ts = ts): string {
  const texts = directions.map((direction) => {
    const { verdict, reason, path } = judgeType(typescript, source.checker, source.type(name), { direction, position: 'root' });
    const arrival = verdict === 'converts' && reason ? `, arrives ${describeArrival(reason, direction)}` : '';
    return `${verdict}${reason ? `: ${pathText('it', path)} ${describeReason(reason)}` : ''}${arrival}`;
  });
  return [...new Set(texts)].length === 1 ? texts[0]! : texts.map((text, index) => `${directions[index]} ${text}`).join('; ');
}

const imports = `
import * as fs from 'node:fs';
import type { ComponentType, FC, MouseEvent, ReactNode, RefObject, Dispatch, SetStateAction } from 'react';
class Foo { x = 1; m() {} }
class Fields { x = 1 }
export default class Named { m() {} }
const mixin = () => class { m() {} };
const Assigned = class { m() {} };
class Secret { #x = 1; y = this.#x }
class Bag extends Map<string, number> {}
class Failure extends Error { code = 1 }
class Money { cents = 1; toJSON() { return this.cents } }
class Wrong { toJSON() { return () => 1 } }
interface Column { title: string; render: (x: number) => string; hide?: () => void }
interface Json { [key: string]: Json | string | number | boolean | null | Json[] }
`;

const types: Array<[type: string, says: string]> = [
  ['string | number | null | undefined', 'ok'],
  ['any', 'unknown'],
  ['unknown', 'unknown'],
  ['object', 'unknown'],
  ['{}', 'unknown'],
  ['Object', 'unknown'],
  ['never', 'ok'],
  ['`a${string}`', 'ok'],
  ['Uppercase<string>', 'ok'],
  ['Date', 'ok'],
  ['Json', 'ok'],
  ['Uint8Array', 'ok'],
  ['ArrayBufferLike', 'maybe: it is a SharedArrayBuffer'],
  ['RegExp', 'no: it is a RegExp'],
  ['RegExp | undefined', 'no: it is a RegExp'],
  ['RegExp | string', 'maybe: it is a RegExp'],
  ['{ pattern: RegExp }', 'no: it.pattern is a RegExp'],
  ['{ pattern?: RegExp }', 'maybe: it.pattern is a RegExp'],
  ["{ 'data-x': RegExp }", 'no: it["data-x"] is a RegExp'],
  ['Record<string, RegExp>', 'no: it[key] is a RegExp'],
  ['[string, RegExp]', 'no: it[1] is a RegExp'],
  ['readonly RegExp[]', 'no: it[] is a RegExp'],
  ['Map<RegExp, string>', 'no: it.keys()[] is a RegExp'],
  ['ReadonlyMap<string, RegExp>', 'no: it.values()[] is a RegExp'],
  ['Promise<{ rows: RegExp[] }>', 'no: (await it).rows[] is a RegExp'],
  ['AsyncIterable<RegExp>', 'no: it[] is a RegExp'],
  ['Generator<RegExp>', 'no: it[] is a RegExp'],
  ['ReadableStream<RegExp>', 'no: it[] is a RegExp'],
  ['Column[]', 'no: it[].render is a function'],
  ['Foo', 'no: it is an instance of class Foo'],
  ['Named', 'no: it is an instance of class Named'],
  ['InstanceType<typeof Assigned>', 'no: it is an instance of class Assigned'],
  ['ReturnType<typeof mixin>', 'no: it is a class'],
  ['InstanceType<ReturnType<typeof mixin>>', 'no: it is an instance of a class'],
  ['Secret', 'no: it is an instance of class Secret'],
  ['Fields', 'maybe: it is an instance of class Fields'],
  ['typeof Foo', 'no: it is the class Foo itself'],
  ['Bag', 'converts: it is an instance of class Bag, which extends Map, arrives as a Map'],
  ['Foo & { extra: 1 }', 'no: it is an instance of class Foo'],
  ['string & { brand: 1 }', 'ok'],
  ['Promise<1> & { cancel(): void }', 'ok'],
  ['{ onClick: () => void }', 'no: it.onClick is an event handler'],
  ['{ onClick?: never }', 'ok'],
  ['{ save: () => Promise<void> }', 'maybe: it.save is a function'],
  ['{ saveAction: () => void }', 'unknown: it.saveAction is a function'],
  ['{ close(): void }', 'no: it.close is a function'],
  ['() => void', 'unknown: it is a function'],
  ['Function', 'unknown: it is a function'],
  ['typeof parseInt', 'no: it is a function'],
  ['typeof Math.max', 'no: it is a function'],
  ['EventListener', 'unknown: it is a function'],
  ['React.ChangeEventHandler<HTMLInputElement>', 'unknown: it is a function'],
  ['{ onChange: React.ChangeEventHandler<HTMLInputElement> }', 'no: it.onChange is an event handler'],
  ['React.RefCallback<HTMLElement>', 'unknown: it is a function'],
  [
    'ComponentType',
    'prop unknown: it is a component; argument no: it is a component; result unknown: it is a component; bound no: it is a component',
  ],
  [
    '{ icon: FC }',
    'prop unknown: it.icon is a component; argument no: it.icon is a component; result unknown: it.icon is a component; bound no: it.icon is a component',
  ],
  ['Dispatch<SetStateAction<number>>', 'no: it is a function'],
  ['Intl.NumberFormat', 'no: it is an Intl.NumberFormat'],
  ['NodeJS.Timeout', 'no: it is a NodeJS.Timeout'],
  ['fs.Stats', 'no: it is a Stats'],
  ['typeof fs', 'no: it.rename is a function'],
  ['Math', 'converts: it is the Math object, arrives as {}'],
  ['MouseEvent<HTMLButtonElement>', 'no: it is a MouseEvent'],
  ['globalThis.MouseEvent', 'no: it is a MouseEvent'],
  ['EventTarget & HTMLInputElement', 'no: it is a DOM node (HTMLInputElement)'],
  ['RefObject<HTMLDivElement | null>', 'no: it.current is a DOM node (HTMLDivElement)'],
  ['ReactNode', 'prop ok; argument maybe: it is a React element; result ok; bound maybe: it is a React element'],
  [
    '{ children?: ReactNode }',
    'prop ok; argument maybe: it.children is a React element; result ok; bound maybe: it.children is a React element',
  ],
  ['React.JSX.Element', 'prop ok; argument no: it is a React element; result ok; bound no: it is a React element'],
  ['URLSearchParams', 'converts: it is an iterable (URLSearchParams), arrives as an array'],
  ['String', 'converts: it is an iterable (String), arrives as an array'],
  ['{ headers: Headers }', 'converts: it.headers is an iterable (Headers), arrives as an array'],
  ['{ at: URL }', 'converts: it.at is a URL with a toJSON method, arrives as the string of its toJSON()'],
  ['{ price: Money }', 'converts: it.price is a Money with a toJSON method, arrives as the number of its toJSON()'],
  ['{ price: Wrong }', 'no: it.price is a function'],
  ['symbol', 'prop unknown; argument no: it is a symbol; result unknown; bound no: it is a symbol'],
  ['typeof Symbol.iterator', 'no: it is a symbol'],
];

it.each(types)('%s: %s', (type, says) => {
  expect(judgements(source, `T${types.findIndex(([text]) => text === type)}`)).toBe(says);
});

const source = typedSource(`${imports}${types.map(([text], index) => `type T${index} = ${text};`).join('\n')}\nexport {}`);

it('judges types that compile', () => {
  expect(source.program.getSemanticDiagnostics(source.sourceFile).map(({ messageText }) => messageText)).toEqual([]);
});

it('makes no difference between a root and what is nested but for what React resolves by itself', () => {
  const url = typedSource('type T = URL; type P = Promise<URL>; type B = { b: Buffer }; type C = Buffer');
  const verdict = (name: string, direction: Direction, position: 'root' | 'nested'): string => {
    const { reason, verdict: said } = judgeType(ts, url.checker, url.type(name), { direction, position });
    return `${said} ${reason ? describeArrival(reason, direction) : ''}`;
  };
  expect(verdict('T', 'result', 'root')).toBe('no as the string of its toJSON()');
  expect(verdict('T', 'result', 'nested')).toBe('converts as the string of its toJSON()');
  expect(verdict('T', 'prop', 'root')).toBe('converts as the string of its toJSON()');
  expect(verdict('P', 'prop', 'nested')).toBe('no as the string of its toJSON()');
  expect(verdict('P', 'argument', 'nested')).toBe('converts as the string of its toJSON()');
  expect(verdict('B', 'result', 'root')).toBe('converts as { type: "Buffer", data: [...] }');
  expect(verdict('C', 'result', 'root')).toBe('converts as a Uint8Array');
});
