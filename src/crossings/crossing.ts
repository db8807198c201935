import type ts from 'typescript';
import type { ServerFunction } from '../facts/functions.ts';
import type { Names } from '../flow/properties.ts';
import type { ServerFunctionValue } from '../flow/server-function.ts';
import type { Place } from '../rule.ts';
import type { FunctionNode } from '../syntax/nodes.ts';

interface Value {
  /** The value that crosses. */
  readonly expression: ts.Expression;
  /** Where a finding about it stands. */
  readonly at: Place;
}

/** What an element that lands on a Client Component or a host element is given. */
export interface PropCrossing extends Value {
  /** `spread`: all the properties of a value; `child`: one of the element's children. */
  readonly kind: 'prop' | 'spread' | 'child';
  /** The prop's name; `children` for a child, empty for a spread. */
  readonly name: string;
  /** Of a spread: the names that a later prop replaces. */
  readonly hidden: Names;
  readonly site: Site;
}

/** What a Server Component is given that only hands it on, among all its props, to an element that lands. */
export interface HandedCrossing extends Value {
  readonly kind: 'handed';
  readonly name: string;
  /** The element that is written; it lands where the component hands the prop on to. */
  readonly site: Site;
  /** Where the component hands it on. */
  readonly through: ts.Node;
}

/** A place where an element is made whose props React has to carry, if the code runs on the server. */
export interface Site {
  /** The opening element, or the `createElement` call. */
  readonly node: ts.Node;
  /** The tag as it is written: `Table`, `Menu.Item`, `button`. */
  readonly tag: string;
  /** Where the tag lands: an element of the document, or a Client Component. */
  readonly target: 'host' | 'client';
}

/** A local of the function around that an inline Server Function closes over, at its first use. */
export interface CaptureCrossing extends Value {
  readonly kind: 'capture';
  readonly action: ServerFunction;
}

/** A value that `.bind` binds to a Server Function. */
export interface BoundCrossing extends Value {
  readonly kind: 'bound';
  readonly call: ts.CallExpression;
  readonly target: ServerFunctionValue;
}

/** What the browser sends to a Server Function. */
export interface ArgumentCrossing extends Value {
  /** `event`: the expression is an event handler, and what is sent is the event. */
  readonly kind: 'argument' | 'event';
  readonly target: ServerFunctionValue;
}

/** What a Server Function returns to the browser. */
export interface ResultCrossing extends Value {
  readonly kind: 'result';
  readonly action: ServerFunction;
}

/** What a cached function returns: React writes that of a `"use cache"` function, JSON that of `unstable_cache`. */
export interface CachedResultCrossing extends Value {
  readonly kind: 'cached-result';
  readonly encoder: 'react' | 'json';
  readonly fn: FunctionNode;
  readonly name: string | undefined;
}

/** What a `"use cache"` function is given: an argument of a call, or what an inline one closes over. */
export interface CachedArgumentCrossing extends Value {
  readonly kind: 'cached-argument';
  readonly fn: FunctionNode;
  readonly name: string | undefined;
  /** The parameter that takes it; undefined for a captured value and behind the last one. */
  readonly parameter: ts.ParameterDeclaration | undefined;
}

/** A place where a value goes from one side to the other, or into a cache. */
export type Crossing =
  | PropCrossing
  | HandedCrossing
  | CaptureCrossing
  | BoundCrossing
  | ArgumentCrossing
  | ResultCrossing
  | CachedResultCrossing
  | CachedArgumentCrossing;

export type CrossingKind = Crossing['kind'];

/** The crossings of some kinds. */
export type CrossingOf<Kind extends CrossingKind> = Extract<Crossing, { readonly kind: Kind }>;
