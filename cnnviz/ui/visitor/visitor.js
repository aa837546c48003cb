// Finds the token of this browser, or makes one; a cookie keeps it, which the server reads at the next visit.

export default function ({ data, setStateValue }) {
  const read = () => document.cookie.match(new RegExp(`(?:^|; )${data.cookie}=([0-9a-f]{32})`))?.[1];
  if (!read()) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const token = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    document.cookie = `${data.cookie}=${token}; path=/; max-age=31536000; samesite=lax`;
  }
  const token = read();
  if (token) setStateValue("token", token);
}
