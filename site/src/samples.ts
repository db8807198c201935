import type { Files } from './messages.ts';

/** Apps to begin with, by what they show. */
export const samples: ReadonlyMap<string, Files> = new Map([
  [
    'Next.js',
    new Map([
      [
        'app/page.tsx',
        `import { Counter } from './counter';
import { addItem } from './actions';

export default function Page() {
  return (
    <main>
      <Counter start={new Map([['count', 1]])} format={(count: number) => \`\${count} items\`} />
      <form action={addItem}>
        <input name="title" />
      </form>
    </main>
  );
}
`,
      ],
      [
        'app/counter.tsx',
        `'use client';

import { useState } from 'react';

export function Counter(props: { start: Map<string, number>; format: (count: number) => string }) {
  const [count, setCount] = useState(props.start.get('count') ?? 0);
  return <button onClick={() => setCount(count + 1)}>{props.format(count)}</button>;
}
`,
      ],
      [
        'app/actions.ts',
        `'use server';

import { revalidatePath } from 'next/cache';
import { db } from './db';

export function addItem(data: FormData) {
  db.insert(data.get('title'));
  revalidatePath('/');
}
`,
      ],
      [
        'app/db.ts',
        `import 'server-only';

export const db = {
  insert(title: unknown) {
    return title;
  },
};
`,
      ],
    ]),
  ],
  [
    'React Router',
    new Map([
      ['package.json', '{ "dependencies": { "@react-router/dev": "8", "react-router": "8", "vite": "7" } }\n'],
      [
        'vite.config.ts',
        `import { unstable_reactRouterRSC as reactRouterRSC } from '@react-router/dev/vite';

export default { plugins: [reactRouterRSC()] };
`,
      ],
      [
        'app/routes.ts',
        `import { index } from '@react-router/dev/routes';

export default [index('home.tsx')];
`,
      ],
      [
        'app/home.tsx',
        `import { useState } from 'react';
import { readPosts } from './posts';

export async function loader() {
  return readPosts();
}

export async function clientLoader() {
  return readPosts();
}

export default function Home() {
  const [open, setOpen] = useState(false);
  return <button onClick={() => setOpen(!open)}>{String(open)}</button>;
}
`,
      ],
      [
        'app/posts.ts',
        `import 'server-only';

export async function readPosts() {
  return [process.env.DATABASE_URL];
}
`,
      ],
    ]),
  ],
  [
    'Waku',
    new Map([
      ['package.json', '{ "dependencies": { "waku": "1", "react": "19" } }\n'],
      [
        'src/pages/index.tsx',
        `import { Like } from '../like';

export default async function Home() {
  return <Like onLike={() => console.log('liked')} since={new Date()} />;
}
`,
      ],
      [
        'src/like.tsx',
        `'use client';

export function Like(props: { onLike: () => void; since: Date }) {
  return <button onClick={props.onLike}>{props.since.toISOString()}</button>;
}
`,
      ],
    ]),
  ],
]);
