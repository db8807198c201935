import { alternatives } from './alternatives.ts';
import type { OptionSchema, Rule } from './rule.ts';
import { patternProblem } from './syntax/pattern.ts';

/**
 * What is wrong with a rule's options, by the rule's schema: the first thing, as one sentence.
 *
 * @param options as the user wrote them, of any shape
 */
export function optionProblem(rule: Rule, options: unknown): string | undefined {
  const known = rule.options?.schema.properties ?? {};
  if (!isRecord(options)) return `The options of rule "${rule.name}" are ${JSON.stringify(options)}; they are one object.`;
  for (const [name, value] of Object.entries(options)) {
    const schema = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!schema) {
      const names = Object.keys(known);
      return `Rule "${rule.name}" has no option "${name}". ${names.length > 0 ? alternatives(name, names) : 'It takes none.'}`;
    }
    const option = `Option "${name}" of rule "${rule.name}"`;
    if (!fits(schema, value)) return `${option} is ${JSON.stringify(value)}; it takes ${expected(schema)}.`;
    const problem = schema.format === 'regex' ? patternProblem(value as string) : undefined;
    if (problem !== undefined) return `${option} is no regular expression it can use: ${problem}.`;
  }
  return undefined;
}

function fits({ type, items, enum: values }: OptionSchema, value: unknown): boolean {
  if (values) return values.includes(value);
  if (type === 'array') return Array.isArray(value) && (!items || value.every((item) => fits(items, item)));
  return type === undefined || typeof value === type;
}

function expected({ type, items, enum: values }: OptionSchema): string {
  if (values) return values.map((value) => JSON.stringify(value)).join(', ');
  if (type === 'array') return `a list${items?.type ? ` of ${items.type}s` : ''}`;
  return type === 'boolean' ? 'true or false' : `a ${type}`;
}

/** Whether a value is an object of names. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
