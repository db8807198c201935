import { Provider } from 'kit';

export function Panel() {
  return <Provider>panel</Provider>;
}
