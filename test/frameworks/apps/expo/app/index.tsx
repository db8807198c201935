import { Button } from '../lib/button';
import { readPosts } from '../lib/posts';
import { save } from '../lib/save';

export default async function Home() {
  return <Button label={(await readPosts()).join()} onPress={save} />;
}
