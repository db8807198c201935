// A hyphen makes it a string like any other: this stays a server module.
'use-client';

export function Search() {
  return <input name="query" />;
}
