import { expect, it } from 'vitest';
import { asyncClientComponent } from '../../src/rules/async-client-component.ts';
import { findingsInApp } from '../support/app.ts';

const head = `'use client';
import { memo, forwardRef } from 'react';
import { observer } from 'mobx-react';
import { track, withTheme } from 'elsewhere';
`;

/** The names of what is told in a client module, as they stand in the code. */
function told(code: string): string[] {
  const text = `${head}${code}`;
  return findingsInApp(
    { 'ui/a.tsx': text, 'app/page.tsx': `import '../ui/a'; export default function Page() { return null; }` },
    [{ rule: asyncClientComponent }],
  ).map(({ start, end }) => text.slice(start, end));
}

it.each<[string, string[]]>([
  [`export async function List() { return <ul />; }`, ['List']],
  [`export const List = async () => <ul />;`, ['List']],
  [`export const List = memo(async () => <ul />);`, ['List']],
  [`export const List = forwardRef(async (props, ref) => <ul ref={ref} />);`, ['List']],
  [`export const List = observer(async () => <ul />);`, ['List']],
  [`export const List = withTheme(async () => <ul />);`, ['List']],
  [`export const List = track(async () => <ul />);`, []],
  [`export async function list() { return <ul />; }`, []],
  [`export async function List() { return [1]; }`, []],
  [`export async function List({ rows }) { return rows.length > 0 ? <ul /> : null; }`, ['List']],
  [`export async function Toast() { show(<p />); return true; }`, []],
  [`export async function Toast() { show(<p />); return null; }`, []],
  [`export async function Toast() { show(<p />); return undefined; }`, []],
  [`export async function Toast() { show(<p />); return 'shown'; }`, []],
  [`export async function Toast() { show(<p />); return { id: 1 }; }`, []],
  [`export async function Toast() { show(<p />); return new Map(); }`, []],
  [`export async function Toast() { show(<p />); }`, []],
  [`export async function Toast() { const shown = <p />; return shown; }`, ['Toast']],
  [`export async function Save() { 'use server'; return <p />; }`, []],
  [`export const kit = { async List() { return <ul />; } };`, ['List']],
  [`export class Kit { static async List() { return <ul />; } }`, ['List']],
  [`export class Kit { async load() { return <ul />; } }`, []],
  [`async function load() { return 1; } export function List() { load(); return <ul />; }`, []],
  [`async function Row() { return 1; } export function List() { return <Row />; }`, ['Row']],
])('%s', (code, expected) => {
  expect(told(code)).toEqual(expected);
});
