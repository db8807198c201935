import { orphan } from '../lib/orphan';

export default function NotAPage() {
  return orphan;
}
