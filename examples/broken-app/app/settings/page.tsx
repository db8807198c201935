export default function SettingsPage() {
  // A hidden input is as public as any other.
  return <input type="hidden" name="token" value={process.env.BILLING_TOKEN} />;
}
