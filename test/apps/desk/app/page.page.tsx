import { first } from '../lib/ring-a';
import { Ticker } from '../ui/ticker';
import * as parts from '../ui/parts';

export default function Desk() {
  return (
    <main>
      {first()}
      <Ticker />
      <parts.Part />
    </main>
  );
}
