'use server';

export async function subscribe(formData: FormData) {
  console.log(formData.get('email'));
}

// Nothing uses it, and anyone can call it.
export async function unsubscribeEveryone() {
  console.log('everyone');
}
