export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  // Params are a promise: without `await` there is no id on it.
  return <h1>Order {params.id}</h1>;
}
