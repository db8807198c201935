export { NoteForm } from './note-form';
export { NoteList } from './note-list';
export { SubmitButton } from './submit-button';
