// A page renders on the server, where there is no state: the clock itself should be the Client Component.
import { useState } from 'react';
import { Zone } from './zone';

export default function ClockPage() {
  const [now] = useState('12:00');
  return (
    <p>
      {now} <Zone />
    </p>
  );
}
