import { receive } from '../../lib/receive';
import { pong } from '../../lib/pong';

export default function handler(_request: unknown, response: { end(text: string): void }) {
  response.end(receive() + pong);
}
