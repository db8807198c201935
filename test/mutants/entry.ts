// What is bundled once for each mutant: the analysis and its rules, by themselves.
export { analyze } from '../../src/analyze.ts';
export { rules } from '../../src/rules/index.ts';
