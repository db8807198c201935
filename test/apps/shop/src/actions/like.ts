'use server';
import { audit } from './audit';
import { tally } from './tally';

export async function like(): Promise<void> {
  audit(tally());
}
