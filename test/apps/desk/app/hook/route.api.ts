import { receive } from '../../lib/receive';

export function POST() {
  return new Response(receive());
}
