import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';
import { declarationOf, initializerAround, patternSource } from '../syntax/scope.ts';
import { isFunctionNode, rootOf, unwrap } from '../syntax/nodes.ts';
import { isHookName } from '../syntax/components.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { functionsOf, isFrom, originOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { Guard, isKeptFrom } from './guards.ts';
import { calleeName } from '../syntax/last-name.ts';
import { isNegation } from '../syntax/operators.ts';

/**
 * Whether the first rendering of a client module, which is the server's, does not come to a piece of code, or may not: a condition
 * asks where it runs, or depends on what a hook gives (a state that an effect sets, a ref). A condition on props alone holds nothing back.
 */
export function isHeldFromFirstRender(project: Project, node: ts.Node): boolean {
  if (isKeptFrom(project, node, 'server')) return true;
  return conditionGuard(project).isAround(project.ts, node);
}

const conditionGuard = memoized(
  (project: Project) =>
    new Guard(([condition, holds]) => {
      const value = new FirstValues(project).of(condition);
      return value ? Boolean(value.value) !== holds : hangsOnHook(project, condition);
    }),
);

/** What an expression is at first, where that is written out. */
interface KnownValue {
  readonly value: unknown;
}

const maximumSteps = 100;
const missing: KnownValue = { value: undefined };

class FirstValues {
  readonly #project: Project;
  /** Names may stand for each other in a circle. */
  #steps = 0;

  constructor(project: Project) {
    this.#project = project;
  }

  of(expression: ts.Expression): KnownValue | undefined {
    const { ts } = this.#project;
    const inner = unwrap(ts, expression);
    if (++this.#steps > maximumSteps) return undefined;
    if (ts.isStringLiteralLike(inner)) return { value: inner.text };
    if (ts.isNumericLiteral(inner)) return { value: Number(inner.text) };
    if (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner) || isFunctionNode(ts, inner))
      return { value: inner };
    if (ts.isBinaryExpression(inner)) return this.#operation(inner);
    if (isNegation(ts, inner)) {
      const value = this.of(inner.operand);
      return value && { value: !value.value };
    }
    if (ts.isPropertyAccessExpression(inner)) return this.#member(inner);
    if (ts.isIdentifier(inner)) return inner.text === 'undefined' ? missing : this.#named(inner);
    if (ts.isCallExpression(inner)) return this.#called(inner, undefined);
    const { FalseKeyword, NullKeyword, TrueKeyword } = ts.SyntaxKind;
    if (inner.kind === TrueKeyword || inner.kind === FalseKeyword) return { value: inner.kind === TrueKeyword };
    return inner.kind === NullKeyword ? { value: null } : undefined;
  }

