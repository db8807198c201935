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

  return (
    <main>
      <Search />
      <Likes />
      <form action={addItem}>
        <button formAction={publish}>Publish</button>
        <button formAction={archive.bind(null, 'all')}>Archive</button>
      </form>
    </main>
  );
}
