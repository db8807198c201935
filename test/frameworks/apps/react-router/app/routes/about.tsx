import { Button } from '../button';
import { readPosts } from '../posts';
import { save } from '../save';

export async function ServerComponent() {
  return <Button label={(await readPosts()).join()} onPress={save} />;
}

export function ErrorBoundary() {
  return <Button label="Again" onPress={async () => location.reload()} />;
}
