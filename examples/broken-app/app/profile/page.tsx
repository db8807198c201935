'use client';

import { useState } from 'react';
import { rename } from './actions';

export default function ProfilePage() {
  const [problem, setProblem] = useState('');
  const save = async () => {
    try {
      await rename('1', 'Ada');
    } catch (error) {
      // In production this is not the message that was thrown.
      setProblem((error as Error).message);
    }
  };
  return <button onClick={save}>{problem}</button>;
}
