import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { isJsonCopy } from '../flow/json-copies.ts';
import { partsOf, type Names } from '../flow/properties.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { isOfPlatform } from './builtins.ts';
import { segmentOf } from './contents.ts';
import { judged, ok, oneOf, perhaps, unknown, within, worst, type Judgement, type PathSegment } from './judgement.ts';
import {
  awaitedType,
  isCallable,
  isClassLike,
  isLostInCopy,
  isOnlyByConstructor,
  methodSignatures,
  nameOfType,
} from './type-structure.ts';

/**
 * Judges what `JSON.stringify` and `JSON.parse` make of a value, as `unstable_cache` keeps it: `no` for a bigint, on which it fails,
 * `converts` for what comes back as something else. Literals are judged by what they hold, anything else by its type.
 */
export function judgeJson(project: Project, expression: ts.Expression): Judgement {
  project.throwIfCancelled?.();
  return new JsonWalk(project).judge(expression, 0);
}

/** How deep is looked. */
const maximumDepth = 8;
/** How many types of one value are looked at. */
const maximumSteps = 3000;

class JsonWalk {
  readonly #project: Project;
  readonly #ts: Project['ts'];
  readonly #known = new Map<ts.Type, Judgement>();
  #steps = 0;

  constructor(project: Project) {
    this.#project = project;
    this.#ts = project.ts;
  }

