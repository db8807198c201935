// One letter is missing, and "publish" is an ordinary function.
'use sever';

export async function publish(formData: FormData) {
  console.log(formData.get('id'));
}
