import { Dialog } from '@/ui/dialog';

export default function Photo() {
  return <Dialog>photo</Dialog>;
}
