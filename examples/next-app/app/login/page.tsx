import { signIn } from '../actions';
import { SubmitButton } from '@/ui';

export default function LoginPage() {
  return (
    <form action={signIn}>
      <label>
        Name <input name="name" required />
      </label>
      <SubmitButton>Sign in</SubmitButton>
    </form>
  );
}
