import { Likes } from '../ui/likes';
import { Search } from '../ui/search';
import { addItem } from './actions';
import { publish } from './posts/publish';

export default function Page() {
  async function archive(id: string) {
    // The directive only counts as the first statement of the function.
    console.log(`archiving ${id}`);
    'use server';
  }

  // What a misspelt directive leaves is a plain function, and no form can carry it.
  const publishing = <button formAction={publish}>Publish</button>;
  // The same goes for a directive that comes too late.
  const archiving = <button formAction={archive.bind(null, 'all')}>Archive</button>;

  return (
    <main>
      <Search />
      <Likes />
      <form action={addItem}>
        {publishing}
        {archiving}
      </form>
    </main>
  );
}
