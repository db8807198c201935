import type ts from 'typescript';
import { makingName, proofOfIdentity } from '../catalog/authentication.ts';
import { keptByOptions } from '../project/kept-by-options.ts';
import type { Project } from '../project/project.ts';
import { lastName } from '../syntax/last-name.ts';
import { unwrap } from '../syntax/nodes.ts';
import { askingBefore, type AuthOptions } from './authentication.ts';
import type { IsGuarded } from './guarded.ts';

/** As {@link askingBefore}; what is only made or sent for somebody to prove who they are asks nobody first. */
export const askingOrProving = keptByOptions((project, options: AuthOptions): IsGuarded => {
  const isAsking = askingBefore(project, options);
  return (fn, place) => makesProof(project, place) || isAsking(fn, place);
});

/** `generatePasswordResetToken(email)`, `db.insert(passwordResetTokens)`, `sendMail(email, Template.PasswordReset)`. */
function makesProof({ ts }: Project, place: ts.Node): boolean {
  if (!ts.isCallExpression(place)) return false;
  const callee = unwrap(ts, place.expression);
  const name = lastName(ts, callee);
  if (!makingName.test(name)) return false;
  const holder = ts.isPropertyAccessExpression(callee) ? [lastName(ts, callee.expression)] : [];
  const told = place.arguments.map((argument) => lastName(ts, argument));
  return [name, ...holder, ...told].some((part) => proofOfIdentity.test(part));
}
