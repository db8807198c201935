/** What every value may use. It is run on both sides: nothing here may need a browser. */
export const prelude = `
import { Readable, Writable, Transform, PassThrough } from 'node:stream';
import { EventEmitter } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { parse as parseQuery } from 'node:querystring';
import { webcrypto } from 'node:crypto';
import { TextDecoder, TextEncoder, types } from 'node:util';
import { cache, createElement, forwardRef, Fragment, lazy, memo, Suspense } from 'react';
import { z } from 'zod';
import { remove, save } from './actions';
import { Client, constant, useClient } from './client';
import * as namespace from './namespace';

enum Colour { Red, Green }
enum Size { Small = 'S', Large = 'L' }
class Empty {}
class Fields { x = 1 }
class Methods { x = 1; m() { return this.x } }
class Private { #x = 1; get x() { return this.#x } }
class Hidden { private secret = 1; open() { return this.secret } }
class Parameters { constructor(readonly name: string, private age: number) {} older() { return this.age + 1 } }
class Derived extends Methods { y = 2 }
class Statics { static create() { return 1 } }
class Money { cents = 5; toJSON() { return this.cents } }
class Point { x = 1; toJSON() { return { x: this.x } } }
class Range { *[Symbol.iterator]() { yield 1; yield 2 } }
class Ticks { async *[Symbol.asyncIterator]() { yield 1; yield 2 } }
class Later { then(resolve: (value: number) => void) { resolve(1) } }
class Bag extends Map<string, number> {}
class Group extends Set<number> {}
class List extends Array<number> {}
class Day extends Date {}
class Bytes extends Uint8Array {}
class Failure extends Error { code = 1 }
class Task extends Promise<number> {}
class Holder { inner = new Methods() }
class WithArrow { go = () => 1 }
class Generic<T> { constructor(readonly value: T) {} map() { return this.value } }
abstract class Shape { abstract area(): number }
class Square extends Shape { area() { return 1 } }
function plain() { return 1 }
async function later() { return 1 }
function* count() { yield 1; yield 2 }
async function* ticks() { yield 1; yield 2 }
const local = Symbol('local');
const shared = Symbol.for('shared');
const base = { a: 1, nested: { b: 'two' } };
interface User { name: string; tags: string[]; joined: Date }
const user: User = { name: 'Ada', tags: ['x'], joined: new Date(0) };
interface Tree { value: number; children: Tree[] }
const tree: Tree = { value: 1, children: [{ value: 2, children: [] }] };
namespace Config { export const a = 1; export const b = 'two' }
namespace Tools { export const a = 1; export function run() {} }
const schema = z.object({ name: z.string(), at: z.date().optional() });
const branded = z.string().brand<'Id'>();
`;
