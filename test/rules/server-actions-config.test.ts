import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { serverActionsConfig } from '../../src/rules/server-actions-config.ts';
import { findingsInApp } from '../support/app.ts';

// Next.js's own code decides what is wrong: its schema, its parser of sizes, its comparison of origins.
const require = createRequire(import.meta.url);
const { configSchema } = require('next/dist/server/config-schema.js') as {
  configSchema: { safeParse(value: unknown): { success: boolean } };
};
const { isCsrfOriginAllowed } = require('next/dist/server/app-render/csrf-protection.js') as {
  isCsrfOriginAllowed(host: string, allowed: readonly string[]): boolean;
};
const bytes = require('next/dist/compiled/bytes') as { parse(value: unknown): number | null };

function found(config: string): string[] {
  const files = { 'next.config.mjs': `export default ${config};` };
  return findingsInApp(files, [{ rule: serverActionsConfig }]).map(({ messageId }) => messageId);
}

/** The host that Next.js compares: of an origin as a browser sends it. */
const hostOf = (origin: string): string => new URL(origin).host;

const hosts = [
  'https://example.com',
  'https://example.com:8443',
  'https://a.example.com',
  'https://a.b.example.com',
  'https://a.example.com:8443',
  'http://localhost',
  'http://localhost:3000',
  'http://[::1]:3000',
  'http://127.0.0.1:3000',
  'https://example.net',
  'https://münchen.example',
  'https://app-1.example.com',
  'https://com',
  'https://b.com',
].map(hostOf);

describe('an origin', () => {
  const matches = (origin: string): boolean => hosts.some((host) => isCsrfOriginAllowed(host, [origin]));

  it.each([
    'https://example.com',
    'http://localhost:3000',
    'https://*.example.com',
    '*://example.com',
    '//example.com',
    'https:example.com',
    'example.com/',
    'example.com/app',
    'localhost:3000/',
    'example.com?x=1',
    'example.com#x',
    'example.com\\\\app',
    '*',
    '**',
    '*:3000',
    'app-*.example.com',
    '*example.com',
    'example.com:*',
    'example.**',
    'a.**.com',
    '.example.com',
    '*..com',
    'example..com',
    'user@example.com',
    'example.com, b.com',
    'example.com b.com',
    ' example.com',
    'example.com ',
    'münchen.example',
  ])('%j is found, and matches no host', (origin) => {
    expect(found(`{ experimental: { serverActions: { allowedOrigins: ['${origin}'] } } }`)).toHaveLength(1);
    expect(matches(origin.replace('\\\\', '\\'))).toBe(false);
  });

  it.each([
    'example.com',
    'EXAMPLE.com',
    'example.com:8443',
    'localhost',
    'localhost:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    '*.example.com',
    '*.*.example.com',
    '**.example.com',
    '*.example.com:8443',
    'example.*',
    '*.com',
    'xn--mnchen-3ya.example',
  ])('%j is left alone, and matches a host', (origin) => {
    expect(found(`{ experimental: { serverActions: { allowedOrigins: ['${origin}'] } } }`)).toEqual([]);
    expect(matches(origin)).toBe(true);
  });
});

describe('a size', () => {
  it.each(['0', '-1', '0.5', '"0mb"', '"-1mb"', '""', '"mb"', '"large"', '"0.0001kb"', 'null', 'false', 'true', '[]', '{}'])(
    '%s is found, and refused',
    (size) => {
      expect(found(`{ experimental: { serverActions: { bodySizeLimit: ${size} } } }`)).toEqual(['size']);
      const given: unknown = JSON.parse(size);
      const value = bytes.parse(given);
      expect(value === null || Number.isNaN(value) || value < 1).toBe(true);
    },
  );

  it.each(['10m', '2 megabytes', '2mib', '1,5mb', '10mb ', ' 10mb', '1e6', '1_000_000', '5 MBs', '1.5', '3g'])(
    '%j is found, and read as a few bytes',
    (size) => {
      expect(found(`{ experimental: { serverActions: { bodySizeLimit: '${size}' } } }`)).toEqual(['sizeOfFewBytes']);
      expect(bytes.parse(size)).toBeLessThan(20);
    },
  );

  it.each([
    ['2mb', 2 * 1024 ** 2],
    ['2MB', 2 * 1024 ** 2],
    ['2 mb', 2 * 1024 ** 2],
    ['1.5mb', 1.5 * 1024 ** 2],
    ['+2mb', 2 * 1024 ** 2],
    ['500kb', 500 * 1024],
    ['1gb', 1024 ** 3],
    ['1tb', 1024 ** 4],
    ['1pb', 1024 ** 5],
    ['1048576', 1_048_576],
    ['1000b', 1000],
    ['1000 bytes', 1000],
  ])('%j is left alone, and means what it says', (size, meaning) => {
    expect(found(`{ experimental: { serverActions: { bodySizeLimit: '${size}' } } }`)).toEqual([]);
    expect(bytes.parse(size)).toBe(meaning);
  });
});

describe('the schema', () => {
  it.each([
    '{"serverActions":{"bodySizeLimit":"1mb"}}',
    '{"serverActions":true}',
    '{"serverAction":true}',
    '{"bodySizeLimit":"1mb"}',
    '{"experimental":{"serverActions":true}}',
    '{"experimental":{"serverActions":false}}',
    '{"experimental":{"serverActions":null}}',
    '{"experimental":{"serverActions":"on"}}',
    '{"experimental":{"serverActions":[]}}',
    '{"experimental":{"serverAction":{}}}',
    '{"experimental":{"serverActionsBodySizeLimit":"1mb"}}',
    '{"experimental":{"bodySizeLimit":"1mb"}}',
    '{"experimental":{"allowedOrigins":[]}}',
    '{"experimental":{"serverActions":{"allowedOrigins":"example.com"}}}',
    '{"experimental":{"serverActions":{"allowedOrigins":true}}}',
    '{"experimental":{"serverActions":{"allowedOrigins":{}}}}',
    '{"experimental":{"serverActions":{"allowedOrigins":[1]}}}',
    '{"experimental":{"serverActions":{"allowedOrigins":[{}]}}}',
    '{"experimental":{"serverActions":{"allowedOrigins":[["example.com"]]}}}',
    '{"experimental":{"serverActions":{"bodySizeLimit":true}}}',
    '{"experimental":{"serverActions":{"bodySizeLimit":{}}}}',
  ])('refuses %s, and it is found', (config) => {
    expect(configSchema.safeParse(JSON.parse(config)).success).toBe(false);
    expect(found(config)).toHaveLength(1);
  });

  it.each([
    '{}',
    '{"experimental":{}}',
    '{"experimental":{"serverActions":{}}}',
    '{"experimental":{"serverActions":{"allowedOrigins":[]}}}',
    '{"experimental":{"serverActions":{"allowedOrigins":["example.com"],"bodySizeLimit":"2mb"}}}',
    '{"experimental":{"serverActions":{"bodySizeLimit":1048576}}}',
    '{"allowedDevOrigins":["example.com"]}',
    '{"experimental":{"proxyClientMaxBodySize":"10mb"}}',
  ])('takes %s, and it is left alone', (config) => {
    expect(configSchema.safeParse(JSON.parse(config)).success).toBe(true);
    expect(found(config)).toEqual([]);
  });

  it('takes a misspelt setting and drops it: only the rule says so', () => {
    const config = '{"experimental":{"serverActions":{"allowedOrigin":["example.com"]}}}';
    expect(configSchema.safeParse(JSON.parse(config)).success).toBe(true);
    expect(found(config)).toEqual(['unknownOption']);
  });
});
