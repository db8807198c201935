export default function note() {
  return 'a draft';
}
