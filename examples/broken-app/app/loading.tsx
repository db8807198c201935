import { findPrice } from './invoices';

export default function Loading() {
  const label = (name: string) => `Loading ${name} …`;
  async function reload() {
    'use server';
    // What the function closes over is sent to the client and back, and a function cannot be.
    console.log(label('prices'), await findPrice());
  }
  return <form action={reload} />;
}