  judge(expression: ts.Expression, depth: number): Judgement {
    if (depth > maximumDepth) return unknown;
    return worst(branchesOf(this.#ts, expression).map((branch) => this.#judgeBranch(branch, depth)));
  }

  #judgeBranch(expression: ts.Expression, depth: number): Judgement {
    const ts = this.#ts;
    if (isFunctionNode(ts, expression)) return lost('function', 'nothing');
    // A property that is left out reads as it did; in a list there is null.
    if (isUndefined(ts, expression) && depth > 0 && ts.isArrayLiteralExpression(expression.parent))
      return lost('undefined', 'null');
    if (ts.isAwaitExpression(expression)) {
      const inner = unwrap(ts, expression.expression);
      return ts.isObjectLiteralExpression(inner) ? this.judge(inner, depth) : this.#byType(expression, depth);
    }
    if (ts.isArrayLiteralExpression(expression)) {
      return worst(
        expression.elements.map((element, index) =>
          ts.isSpreadElement(element) || ts.isOmittedExpression(element)
            ? unknown
            : within({ kind: 'index', index }, this.judge(element, depth + 1)),
        ),
      );
    }
    return ts.isObjectLiteralExpression(expression) ? this.#judgeLiteral(expression, depth) : this.#byType(expression, depth);
  }

  #judgeLiteral(literal: ts.ObjectLiteralExpression, depth: number): Judgement {
    const ts = this.#ts;
    const parts = partsOf(this.#project, literal);
    // What it is replaced by says its type.
    if (parts.some(({ name }) => name === 'toJSON')) return this.#byType(literal, depth);
    return worst(
      parts.map(({ node, isSpread, value, hidden }): Judgement => {
        if (!value) return unknown;
        if (isSpread) return isFunctionNode(ts, value) ? unknown : this.#copied(value, hidden, depth);
        const segment = segmentOf(this.#project, node.name as ts.PropertyName);
        if (!segment) return unknown;
        return within(segment, isFunctionNode(ts, value) ? lost('function', 'nothing') : this.judge(value, depth + 1));
      }),
    );
  }

  #copied(expression: ts.Expression, hidden: Names, depth: number): Judgement {
    const inner = unwrap(this.#ts, expression);
    if (this.#ts.isObjectLiteralExpression(inner)) return this.#judgeLiteral(inner, depth + 1);
    const { checker } = this.#project;
    if (!checker) return unknown;
    const type = checker.getNonNullableType(checker.getTypeAtLocation(inner));
    return type.isUnion() ? unknown : this.#properties(type, depth, (name) => !hidden.has(name));
  }

  #byType(expression: ts.Expression, depth: number): Judgement {
    const { checker } = this.#project;
    if (!checker) return unknown;
    const type = checker.getTypeAtLocation(expression);
    // An async function returns what its promise gives.
    const awaited = depth === 0 && awaitedType({ ts: this.#ts, checker }, type);
    const judgement = this.#type(awaited || type, depth);
    return judgement.verdict !== 'ok' && isJsonCopy(this.#project, expression) ? ok : judgement;
  }

  #type(type: ts.Type, depth: number): Judgement {
    const { Never, StringLike, NumberLike, BooleanLike, EnumLike, Undefined, Null, Void, BigIntLike, ESSymbolLike } =
      this.#ts.TypeFlags;
    const { Object: AnyObject, Intersection } = this.#ts.TypeFlags;
    if (type.flags & BigIntLike) return judged('no', { kind: 'builtin', name: 'bigint' });
    if (type.flags & (Never | StringLike | NumberLike | BooleanLike | EnumLike | Undefined | Null | Void)) return ok;
    if (type.flags & ESSymbolLike) return lost('symbol', 'nothing');
    // A row that may be missing is a row where it is there.
    if (type.isUnion()) return oneOf(membersPresent(this.#ts, type).map((member) => this.#type(member, depth)));
    if (!(type.flags & (AnyObject | Intersection)) || depth > maximumDepth || ++this.#steps > maximumSteps) return unknown;
    const known = this.#known.get(type);
    if (known) return known;
    this.#known.set(type, ok);
    const judgement = this.#object(type, depth);
    this.#known.set(type, judgement);
    return judgement;
  }

  #object(type: ts.Type, depth: number): Judgement {
    const checker = this.#project.checker!;
    const shapes = { ts: this.#ts, checker };
    const symbol = type.symbol as ts.Symbol | undefined;
    const name = nameOfType(shapes, type) ?? 'object';
    // A branded string is a string.
    if (type.isIntersection() && type.types.some((part) => !(part.flags & this.#ts.TypeFlags.Object))) return unknown;
    if (checker.isTupleType(type)) {
      const items = checker.getTypeArguments(type as ts.TupleTypeReference);
      return worst(items.map((item, index) => this.#inside({ kind: 'index', index }, item, depth)));
    }
    if (checker.isArrayType(type)) {
      const [element] = checker.getTypeArguments(type as ts.TypeReference);
      return element ? this.#inside({ kind: 'element' }, element, depth) : unknown;
    }
    if (isCallable(type)) return lost('function', 'nothing');
    const toJSON = methodSignatures(shapes, type, 'toJSON')[0];
    if (toJSON) {
      const returned = toJSON.getReturnType();
      const isKnown = (returned.flags & this.#ts.TypeFlags.Any) === 0;
      return judged('converts', {
        kind: 'json',
        name,
        becomes: isKnown ? `the ${checker.typeToString(returned)} of its toJSON()` : 'what its toJSON() returns',
      });
    }
    if (symbol && isClassLike(shapes, symbol)) {
      // The objects of the platform keep what they hold out of sight.
      if (isOfPlatform(symbol)) return symbol.name === 'Object' ? unknown : lost(name, '{}');
      if (isOnlyByConstructor(shapes, type, symbol)) return lost(name, 'a plain object without methods');
    }
    return this.#properties(type, depth, () => true);
  }

  #properties(type: ts.Type, depth: number, isCounted: (name: string) => boolean): Judgement {
    const checker = this.#project.checker!;
    const shapes = { ts: this.#ts, checker };
    const properties = checker.getPropertiesOfType(type);
    const entries = checker.getIndexInfosOfType(type).map(({ type: value }) => this.#inside({ kind: 'entry' }, value, depth));
    if (properties.length + entries.length === 0) return unknown;
    return worst([
      ...properties.map((property): Judgement => {
        if (!isCounted(property.name) || property.name.startsWith('__@') || isLostInCopy(shapes, type, property)) return ok;
        const { name } = property;
        const judgement = this.#inside({ kind: 'property', name }, checker.getTypeOfSymbol(property), depth);
        return property.flags & this.#ts.SymbolFlags.Optional ? perhaps(judgement) : judgement;
      }),
      ...entries,
    ]);
  }

  #inside(segment: PathSegment, type: ts.Type, depth: number): Judgement {
    return within(segment, this.#type(type, depth + 1));
  }
}

function lost(name: string, becomes: string): Judgement {
  return judged('converts', { kind: 'json', name, becomes });
}

/** `undefined`, written out: of a type that admits it its frequency is unknown. */
function isUndefined(ts: Project['ts'], expression: ts.Expression): boolean {
  return ts.isVoidExpression(expression) || (ts.isIdentifier(expression) && expression.text === 'undefined');
}

/** What a union holds beside `null` and `undefined`; all of it where there is nothing else. */
function membersPresent(ts: Project['ts'], { types }: ts.UnionType): readonly ts.Type[] {
  const { Undefined, Null, Void } = ts.TypeFlags;
  const present = types.filter(({ flags }) => !(flags & (Undefined | Null | Void)));
  return present.length > 0 ? present : types;
}
