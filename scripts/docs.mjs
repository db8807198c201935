// `npm run docs`: writes what the registry knows into the README's table and the head of each rule's page, and the table of the guides.
// `--check` writes nothing and fails where something is stale or missing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { guidesPage } from './guides.mjs';
import { loadRules } from './registry.mjs';

const root = new URL('../', import.meta.url);
const reaches = { file: 'one file', modules: 'module graph', types: 'types' };
const marks = { fix: '🔧', suggestions: '💡' };

const rules = await loadRules();
const isCheck = process.argv.includes('--check');
const problems = [];

for (const rule of rules) {
  const page = `docs/rules/${rule.name}.md`;
  if (!existsSync(new URL(page, root))) problems.push(`${page} is missing: write it, or start from node scripts/new-rule.mjs.`);
  else put(page, (text) => withHead(text, rule));
  if (!existsSync(new URL(`test/fixtures/${rule.name}`, root))) problems.push(`test/fixtures/${rule.name} is missing.`);
}
for (const [what, values] of [
  ['name', rules.map(({ name }) => name)],
  ['code', rules.map(({ code }) => code)],
]) {
  const twice = values.filter((value, index) => values.indexOf(value) !== index);
  if (twice.length > 0) problems.push(`Two rules have the ${what} ${twice.join(', ')}.`);
}
const pages = new URL('docs/rules', root);
for (const page of existsSync(pages) ? readdirSync(pages).filter((name) => name.endsWith('.md')) : []) {
  if (!rules.some((rule) => `${rule.name}.md` === page)) problems.push(`docs/rules/${page} is the page of no rule.`);
}
put('README.md', (text) => between(text, 'rules', table(rules)) ?? `${text.trimEnd()}\n\n${block('rules', table(rules))}\n`);
const guides = await guidesPage(rules);
problems.push(...guides.problems);
put('docs/guides.md', () => guides.text);

for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

/** Changes a file, or with `--check` complains that it would. */
function put(name, change) {
  const url = new URL(name, root);
  const before = existsSync(url) ? readFileSync(url, 'utf8') : '# eslint-plugin-rsc-boundary\n';
  const after = change(before);
  if (after === before) return;
  if (isCheck) problems.push(`${name} is stale: run npm run docs.`);
  else writeFileSync(url, after);
}

function table(all) {
  const head = ['Rule', 'What it says', 'Presets', 'Looks at', ''];
  const rows = all.map((rule) => [
    `[\`${rule.name}\`](docs/rules/${rule.name}.md)`,
    rule.description.replaceAll('|', String.raw`\|`),
    presetsOf(rule).join(', '),
    reachOf(rule),
    [rule.fixable && marks.fix, rule.hasSuggestions && marks.suggestions].filter(Boolean).join(' '),
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n\n${marks.fix} fixed by \`--fix\` · ${marks.suggestions} suggests a change · rules that look at one file only are safe with \`eslint --cache\``;
}

/** The lines under a page's title. */
function withHead(text, rule) {
  const title = `# ${rule.name}\n`;
  if (!text.startsWith(title)) {
    problems.push(`docs/rules/${rule.name}.md does not start with "# ${rule.name}".`);
    return text;
  }
  const lines = [
    `Presets: ${presetsOf(rule)
      .map((preset) => `\`${preset}\``)
      .join(', ')} · severity: ${rule.severity} · looks at: ${reachOf(rule)}`,
    rule.fixable && `${marks.fix} Fixed by \`--fix\` where the result is certain.`,
    rule.hasSuggestions && `${marks.suggestions} Suggests a change where a person must choose.`,
  ].filter(Boolean);
  const content = lines.join('\\\n');
  return between(text, 'head', content) ?? text.replace(title, () => `${title}\n${block('head', content)}\n`);
}

function presetsOf({ presets }) {
  const all = presets.includes('recommended') ? [...presets, 'strict'] : presets;
  return [...new Set([...['recommended', 'strict', 'security'].filter((preset) => all.includes(preset)), 'all'])];
}

function reachOf({ reach }) {
  return reach.map((name) => reaches[name]).join(', ');
}

function block(name, content) {
  return `<!-- begin ${name} -->\n${content}\n<!-- end ${name} -->`;
}

/** The text with new content between its markers; undefined where it has none. */
function between(text, name, content) {
  const pattern = new RegExp(`<!-- begin ${name} -->[^]*?<!-- end ${name} -->`);
  return pattern.test(text) ? text.replace(pattern, () => block(name, content)) : undefined;
}
