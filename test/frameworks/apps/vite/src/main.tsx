import { createRoot } from 'react-dom/client';
import { save } from './save';

createRoot(document.getElementById('root')!).render(<button onClick={() => void save()}>Save</button>);
