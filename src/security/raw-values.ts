import type ts from 'typescript';
import { nodesFrom } from '../syntax/descendants.ts';
import { branchesOf } from '../syntax/branches.ts';
import { CircularMemo } from '../syntax/circular-memo.ts';
import { calleesOf, functionsOf, toldBy } from '../flow/index.ts';
import type { FunctionValue } from '../flow/function-value.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { changesData, firstChange, isWrite } from './changes.ts';
import { chainOf } from './consequences.ts';
import { isKnownByExistence } from './existence.ts';
import { Narrowings } from './narrowing.ts';
import { converts, parserKindOf, type ValidationOptions } from './parsers.ts';
import { RawNames, type Seeds } from './raw-names.ts';
import { pathOf, type Path } from './raw-paths.ts';
import { askedByItself, keyOfFollowed, type Followed } from './followed.ts';
import { addends, calledWithEach, firstOf, seedsGiven } from './raw-parts.ts';
import { isAwaited } from '../syntax/name-positions.ts';
import { isLookUp, isQueryPart } from './rows.ts';
import { Looking, ValueTests } from './value-tests.ts';
import { isInView, isWriteIfNamed } from './named-writes.ts';
import { effectOf } from './requests.ts';
import { writeEvidence, writesSql } from './writes.ts';
import { keepingCall } from '../catalog/validation.ts';
import { valueOrSpread } from '../syntax/members.ts';

const maximumDepth = 4;
const maximumSteps = 3000;

/** Follows what callers send through the program, to the changes that are made with it. */
export class RawValues {
  readonly #project: Project;
  readonly #options: ValidationOptions;
  readonly #known = new CircularMemo<string, boolean>(false);
  /** Which of the functions that are called look at what they are given. */
  readonly looking = new Looking();
  #steps = 0;

  constructor(project: Project, options: ValidationOptions) {
    this.#project = project;
    this.#options = options;
  }

  /** The first place where a function changes something with what it was sent, that it neither parsed nor narrowed on the way. */
  changeReached(fn: FunctionNode, seeds: Seeds): ts.Node | undefined {
    this.#steps = 0;
    return this.#flow({ ...askedByItself, fn, seeds }).changeReached();
  }

  /** Whether it does. */
  reachesChange(asked: Followed): boolean {
    return this.#remember('change', asked, () => this.#flow(asked).changeReached() !== undefined);
  }

  /** What of a handler's parameters is raw where the function that a wrapper made calls it. */
  seedsOfHandler(handler: FunctionNode, call: ts.CallExpression, made: FunctionNode, sent: Seeds): Seeds {
    const flow = this.#flow({ ...askedByItself, fn: made, seeds: sent });
    return flow.seedsFor({ node: handler, bound: [], given: new Map() }, call);
  }

  /** Whether a function gives back what it was sent, as it came. */
  returnsRaw(fn: FunctionNode, seeds: Seeds, depth: number): boolean {
    const asked = { ...askedByItself, fn, seeds, depth };
    return this.#remember('result', asked, () => {
      const flow = this.#flow(asked);
      return returnedExpressions(this.#project.ts, fn).some((returned) => flow.isRaw(returned));
    });
  }

  #flow(asked: Followed): Flow {
    return new Flow(this.#project, this.#options, this, asked);
  }

  #remember(question: string, asked: Followed, ask: () => boolean): boolean {
    if (this.#steps > maximumSteps) return false;
    return this.#known.ask(`${question} ${keyOfFollowed(asked)}`, () => {
      this.#steps++;
      return ask();
    });
  }
}

/** What one function does with what it was sent. */
class Flow {
  readonly #project: Project;
  readonly #options: ValidationOptions;
  readonly #values: RawValues;
  readonly #asked: Followed;
  readonly #fn: FunctionNode;
  readonly #depth: number;
  readonly #narrowings: Narrowings;
  readonly #names: RawNames;
  /** What is known of names and calls, which may be made of each other. */
  readonly #answers = new CircularMemo<string, boolean>(false);

  constructor(project: Project, options: ValidationOptions, values: RawValues, asked: Followed) {
    const { fn, seeds, depth } = asked;
    this.#project = project;
    this.#options = options;
    this.#values = values;
    this.#asked = asked;
    this.#fn = fn;
    this.#depth = depth;
    this.#narrowings = new Narrowings(project, new ValueTests(project, fn, options, values.looking));
    this.#names = new RawNames(project, fn, seeds, this.#answers, (value) => this.isRaw(value));
  }

