// Vite by itself knows no Server Functions: this file goes to the browser with whatever imports it.
'use server';

export async function print(ticket: string) {
  await fetch('http://printer.local', { method: 'POST', body: ticket });
}
