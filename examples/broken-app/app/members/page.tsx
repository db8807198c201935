import { removeMember } from './actions';

export default function MembersPage() {
  return <form action={removeMember.bind(null, 'ada')} />;
}
