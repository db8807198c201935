'use server-entry';

import './client';
import { Button } from './button';
import { readPosts } from './posts';
import { save } from './save';

export async function Page() {
  const posts = await readPosts();
  return (
    <html>
      <body>
        <Button label={posts.join()} onPress={save} />
      </body>
    </html>
  );
}
