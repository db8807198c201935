import { useState } from 'react';
import { readPosts } from '../posts';

export async function loader() {
  return { posts: await readPosts() };
}

export default function Home({ loaderData }: { loaderData: { posts: string[] } }) {
  const [open, setOpen] = useState(false);
  return <button onClick={() => setOpen(!open)}>{loaderData.posts.join()}</button>;
}
