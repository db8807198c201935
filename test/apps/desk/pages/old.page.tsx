import { legacy } from '../lib/legacy';
import { Ticker } from '../ui/ticker';

export default function Old() {
  return (
    <p>
      {legacy()}
      <Ticker />
    </p>
  );
}
