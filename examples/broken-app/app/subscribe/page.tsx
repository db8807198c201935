'use client';

import { useActionState } from 'react';
import { subscribe } from './actions';

export default function SubscribePage() {
  // The state comes first, and "subscribe" takes it for the form's data.
  const [, action] = useActionState(subscribe, null);
  return <form action={action} />;
}
