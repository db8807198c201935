'use server';

class Price {
  constructor(readonly cents: number) {}

  format() {
    return `${this.cents / 100} €`;
  }
}

export async function findPrice() {
  // React carries plain objects, and no instances of classes.
  return new Price(100);
}

// No browser can send a function: this parameter never arrives.
export async function watchInvoices(onChange: (count: number) => void) {
  onChange(1);
}
