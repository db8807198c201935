// `docs/guides.md`: the sections of the guides, the rules that find what each warns of, and the fixture that shows it. The data stands
// with the fixtures (`test/fixtures/guides`), and is held to the markers in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModule } from './registry.mjs';

const home = 'test/fixtures/guides';

/**
 * The content of `docs/guides.md`.
 *
 * @param rules the registry
 * @param root the folder that `test/fixtures/guides` is in, a URL
 * @returns the page's text, and a sentence for each thing that is wrong with the data
 */
export async function guidesPage(rules, root = new URL('../', import.meta.url)) {
  const { readMarkers } = await loadModule('markers', 'test/support/markers.ts');
  const { guides, elsewhere } = JSON.parse(readFileSync(new URL(`${home}/guides.json`, root), 'utf8'));
  const folders = foldersIn(new URL(home, root)).flatMap((guide) =>
    foldersIn(new URL(`${home}/${guide}`, root)).map((section) => `${guide}/${section}`),
  );
  const sections = guides.flatMap((guide) =>
    guide.sections.map((section) => ({ ...section, path: `${guide.folder}/${section.folder}` })),
  );
  const problems = sections.flatMap((section) => problemsOf(section, root, readMarkers));
  for (const folder of folders)
    if (!sections.some(({ path }) => path === folder)) problems.push(`${home}/${folder} is no section of guides.json.`);
  for (const { name } of rules) {
    const isShown = sections.some((section) => section.rules.includes(name));
    if (isShown === name in elsewhere) {
      problems.push(
        `${home}/guides.json: ${name} belongs in the rules of a section, or in "elsewhere" with its source; not in both.`,
      );
    }
  }
  return { text: `${[intro, ...guides.map(guideText), elsewhereText(elsewhere)].join('\n\n')}\n`, problems };
}

const intro = `# The guides, section by section

What Next.js's and React's own pages on Server Functions, forms, the boundary, caching and errors show and warn of. Each section has a fixture: an app in \`valid\`, in which no rule finds anything, and one in \`faults\`, in which the rules named here find what the section warns of. Every rule is on, and every door reads them. What a section warns of and no rule judges is named as such. The samples that Next.js's package itself ships with its documentation are read in a test, too.

This page is written by \`npm run docs\` out of \`${home}/guides.json\`, and \`npm test\` holds it to the fixtures.`;

/** The text and the fixture of a section agree: no marker in what is valid, and of each rule that is named one in the faults. */
function problemsOf({ path, valid, faults, rules }, root, readMarkers) {
  const folder = `${home}/${path}`;
  if (!existsSync(new URL(folder, root))) return [`${folder} is missing.`];
  const found = (part) =>
    new Set(
      filesIn(new URL(`${folder}/${part}`, root)).flatMap((file) =>
        readMarkers(readFileSync(file, 'utf8')).map(({ rule }) => rule),
      ),
    );
  const problems = [];
  for (const [part, text] of Object.entries({ valid, faults })) {
    if ((text !== undefined) !== existsSync(new URL(`${folder}/${part}`, root)))
      problems.push(`${folder}: "${part}" has both a text in guides.json and a folder, or neither.`);
  }
  for (const rule of found('valid')) problems.push(`${folder}/valid has a marker of ${rule}.`);
  const marked = found('faults');
  for (const rule of rules) if (!marked.has(rule)) problems.push(`${folder}/faults has no marker of ${rule}.`);
  for (const rule of marked)
    if (!rules.includes(rule)) problems.push(`${folder}/faults has a marker of ${rule}, which guides.json does not name.`);
  return problems;
}

function guideText({ folder, title, pages, sections }) {
  const links = pages.map(({ name, url }) => `[${name}](${url})`).join(' · ');
  const head = ['Section', 'Valid', 'Warned of', 'Rules', 'Fixture'];
  const rows = sections.map((section) => [
    [`**${section.title}**`, ...(section.also ?? [])].join('<br>'),
    section.valid ?? '–',
    [section.faults, section.unjudged && `*Not judged:* ${section.unjudged}`].filter(Boolean).join('<br>') || '–',
    section.rules.map((rule) => `[\`${rule}\`](rules/${rule}.md)`).join('<br>') || '–',
    `[${section.folder}](../${home}/${folder}/${section.folder})`,
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`,
  );
  return `## ${title}\n\n${links}\n\n${lines.join('\n')}`;
}

function elsewhereText(elsewhere) {
  const lines = Object.entries(elsewhere).map(([rule, source]) => `- [\`${rule}\`](rules/${rule}.md): ${source}`);
  return `## Rules from elsewhere\n\nWhat these say stands in none of the sections:\n\n${lines.join('\n')}`;
}

function foldersIn(url) {
  return readdirSync(url, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** The source files of a folder, at any depth; none where it is missing. */
function filesIn(url) {
  if (!existsSync(url)) return [];
  return readdirSync(url, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
