import 'server-only';
import { connect } from './connection';

export function products(): string[] {
  return [connect()];
}
