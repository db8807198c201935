import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp } from '../support/app.ts';
import { fixtureCases, programOf, rulesOfCase } from '../support/fixtures.ts';

/** What a message needs that no rule does without being asked to. */
const options: Readonly<Record<string, object>> = { 'require-action-auth': { reads: true } };

const said = new Map<string, Set<string>>();
const lengths: number[] = [];

function note(rule: string, messageId: string, message: string): void {
  const key = `${rule}/${messageId}`;
  lengths.push(message.length);
  said.set(key, (said.get(key) ?? new Set()).add(message));
}

/** Sentences end in a full stop, a question mark or an exclamation mark before a blank or the end; code in backticks has none. */
function sentencesOf(message: string): number {
  return message.replaceAll(/`[^`]*`|"[^"]*"/g, 'code').match(/[.?!](?=\s|$)/g)?.length ?? 0;
}

function noteAll(): void {
  for (const fixture of fixtureCases()) {
    const program = programOf(fixture.tsconfig);
    const project = projectOfProgram(ts, program, {}, ts.sys);
    const names = rulesOfCase(fixture);
    const on = rules.filter(({ name }) => names.has(name)).map((rule) => ({ rule, options: options[rule.name] }));
    for (const { fileName } of fixture.files) {
      for (const { rule, messageId, message, suggestions } of runRules(project, program.getSourceFile(fileName)!, on)) {
        note(rule, messageId, message);
        for (const suggestion of suggestions) note(rule, suggestion.messageId, suggestion.message);
      }
    }
  }

  // A fixture has no packages of its own.
  for (const made of ['createContext()', 'class extends Component {}']) {
    const app = {
      'app/page.tsx': `import { Provider } from 'kit';\nexport default function Page() { return <Provider /> }`,
      'node_modules/kit/package.json': '{"name":"kit","exports":"./index.js"}',
      'node_modules/kit/index.js': `import { Component, createContext } from 'react';\nexport const Provider = ${made};`,
    };
    for (const { rule, messageId, message, fileName } of findingsInApp(
      app,
      rules.filter(({ name }) => name === 'client-only-api').map((rule) => ({ rule })),
    )) {
      if (fileName === 'app/page.tsx') note(rule, messageId, message);
    }
  }
}

/** What is said of the fixtures, as one reads it: a part of their suite, as they are analyzed there anyway. */
export function describeMessages(): void {
  beforeAll(noteAll);

  describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
    it.each(Object.entries(rule.messages))('%s', (messageId, template) => {
      expect(template.length).toBeLessThanOrEqual(220);
      const messages = [...(said.get(`${name}/${messageId}`) ?? [])];
      expect(messages.length, 'fixtures that produce it').toBeGreaterThan(0);
      expect(messages.filter((message) => message.length > 160)).toEqual([]);
      expect(messages.filter((message) => sentencesOf(message) > 2)).toEqual([]);
      expect(messages.filter((message) => message.includes('{{'))).toEqual([]);
    });
  });

  it('half of what is said has at most 105 characters', () => {
    lengths.sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(105);
  });
}
