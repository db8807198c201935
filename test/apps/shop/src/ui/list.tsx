'use client';
export function List() {
  return <ul />;
}
