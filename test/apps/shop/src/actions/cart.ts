'use server';
import { audit } from './audit';

export async function save(): Promise<void> {
  audit('saved');
}
