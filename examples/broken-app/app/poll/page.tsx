import { Options } from './options';
import { Option } from './option';

export default function PollPage() {
  return (
    <Options>
      <Option />
    </Options>
  );
}
