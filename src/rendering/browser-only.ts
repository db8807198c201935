import type ts from 'typescript';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { unwrap } from '../syntax/nodes.ts';

/** `use(browser())`, `use(browser('The draft is in localStorage'))`, as it is written: what is behind it runs in the browser alone. */
export function isUseOfBrowser(ts: Project['ts'], call: ts.CallExpression): boolean {
  const given = firstCallGiven(ts, call);
  return (
    given !== undefined && /(?:^|\.)use$/.test(call.expression.getText()) && /(?:^|\.)browser$/.test(given.expression.getText())
  );
}

/** Whether the `browser` of such a call is the one of `react-dom` 19.3. */
export function isBrowserOfReactDom(project: Project, call: ts.CallExpression): boolean {
  const given = firstCallGiven(project.ts, call);
  return given !== undefined && isFrom(originOf(project, given.expression), 'react-dom', 'browser');
}

function firstCallGiven(ts: Project['ts'], { arguments: [first] }: ts.CallExpression): ts.CallExpression | undefined {
  const given = first && unwrap(ts, first);
  return given && ts.isCallExpression(given) ? given : undefined;
}
