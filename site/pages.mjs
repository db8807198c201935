// The documentation as pages: what is written in Markdown, with the examples of the rules as they are tested, to be changed in place.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { Marked } from 'marked';

const repository = 'https://github.com/rsc-boundary/rsc-boundary';

/** Writes a page for the README and for each file of the documentation. */
export function writePages(root, out) {
  const rules = readdirSync(join(root, 'docs/rules')).map((name) => name.replace(/\.md$/, ''));
  const guides = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const sources = [
    'README.md',
    'CHANGELOG.md',
    ...guides.map((name) => `docs/${name}`),
    ...rules.map((name) => `docs/rules/${name}.md`),
  ];
  const known = new Set(sources);
  const navigation = (page) => navigationOf(page, guides, rules);
  for (const source of sources) {
    const text = readFileSync(join(root, source), 'utf8');
    const page = pageOf(source);
    const html = pageHtml(page, /^# (.+)$/m.exec(text)?.[1] ?? 'rsc-boundary', bodyOf(text, source, known), navigation(page));
    mkdirSync(dirname(join(out, page)), { recursive: true });
    writeFileSync(join(out, page), html);
  }
}

function pageOf(source) {
  return source === 'README.md' ? 'index.html' : source.replace(/\.md$/, '.html');
}

/** The way from one page to another file of the site. */
function linkFrom(page, target) {
  return posix.relative(posix.dirname(page), target) || posix.basename(target);
}

function bodyOf(text, source, known) {
  const page = pageOf(source);
  const rule = /^docs\/rules\/(.+)\.md$/.exec(source)?.[1];
  let count = 0;
  const marked = new Marked({
    walkTokens(token) {
      if (token.type !== 'link') return;
      const [path, anchor = ''] = token.href.split('#');
      if (/^[a-z]+:/.test(path) || path === '') return;
      const target = posix.join(posix.dirname(source), path);
      const hash = anchor ? `#${anchor}` : '';
      token.href = known.has(target) ? linkFrom(page, pageOf(target)) + hash : `${repository}/blob/main/${target}${hash}`;
    },
    renderer: {
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        return `<h${depth} id="${idOf(tokens.map(({ raw }) => raw).join(''))}">${inner}</h${depth}>\n`;
      },
      table(token) {
        const cells = (row, tag) => row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('');
        const rows = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
        return `<div class="wide" tabindex="0"><table><thead><tr>${cells(token.header, 'th')}</tr></thead><tbody>${rows}</tbody></table></div>\n`;
      },
      code({ text: code, lang = '' }) {
        const [language, info = ''] = lang.split(' ');
        const file = /file=(\S+)/.exec(info)?.[1];
        if (!rule || !file) return `<pre tabindex="0"><code class="language-${escape(language)}">${escape(code)}</code></pre>\n`;
        if (!info.startsWith('+')) count++;
        return `<div class="example" data-rule="${escape(rule)}" data-app="${count}" data-file="${escape(file)}"><p class="file">${escape(file)}</p><pre tabindex="0"><code>${escape(code)}\n</code></pre></div>\n`;
      },
    },
  });
  return marked.parse(text.replaceAll(/<!--[\s\S]*?-->\n?/g, ''));
}

/** As GitHub makes the names of headings. */
function idOf(text) {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

function navigationOf(page, guides, rules) {
  const item = (target, text) =>
    `<li><a href="${linkFrom(page, target)}"${target === page ? ' aria-current="page"' : ''}>${escape(text)}</a></li>`;
  const titles = guides.map((name) =>
    item(`docs/${name.replace(/\.md$/, '.html')}`, name.replace(/\.md$/, '').replaceAll('-', ' ')),
  );
  return `<ul>${item('index.html', 'start')}${titles.join('')}${item('CHANGELOG.html', 'changes')}</ul>
<h2>rules</h2><ul>${rules.map((name) => item(`docs/rules/${name}.html`, name)).join('')}</ul>`;
}

function pageHtml(page, title, body, navigation) {
  const at = (target) => linkFrom(page, target);
  const live = page.startsWith('docs/rules/') ? `<script type="module" src="${at('assets/example.js')}"></script>` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'">
<title>${escape(title)} · rsc-boundary</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${at('site.css')}">
</head>
<body class="page">
<header class="bar"><a class="name" href="${at('index.html')}">rsc-boundary</a><nav aria-label="Site"><a href="${at('index.html')}">docs</a><a href="${at('playground.html')}">playground</a><a href="${repository}">source</a><a class="narrow" href="#contents">contents</a></nav></header>
<div class="columns">
<main>${body}</main>
<nav class="contents" id="contents" aria-label="Contents">${navigation}</nav>
</div>
${live}
</body>
</html>
`;
}

function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
