export function Drawer() {
  return <aside />;
}
