// What is bundled once, and put to work anew for each mutant: the analysis and its rules, by themselves.
export { runRules } from '../../src/run-rules.ts';
export { projectOfProgram } from '../../src/project/program-project.ts';
export { rules } from '../../src/rules/index.ts';
export { state } from './switch.ts';