  changeReached(): ts.Node | undefined {
    const { ts } = this.#project;
    const { body } = this.#fn;
    const places = body ? nodesFrom(ts, body, 'TaggedTemplateExpression', 'CallExpression', 'BinaryExpression') : [];
    return places.find((node) => {
      this.#project.throwIfCancelled?.();
      if (ts.isTaggedTemplateExpression(node)) return writesSql(node.template.getText()) && this.#isRawTemplate(node.template);
      if (ts.isBinaryExpression(node)) return this.#isWriteIfNamed(node) && this.isRaw(node.right);
      return this.#isOwnChange(node) ? this.#isInChange(node) : this.#isHandedToChange(node);
    });
  }

  /** Whether a call changes something, and no body that is in view says with what. */
  #isOwnChange(call: ts.CallExpression): boolean {
    if (isInView(this.#project, call) && writeEvidence(this.#project, call, this.#asked.told) !== 'known') return false;
    return isWrite(this.#project, call, this.#asked.told) || this.#isWriteIfNamed(call);
  }

  #isWriteIfNamed(node: ts.Node): boolean {
    return this.#asked.isNamed && isWriteIfNamed(this.#project, node, this.#fn, this.#asked.told);
  }

  #isRawTemplate(template: ts.TemplateLiteral): boolean {
    return (
      this.#project.ts.isTemplateExpression(template) && template.templateSpans.some(({ expression }) => this.isRaw(expression))
    );
  }

