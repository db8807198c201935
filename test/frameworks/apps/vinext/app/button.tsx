'use client';

import { useState } from 'react';

export function Button(props: { label: string; onPress: () => Promise<void> }) {
  const [count, setCount] = useState(0);
  return (
    <button
      onClick={() => {
        setCount(count + 1);
        void props.onPress();
      }}
    >
      {props.label}
    </button>
  );
}
