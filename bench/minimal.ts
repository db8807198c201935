import type { Rule } from 'eslint';
import { inputOf } from '../eslint-plugin/input.ts';
import { graphOf } from '../src/graph/graph.ts';
import { rules } from '../src/rules/index.ts';

/** As many rules as `recommended` has, none of which does anything: what ESLint itself takes for them. */
const idle: Rule.RuleModule = { create: () => ({ Program: () => undefined }) };

/** Asks for the module graph, and for nothing else: what no plugin that knows the sides of modules can do without. */
const graph: Rule.RuleModule = {
  create: (context) => ({
    Program() {
      const input = inputOf(context);
      if (input) graphOf(input.project).environmentOf(input.sourceFile.fileName);
    },
  }),
};

const recommended = rules.filter(({ presets }) => presets.includes('recommended')).map(({ name }) => name);

/** A plugin that finds nothing, to measure what any of its kind takes. */
export default { rules: { graph, ...Object.fromEntries(recommended.map((name) => [name, idle])) } };
