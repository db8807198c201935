import { createFileRoute } from '@tanstack/react-router';
import { save } from '../save';

export const Route = createFileRoute('/')({ component: Home });

function Home() {
  return <button onClick={() => void save()}>Save</button>;
}
