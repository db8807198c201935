import type { Checker, Symbol, Type } from './api.ts';

/**
 * The properties of a type in TypeScript 6's order: what a class or an interface declares itself before what it has from others, base by
 * base. TypeScript 7.1 has them by where they are declared, and of several values that cannot cross a message names the first.
 */
export class PropertyOrder {
  readonly #checker: Checker;
  readonly #known = new WeakMap<Type, readonly Symbol[]>();

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  of(type: Type): readonly Symbol[] {
    let known = this.#known.get(type);
    if (!known) this.#known.set(type, (known = this.#sorted(type, this.#checker.getPropertiesOfType(type))));
    return known;
  }

  #sorted(type: Type, properties: readonly Symbol[]): readonly Symbol[] {
    if (properties.length < 2) return properties;
    const target: Type = type.isTypeReference() ? type.getTarget() : type;
    const bases = target.isClassOrInterface() ? this.#checker.getBaseTypes(target) : [];
    if (bases.length === 0) return properties;
    const left = new Map(properties.map((property) => [property.escapedName, property]));
    const inherited: Symbol[] = [];
    for (const { escapedName } of bases.flatMap((base) => this.of(base))) {
      const property = left.get(escapedName);
      if (!property || property.getParent() === target.getSymbol()) continue;
      left.delete(escapedName);
      inherited.push(property);
    }
    return [...left.values(), ...inherited];
  }
}
