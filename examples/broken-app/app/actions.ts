'use server';

// The React guide's own sample: a Server Function that forgot "async".
export function addItem(formData: FormData) {
  console.log(formData.get('title'));
}

// A constant beside the actions: the file is all endpoints, and a number is none.
export const PAGE_SIZE = 20;

export async function removeItem() {
  // Nobody calls a Server Function with arguments of his own: the array does not exist there.
  return arguments.length;
}
