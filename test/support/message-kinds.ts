/**
 * Which of our rules speaks where the compiler does, told from the compiler's own sentence.
 *
 * @returns undefined for what is not about directives (a syntax error, an import that does not belong)
 */
export function ruleOfMessage(message: string): string | undefined {
  return table.find(([pattern]) => pattern.test(message))?.[1];
}

const table: ReadonlyArray<readonly [RegExp, string]> = [
  [/must be at the top of the (?:file|function body)|must be placed (?:before|at the top)|cannot be wrapped in parentheses|wrapped in parentheses/i, 'directive-placement'],
  [/is not a supported directive name|Unknown cache kind/i, 'directive-spelling'],
  [/It's not possible to have both|Conflicting directives/i, 'no-conflicting-directives'],
  [/Only async functions are allowed to be exported/i, 'server-module-exports'],
  [/must be async functions/i, 'async-server-functions'],
  [/class instance methods|cannot use `?(?:this|super|arguments)|is not allowed to define inline "use (?:server|cache)" annotated class instance/i, 'server-function-syntax'],
  [/not allowed to define inline/i, 'no-server-directive-in-client'],
];