  #operation({ left, right, operatorToken: { kind } }: ts.BinaryExpression): KnownValue | undefined {
    const { SyntaxKind } = this.#project.ts;
    const [first, second] = [this.of(left), this.of(right)];
    switch (kind) {
      case SyntaxKind.AmpersandAmpersandToken:
        // Where one side is false the whole is, whatever the other may be.
        if (!first) return second && !second.value ? second : undefined;
        return first.value ? second : first;
      case SyntaxKind.BarBarToken:
        if (!first) return second?.value ? second : undefined;
        return first.value ? first : second;
      case SyntaxKind.QuestionQuestionToken:
        return first && (first.value === undefined || first.value === null ? second : first);
      default:
    }
    if (!first || !second) return undefined;
    switch (kind) {
      case SyntaxKind.EqualsEqualsEqualsToken:
        return { value: first.value === second.value };
      case SyntaxKind.ExclamationEqualsEqualsToken:
        return { value: first.value !== second.value };
      case SyntaxKind.EqualsEqualsToken:
        return { value: (first.value ?? null) === (second.value ?? null) };
      case SyntaxKind.ExclamationEqualsToken:
        return { value: (first.value ?? null) !== (second.value ?? null) };
      case SyntaxKind.GreaterThanToken:
        return { value: Number(first.value) > Number(second.value) };
      default:
        return undefined;
    }
  }

  /** `ref.current`, `items.length` */
  #member(access: ts.PropertyAccessExpression): KnownValue | undefined {
    const { ts } = this.#project;
    const made = this.#initializer(access.expression);
    const isRef = made && ts.isCallExpression(made) && isFrom(originOf(this.#project, made.expression), 'react', 'useRef');
    if (isRef && access.name.text === 'current') return made.arguments[0] ? this.of(made.arguments[0]) : missing;
    const holder = this.of(access.expression);
    if (holder && (holder.value === undefined || holder.value === null)) return access.questionDotToken ? missing : undefined;
    const list = holder?.value;
    const isEmptyList =
      typeof list === 'object' &&
      ts.isArrayLiteralExpression(list as ts.Node) &&
      (list as ts.ArrayLiteralExpression).elements.length === 0;
    return access.name.text === 'length' && isEmptyList ? { value: 0 } : undefined;
  }

  #initializer(expression: ts.Expression): ts.Expression | undefined {
    const { ts } = this.#project;
    const inner = unwrap(ts, expression);
    const declaration = declarationOf(ts, inner);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
    return ts.isIdentifier(declaration.name) ? unwrap(ts, declaration.initializer) : undefined;
  }

  #named(name: ts.Identifier): KnownValue | undefined {
    const { ts } = this.#project;
    const declaration = declarationOf(ts, name);
    if (declaration && ts.isVariableDeclaration(declaration)) {
      const isConst = ts.isVariableDeclarationList(declaration.parent) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
      return isConst && declaration.initializer ? this.of(declaration.initializer) : undefined;
    }
    if (!declaration || !ts.isBindingElement(declaration) || declaration.dotDotDotToken) return undefined;
    const made = patternSource(ts, declaration);
    if (!made || !ts.isCallExpression(made)) return undefined;
    const key = ts.isArrayBindingPattern(declaration.parent)
      ? declaration.parent.elements.indexOf(declaration)
      : (declaration.propertyName ?? declaration.name).getText();
    return this.#called(made, key);
  }

  /** What a hook gives at first, or what of it lies under a key. */
  #called(call: ts.CallExpression, key: number | string | undefined): KnownValue | undefined {
    const { ts } = this.#project;
    const origin = originOf(this.#project, call.expression);
    const isHook = (name: string): boolean => isFrom(origin, 'react', name);
    const [first, second, third] = call.arguments;
    if (isHook('useState') && key === 0) return first ? this.#initial(first) : missing;
    if ((isHook('useReducer') || isHook('useActionState')) && key === 0) return third || !second ? undefined : this.of(second);
    if (isHook('useOptimistic') && key === 0) return first && this.of(first);
    if (isHook('useTransition') && key === 0) return { value: false };
    if (isHook('useActionState') && key === 2) return { value: false };
    if (isHook('useSyncExternalStore') && key === undefined) return third && this.#returned(third);
    if (isHook('useDeferredValue') && key === undefined) return second && this.of(second);
    const callee = unwrap(ts, call.expression);
    if (ts.isIdentifier(callee) && callee.text === 'Boolean' && first) {
      const value = this.of(first);
      return value && { value: Boolean(value.value) };
    }
    return key === undefined ? this.#returned(call.expression) : undefined;
  }

  /** `useState(false)`, `useState(() => false)` */
  #initial(given: ts.Expression): KnownValue | undefined {
    return isFunctionNode(this.#project.ts, unwrap(this.#project.ts, given)) ? this.#returned(given) : this.of(given);
  }

  /** What the one function that an expression stands for returns. */
  #returned(expression: ts.Expression): KnownValue | undefined {
    const { all } = functionsOf(this.#project, expression);
    const returned = all.length === 1 ? returnedExpressions(this.#project.ts, all[0]!.node) : [];
    return returned.length === 1 ? this.of(returned[0]!) : undefined;
  }
}

/** Whether anything in a condition is what a hook gave. */
function hangsOnHook({ ts }: Project, condition: ts.Expression): boolean {
  return hasNode(ts, condition, (node) => {
    const given = ts.isIdentifier(node) ? initializerAround(ts, node) : undefined;
    const made = given && rootOf(ts, given, ts.isElementAccessExpression);
    return made !== undefined && ts.isCallExpression(made) && isHookName(calleeName(ts, made));
  });
}
