export default function TimeZone() {
  return <small>{Intl.DateTimeFormat().resolvedOptions().timeZone}</small>;
}