  /** `db.update(posts).set(values).where(eq(posts.id, id))`: every call of the chain tells the change. */
  #isInChange(write: ts.CallExpression): boolean {
    const { ts } = this.#project;
    for (let part = chainOf(ts, write) as ts.Expression; ;) {
      if (ts.isCallExpression(part) || ts.isNewExpression(part)) {
        if (part.arguments?.some((argument) => this.isRaw(argument, true))) return true;
        part = unwrap(ts, part.expression);
      } else if (ts.isPropertyAccessExpression(part)) part = unwrap(ts, part.expression);
      else if (ts.isAwaitExpression(part)) part = unwrap(ts, part.expression);
      // `const post = new Post(values); await post.save()`, `const post = await db.find(…); post.title = title; await post.save()`
      else return ts.isIdentifier(part) && this.isRaw(part);
    }
  }

  /** A function of the program that changes something with what it is given. */
  #isHandedToChange(call: ts.CallExpression): boolean {
    if (this.#depth >= maximumDepth || call.arguments.length === 0) return false;
    const each = calledWithEach(this.#project, call);
    if (each && this.isRaw(each.list) && each.functions.some((fn) => this.#changesWithEach(fn))) return true;
    const { told } = this.#asked;
    const isNamed = this.#asked.isNamed || isWrite(this.#project, call, told);
    if (!isNamed && !changesData(this.#project, call, told)) return false;
    return calleesOf(this.#project, call).all.some((callee) => {
      const seeds = this.seedsFor(callee, call);
      const inside = toldBy(this.#project, { inner: 'handed-on', tells: effectOf }, callee, call, told);
      return (
        seeds.size > 0 && this.#values.reachesChange({ fn: callee.node, seeds, depth: this.#depth + 1, told: inside, isNamed })
      );
    });
  }

  #changesWithEach(fn: FunctionNode): boolean {
    const seeds = firstOf(this.#project.ts, fn);
    if (seeds.size === 0 || !firstChange(this.#project, fn)) return false;
    return this.#values.reachesChange({ ...askedByItself, fn, seeds, depth: this.#depth + 1 });
  }

  /** What of a called function's parameters is raw where it is called here. */
  seedsFor(value: FunctionValue, call: ts.CallExpression): Seeds {
    return seedsGiven(this.#project.ts, value, call, (argument) => this.isRaw(argument));
  }

  /**
   * Whether a value is what was sent, or holds it.
   *
   * @param isTold whether it is an argument of a change: parts of queries hold what they are given
   */
  isRaw(expression: ts.Expression, isTold = false): boolean {
    const { ts } = this.#project;
    return branchesOf(ts, expression).some((branch) => {
      const inner = unwrap(ts, branch);
      const deeper = (part: ts.Expression): boolean => this.isRaw(part, isTold);
      if (ts.isAwaitExpression(inner)) return deeper(inner.expression);
      const path = pathOf(ts, inner);
      if (path) return this.#isRawAt(path, inner);
      if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) return deeper(inner.expression);
      if (ts.isTemplateExpression(inner)) return inner.templateSpans.some((span) => deeper(span.expression));
      if (ts.isBinaryExpression(inner))
        return inner.operatorToken.kind === ts.SyntaxKind.PlusToken
          ? addends(ts, inner).some(deeper)
          : inner.operatorToken.kind === ts.SyntaxKind.EqualsToken && deeper(inner.right);
      if (ts.isObjectLiteralExpression(inner))
        return inner.properties.some((property) => {
          const value = valueOrSpread(ts, property);
          // `{ [field]: 1 }`: whoever names the field chooses what is written.
          const key = property.name && ts.isComputedPropertyName(property.name) ? property.name.expression : undefined;
          return (value !== undefined && deeper(value)) || (key !== undefined && deeper(key));
        });
      if (ts.isArrayLiteralExpression(inner)) return inner.elements.some(deeper);
      if (ts.isSpreadElement(inner)) return deeper(inner.expression);
      if (ts.isNewExpression(inner)) return !converts(this.#project, inner) && (inner.arguments ?? []).some(deeper);
      if (!ts.isCallExpression(inner)) return false;
      // Each call of a chain asks for what stands before it.
      return this.#answers.ask(`call ${inner.pos} ${inner.end} ${isTold}`, () => this.#isRawResult(inner, isTold));
    });
  }

  #isRawResult(call: ts.CallExpression, isTold: boolean): boolean {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    const isGiven = (): boolean => call.arguments.some((argument) => this.isRaw(argument, isTold));
    if (keepingCall.test(callee.getText())) return isGiven();
    if (isTold && isQueryPart(this.#project, call)) return isGiven();
    const { all } = calleesOf(this.#project, call);
    if (all.length > 0) {
      if (this.#depth >= maximumDepth) return false;
      return all.some((value) => {
        const seeds = this.seedsFor(value, call);
        return seeds.size > 0 && this.#values.returnsRaw(value.node, seeds, this.#depth + 1);
      });
    }
    if (parserKindOf(this.#project, call, this.#options) || isLookUp(this.#project, call)) return false;
    if (ts.isPropertyAccessExpression(callee) && this.isRaw(callee.expression, isTold))
      return this.#isRawPart(call, callee.name.text);
    // What is waited for comes from elsewhere.
    return !isAwaited(ts, call) && isGiven();
  }

  /** What a method gives of a raw value: `title.trim()`, `ids.map(Number)`. */
  #isRawPart(call: ts.CallExpression, method: string): boolean {
    const { ts } = this.#project;
    if (/^(?:indexOf|lastIndexOf|findIndex|charCodeAt|codePointAt|getTime|size|count)$/.test(method)) return false;
    const [callback] = call.arguments;
    if (!callback || !/^(?:map|flatMap|filter|find|reduce|then)$/.test(method)) return true;
    const inner = unwrap(ts, callback);
    // Of `posts.filter((post) => post)` each may still be anything.
    const isThereEnough = (): boolean => isKnownByExistence(this.#project, call);
    if (ts.isIdentifier(inner) && inner.text === 'Boolean') return !isThereEnough();
    // `ids.filter(isId)`, `ids.map(Number)`, `ids.map(schema.parse)`
    if (!isFunctionNode(ts, inner)) {
      const { all } = functionsOf(this.#project, inner);
      return (
        all.length > 0 &&
        /^(?:map|flatMap|then)$/.test(method) &&
        all.some(({ node }) => this.#values.returnsRaw(node, new Set(node.parameters.slice(0, 1)), this.#depth + 1))
      );
    }
    if (method === 'filter' || method === 'find') {
      const [parameter] = inner.parameters;
      return (
        parameter === undefined ||
        !new ValueTests(this.#project, inner, this.#options, this.#values.looking).looksAt(
          { root: parameter, keys: [] },
          !isThereEnough(),
        )
      );
    }
    return returnedExpressions(ts, inner).some((returned) => this.isRaw(returned));
  }

  #isRawAt(path: Path, place: ts.Node): boolean {
    if (!this.#names.isRaw(path.root)) return false;
    // What was tested before something was put into it says nothing of that.
    if (this.#names.isFilled(path.root)) return true;
    if (this.#narrowings.isNarrowed(path, place)) return false;
    const parts = path.keys.length === 0 ? this.#names.partsOf(path.root) : undefined;
    // Of an object that is written out, each part may have been tested for itself.
    return (
      !parts ||
      parts.some(([key, value]) => this.isRaw(value) && !this.#narrowings.isNarrowed({ root: path.root, keys: [key] }, place))
    );
  }
}
