// `npm run test:site`: the built site in the real Chromium, as a static host serves it.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const site = fileURLToPath(new URL('../dist/', import.meta.url));
const pictures = fileURLToPath(new URL('../node_modules/.cache/screenshots/', import.meta.url));
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
);
const skip = executablePath ? false : 'there is no Chromium (apt-get install chromium, or set CHROMIUM_PATH)';
const patient = { timeout: 120_000 };

let browser;
let host;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  host = await serve(site);
  if (executablePath) browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  host.close();
});

/** A page, with what went wrong in it. */
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(host.address + path);
  return { page, wrong };
}

async function checked(page) {
  await page.waitForFunction(() => /^\d+ finding/.test(document.querySelector('#status').textContent), undefined, patient);
}

const findings = (page) => page.$$eval('#findings article', (all) => all.map((one) => one.querySelector('.head').textContent));

function linkOf(value) {
  const bytes = deflateRawSync(typeof value === 'string' ? value : JSON.stringify(value));
  return `#v1.${bytes.toString('base64url')}`;
}

test('every link inside the site leads somewhere', () => {
  const pages = readdirSync(site, { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.html'));
  assert.ok(pages.length > 45);
  const ids = new Map(
    pages.map((name) => [
      name,
      new Set([...readFileSync(join(site, name), 'utf8').matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
    ]),
  );
  const broken = [];
  for (const name of pages) {
    for (const [, href] of readFileSync(join(site, name), 'utf8').matchAll(/ (?:href|src)="([^"]+)"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      const [path, anchor] = href.split('#');
      const target = path === '' ? name : posix.join(posix.dirname(name), path);
      if (!existsSync(join(site, target)) || (anchor && !ids.get(target)?.has(decodeURIComponent(anchor))))
        broken.push(`${name} → ${href}`);
    }
  }
  assert.deepEqual(broken, []);
});

test('the playground finds, fixes, explains and draws', { skip }, async () => {
  const { page, wrong } = await open('playground.html');
  await checked(page);
  const first = await findings(page);
  assert.ok(first.includes('app/actions.ts:6async-server-functions'), first.join());
  assert.ok(first.includes('app/page.tsx:7serializable-props'), first.join());
  await page.screenshot({ path: join(pictures, 'playground.png') });

  await page.click('text=Fix this');
  await page.waitForFunction(
    () => ![...document.querySelectorAll('#findings a')].some((one) => one.textContent === 'async-server-functions'),
    undefined,
    patient,
  );
  await page.click('#files [role=tab]:has-text("actions.ts")');
  assert.match(await page.textContent('.cm-content'), /export async function addItem/);

  await page.click('#files [role=tab]:has-text("counter.tsx")');
  await page.getByText("'use client'").first().hover();
  await page.waitForSelector('.explained', patient);
  assert.match(await page.textContent('.explained'), /^The boundary:.*page.tsx → app\/counter.tsx/);

  await page.click('#tab-map');
  const map = page.frameLocator('#map iframe');
  await map.locator('[data-file="app/counter.tsx"]').first().waitFor(patient);
  await page.screenshot({ path: join(pictures, 'map.png') });
  await page.click('#tab-rules');
  await page.click('label.rule:has-text("serializable-props")');
  await page.click('#tab-findings');
  await page.waitForFunction(
    () => ![...document.querySelectorAll('#findings a')].some((one) => one.textContent === 'serializable-props'),
    undefined,
    patient,
  );
  await page.selectOption('#preset', 'recommended');
  await page.waitForFunction(() => document.querySelectorAll('#findings article').length === 0, undefined, patient);
  assert.deepEqual(wrong, []);
});

test('other frameworks, and files of one’s own', { skip }, async () => {
  const { page, wrong } = await open('playground.html');
  await checked(page);
  await page.selectOption('#samples', 'React Router');
  await page.waitForFunction(
    () => [...document.querySelectorAll('#findings a')].some((one) => one.textContent === 'server-only-api'),
    undefined,
    patient,
  );
  assert.deepEqual(await findings(page), ['app/home.tsx:2server-only-api']);
  await page.click('text=+ file');
  await page.keyboard.type('app/other.tsx');
  await page.keyboard.press('Enter');
  await page.click('.cm-content');
  await page.keyboard.type("'use sever';\nexport const a = 1;");
  await page.waitForFunction(
    () => [...document.querySelectorAll('#findings a')].some((one) => one.textContent === 'directive-spelling'),
    undefined,
    patient,
  );
  await page.click('text=+ file');
  await page.keyboard.type('../up.ts');
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('#notice'), /needs a name/);
  assert.deepEqual(wrong, []);
});

test('a link holds the files', { skip }, async () => {
  const { page, wrong } = await open('playground.html');
  await checked(page);
  await page.click('#files [role=tab]:has-text("db.ts")');
  await page.click('.cm-content');
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// here: ⚡ ‮\n');
  await page.click('#share');
  await page.waitForFunction(() => location.hash.startsWith('#v1.'));
  const again = await open(`playground.html${await page.evaluate(() => location.hash)}`);
  await checked(again.page);
  await again.page.click('#files [role=tab]:has-text("db.ts")');
  assert.match(await again.page.textContent('.cm-content'), /here: ⚡/);
  assert.deepEqual([...wrong, ...again.wrong], []);
});

test('a hostile link runs nothing and breaks nothing', { skip }, async () => {
  const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
  const file = `'use sever${script}';\n'use client ${script}';\nexport function A() { return <b title={\`${script}\`} /> }`;
  const { page, wrong } = await open(
    `playground.html${linkOf({
      files: [
        ['app/page.tsx', file],
        ['__proto__', file],
        ['constructor/toString.tsx', file],
      ],
      presets: ['all', script],
      off: ['__proto__'],
    })}`,
  );
  await checked(page);
  await page.click('#tab-map');
  await page.waitForTimeout(1500);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(
    await page
      .frames()
      .at(-1)
      .evaluate(() => window.hacked),
    undefined,
  );
  assert.equal(await page.evaluate(() => document.querySelectorAll('main img, main script').length), 0);
  assert.deepEqual(wrong, []);
});

const bomb = `{"files":[["a.ts","${' '.repeat(60_000_000)}"]]}`;
for (const [what, hash, notice] of [
  ['another word', '#hello', /holds nothing/],
  ['no letters of base64', '#v1.%%%', /damaged/],
  ['bytes that are not compressed', '#v1.AAAAAAAA', /damaged/],
  ['half of a link', linkOf({ files: [['a.ts', 'x'.repeat(5000) + Math.PI]] }).slice(0, 30), /damaged/],
  ['no JSON', linkOf('hello'), /damaged/],
  ['another shape', linkOf({ files: { 'a.ts': '' } }), /holds nothing/],
  ['no files', linkOf({ files: [] }), /holds nothing/],
  ['a way out', linkOf({ files: [['../../etc/passwd', '']] }), /holds nothing/],
  ['a name that is markup', linkOf({ files: [['<img src=x onerror=alert(1)>.tsx', '']] }), /holds nothing/],
  ['a name that turns what follows', linkOf({ files: [['a\u202Ext.tsx', '']] }), /holds nothing/],
  ['too many files', linkOf({ files: Array.from({ length: 5000 }, (_, index) => [`a${index}.ts`, '']) }), /holds nothing/],
  ['a few bytes that stand for very many', linkOf(bomb), /holds too much/],
  ['a very long one', `#v1.${'A'.repeat(600_000)}`, /too long/],
]) {
  test(`a link that cannot be read: ${what}`, { skip }, async () => {
    const { page, wrong } = await open(`playground.html${hash}`);
    await page.waitForSelector('#notice:not([hidden])', patient);
    assert.match(await page.textContent('#notice'), notice);
    await checked(page);
    assert.deepEqual(wrong, []);
    await page.context().close();
  });
}

test('the examples of a rule are live', { skip }, async () => {
  const { page, wrong } = await open('docs/rules/directive-spelling.html');
  await page.locator('.example').first().scrollIntoViewIfNeeded();
  await page.waitForSelector('.found .error', patient);
  await page.locator('.example .cm-content').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('export {};');
  await page.waitForFunction(() => /Nothing is found/.test(document.querySelector('.found').textContent), undefined, patient);
  await page.locator('.found button').first().click();
  await page.waitForURL(/playground\.html#v1\./, patient);
  await checked(page);
  assert.deepEqual(wrong, []);
});

for (const colorScheme of ['light', 'dark']) {
  for (const [name, width] of [
    ['phone', 360],
    ['desk', 1280],
  ]) {
    test(`${colorScheme}, ${name}: nothing hangs over the side`, { skip }, async () => {
      for (const path of ['index.html', 'docs/rules/serializable-props.html', 'docs/frameworks.html', 'playground.html']) {
        const { page, wrong } = await open(path, { viewport: { width, height: 800 }, colorScheme });
        if (path === 'playground.html') await checked(page);
        else await page.waitForLoadState();
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, path);
        await page.screenshot({
          path: join(pictures, `${path.replaceAll('/', '-').replace('.html', '')}-${name}-${colorScheme}.png`),
        });
        assert.deepEqual(wrong, []);
        await page.context().close();
      }
    });
  }
}
