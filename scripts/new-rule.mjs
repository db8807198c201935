// `node scripts/new-rule.mjs <name> "<Description.>"`: the files a rule is made of, ready to be filled in.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadRules } from './registry.mjs';

const root = new URL('../', import.meta.url);
const [name = '', description = 'Disallow …'] = process.argv.slice(2);
if (!/^[a-z]+(-[a-z]+)+$/.test(name)) fail('Usage: node scripts/new-rule.mjs <kebab-case-name> "<Description.>"');
const variable = name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
if (existsSync(new URL(`src/rules/${name}.ts`, root))) fail(`src/rules/${name}.ts exists already.`);
const code = Math.max(...(await loadRules()).map((rule) => rule.code)) + 1;

write(
  `src/rules/${name}.ts`,
  `import { defineRule } from '../rule.ts';

/** What it finds, and the source of the fact: a compiler error, React's own text, a section of the guide. */
export const ${variable} = defineRule({
  name: '${name}',
  code: ${code},
  description: '${description.replaceAll("'", String.raw`\'`)}',
  reach: ['file'],
  presets: ['recommended'],
  messages: {
    found: '"{{name}}" …: why. What to do next.',
  },
  check({ facts, report }) {
    for (const directive of facts.directives) {
      report({ at: directive.literal, messageId: 'found', data: { name: directive.text } });
    }
  },
});
`,
);
write(
  `docs/rules/${name}.md`,
  `# ${name}

${description}

What it says and why, with its source.

## Incorrect

\`\`\`ts file=app/actions.ts
\`\`\`

## Correct

\`\`\`ts file=app/actions.ts
\`\`\`

## When not to use it
`,
);
write(`test/fixtures/${name}/basic/file.ts`, `export {};\n`);

const registry = new URL('src/rules/index.ts', root);
writeFileSync(
  registry,
  readFileSync(registry, 'utf8')
    .replace(/(?:import \{ \w+ \} from '\.\/.*';\n)+/, (imports) => {
      const lines = [...imports.trimEnd().split('\n'), `import { ${variable} } from './${name}.ts';`];
      return `${lines.sort((a, b) => (a.split("'")[1] < b.split("'")[1] ? -1 : 1)).join('\n')}\n`;
    })
    .replace(/(const ruleNamed[^]*?)\n\} satisfies/, (_, list) => `${list}\n  '${name}': ${variable},\n} satisfies`),
);
console.log(`Made ${name} (code ${code}). Next: write its check, its fixtures and its page; then npm run docs.`);

function write(file, text) {
  const url = new URL(file, root);
  mkdirSync(new URL('.', url), { recursive: true });
  writeFileSync(url, text);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
