import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';

export interface User {
  readonly name: string;
}

const COOKIE = 'session';

export async function currentUser(): Promise<User | undefined> {
  const name = (await cookies()).get(COOKIE)?.value;
  return name ? { name } : undefined;
}

/** The signed-in user; everyone else is sent to the sign-in page. */
export async function requireUser(): Promise<User> {
  const user = await currentUser();
  if (!user) redirect('/login');
  return user;
}

export async function startSession(name: string): Promise<void> {
  (await cookies()).set(COOKIE, name, { httpOnly: true, sameSite: 'lax' });
}

export async function endSession(): Promise<void> {
  (await cookies()).delete(COOKIE);
}
